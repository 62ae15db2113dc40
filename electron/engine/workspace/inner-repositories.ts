import { execFile } from 'node:child_process'
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** Repositories within repositories are followed so deep. */
const MAX_DEPTH = 5
/** Mode of what git keeps of another repository: which commit it is at, and nothing of its files. */
const LINK_MODE = '160000 '

/** How git is called: with an index of our own, or with each repository's. */
interface GitCall {
  cwd: string
  env: NodeJS.ProcessEnv
  maxBuffer: number
  timeout: number
}

/**
 * Puts the files of repositories within the working tree, submodules and others, into the index: by itself git only looks
 * at which commit they are at, and an edit there would be none.
 * @param own with the index that is filled; @param plain without it. Both in the top folder of the repository.
 * @returns whether there were any.
 */
export async function addInner(own: GitCall, plain: GitCall): Promise<boolean> {
  const [staged, left] = await Promise.all([run('git', ['ls-files', '--stage', '-z'], own), leftOver(own)])
  const linked = namesIn(staged.stdout)
    .filter((entry) => entry.startsWith(LINK_MODE))
    .map((entry) => entry.slice(entry.indexOf('\t') + 1))
  const untracked = left.filter((path) => path.endsWith('/'))
  const files = (
    await Promise.all([...linked, ...untracked].map((path) => filesWithin(path, plain, 1)))
  ).flat()
  if (files.length === 0) return false
  const adding = run('git', ['update-index', '--add', '--remove', '--replace', '-z', '--stdin'], own)
  adding.child.stdin?.on('error', () => undefined)
  adding.child.stdin?.end(files.join('\0'))
  await adding
  return true
}

/** @throws the reason when there is a file that could not be put into the index. */
export async function allAdded(own: GitCall, failure: string): Promise<void> {
  const left = (await leftOver(own)).filter((path) => !path.endsWith('/'))
  if (left.length > 0) throw new Error(failure)
}

/** What differs from the index, or is not in it; a folder that is another repository ends in a slash. */
async function leftOver(own: GitCall): Promise<string[]> {
  return namesIn((await run('git', ['ls-files', '-o', '-m', '--exclude-standard', '-z'], own)).stdout)
}

/** The files of the repository at this path that it does not ignore, by their paths in the outermost one. */
async function filesWithin(path: string, plain: GitCall, depth: number): Promise<string[]> {
  const folder = path.replace(/\/$/, '')
  const cwd = join(plain.cwd, folder)
  // A submodule that is not there yet has no files of its own.
  const repository = await lstat(join(cwd, '.git')).catch(() => undefined)
  if (!repository || depth > MAX_DEPTH) return []
  const asked = ['ls-files', '-c', '-o', '--exclude-standard', '-z']
  const names = namesIn((await run('git', asked, { ...plain, cwd })).stdout)
  const files = await Promise.all(
    names.map(async (name) => {
      const inner = `${folder}/${name}`
      const isFolder = await lstat(join(plain.cwd, inner)).then(
        (info) => info.isDirectory(),
        () => false,
      )
      return isFolder ? filesWithin(inner, plain, depth + 1) : [inner]
    }),
  )
  return files.flat()
}

function namesIn(output: string): string[] {
  return output.split('\0').filter((name) => name !== '')
}
