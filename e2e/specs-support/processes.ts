import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Time a process has to be gone after its deck says so, in milliseconds. */
const GONE_MS = 4000

/** Whether a process lives. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** All processes below one. */
export async function descendants(pid: number): Promise<number[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid='])
  const parents = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const below = (parent: number): number[] =>
    parents.flatMap(([child, of]) => (of === parent && child !== undefined ? [child, ...below(child)] : []))
  return below(pid)
}

/** Those of the processes that still live after a moment. They are killed, so that nothing outlives a test. */
export async function endAll(pids: readonly number[]): Promise<number[]> {
  const deadline = Date.now() + GONE_MS
  let left = pids.filter(alive)
  while (left.length > 0 && Date.now() < deadline) {
    // Nothing tells of the end of a process that is not a child.
    await new Promise((resolve) => setTimeout(resolve, 20))
    left = pids.filter(alive)
  }
  for (const pid of left) process.kill(pid, 'SIGKILL')
  return left
}
