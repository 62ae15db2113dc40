/** Time a process has to be gone from the system's table after its deck says so, in milliseconds. */
const GONE_MS = 3000

/** Those of the processes that still live, after a moment to be reaped. */
export async function stillThere(pids: readonly number[]): Promise<number[]> {
  const deadline = Date.now() + GONE_MS
  for (;;) {
    const left = pids.filter(isAlive)
    if (left.length === 0 || Date.now() > deadline) return left
    // Nothing tells of the end of a process that is not a child.
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Whether a process lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Kills a process that may have ended by itself meanwhile, as a hook does. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
