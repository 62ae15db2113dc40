import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { stillThere } from '../support/processes'

const run = promisify(execFile)

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
  const left = await stillThere(pids)
  for (const pid of left) process.kill(pid, 'SIGKILL')
  return left
}
