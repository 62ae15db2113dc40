import { execFile } from 'node:child_process'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'
import { messageOf } from '#shared/message-of'

const run = promisify(execFile)
const ENTRY = '.dot-agent-deck/'

/**
 * Keeps the deck's folder out of the project's commits by the repository's own `info/exclude`, which is no file of the
 * person's. Does nothing outside git, or when it is excluded already.
 * @returns a sentence for the timeline when it could not be done.
 */
export function excludeFromGit(directory: string): Promise<string | undefined> {
  // Two runs that start together must not both find the entry missing.
  const result = last.then(() => exclude(directory))
  last = result
  return result
}

let last: Promise<unknown> = Promise.resolve()

async function exclude(directory: string): Promise<string | undefined> {
  let file: string
  try {
    const { stdout } = await run('git', ['rev-parse', '--git-path', 'info/exclude'], {
      cwd: directory,
      timeout: 5000,
    })
    file = resolve(directory, stdout.trimEnd())
  } catch {
    return undefined // Not a repository, or no git: nothing to keep it out of.
  }
  try {
    const text = await readFile(file, 'utf8').catch(() => '')
    if (text.split(/\r?\n/).some((line) => line.trim() === ENTRY)) return undefined
    await mkdir(dirname(file), { recursive: true })
    await appendFile(file, `${text === '' || text.endsWith('\n') ? '' : '\n'}${ENTRY}\n`)
    return undefined
  } catch (error) {
    return `${file} could not be written (${messageOf(error)}); git will show the folder ${ENTRY} as untracked.`
  }
}
