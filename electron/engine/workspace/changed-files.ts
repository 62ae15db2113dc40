import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { lookingEnv } from './runs-nothing'

const run = promisify(execFile)
/** A repository that takes longer says nothing. In milliseconds. */
const LOOK_MS = 15_000

/** Files that differ from the last commit, one line of `git status` each, those of the deck aside. Undefined outside a repository. */
export async function changedFiles(directory: string): Promise<string[] | undefined> {
  const args = ['-c', 'core.quotePath=false', 'status', '--porcelain=v1', '--untracked-files=all']
  try {
    const { stdout } = await run('git', [...args, '--', '.', ':(exclude).dot-agent-deck'], {
      cwd: directory,
      env: await lookingEnv(directory),
      maxBuffer: 16 * 1024 * 1024,
      timeout: LOOK_MS,
    })
    return stdout.split('\n').filter((line) => line.trim() !== '')
  } catch {
    return undefined
  }
}
