import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { addInner, allAdded } from './inner-repositories'
import { lookingEnv } from './runs-nothing'
import { saidBy } from './said-by'

const run = promisify(execFile)
/** A diff larger than this is cut; nobody reads more. In bytes. */
const MAX_DIFF = 4 * 1024 * 1024
/** A tree that takes longer to read is not compared; a run is not held up by it. In milliseconds. */
const TREE_MS = 60_000

/** The state of a working tree, or why it cannot be told, to stand after "since". */
export type TreeRead = { tree: string } | { unknown: string }

/** As `readTree`; undefined when it cannot be told. */
export async function treeOf(directory: string, except: readonly string[] = []): Promise<string | undefined> {
  const read = await readTree(directory, except)
  return 'tree' in read ? read.tree : undefined
}

/**
 * The state of a working tree as one git tree id: every file that git does not ignore, untracked ones included, and those
 * of repositories within it. The person's own index is not touched.
 * @param except paths that do not count, relative to the directory.
 */
export async function readTree(directory: string, except: readonly string[] = []): Promise<TreeRead> {
  let scratch: string | undefined
  let top: string | undefined
  try {
    // Work waits to be handed out until this is through, and starting programs is most of it.
    const [env, where] = await Promise.all([
      lookingEnv(directory),
      run('git', ['rev-parse', '--show-toplevel'], { cwd: directory, timeout: TREE_MS }),
    ])
    const look = { cwd: directory, env, maxBuffer: 64 * 1024 * 1024, timeout: TREE_MS }
    top = where.stdout.replace(/\r?\n$/, '')
    scratch = await mkdtemp(join(tmpdir(), 'deck-index-'))
    const own = { ...look, env: { ...env, GIT_INDEX_FILE: join(scratch, 'index') } }
    // What is known of unchanged files saves reading them again; a repository without a commit has nothing.
    await run('git', ['read-tree', 'HEAD'], own).catch(() => undefined)
    const failure = await run('git', ['add', '--all', '--ignore-errors'], own).then(() => undefined, saidBy)
    const [inner, uncounted] = await Promise.all([
      addInner({ ...own, cwd: top }, { ...look, cwd: top }),
      run('git', ['ls-files', '-z', '--', ...except], own),
    ])
    if (failure !== undefined) await allAdded({ ...own, cwd: top }, failure)
    // Not by an exclude pathspec: git refuses one that names an ignored path.
    if (except.length > 0 && (inner || uncounted.stdout !== ''))
      await run('git', ['rm', '-r', '-q', '--cached', '--ignore-unmatch', '--', ...except], own)
    return { tree: (await run('git', ['write-tree'], own)).stdout.trim() }
  } catch (error) {
    if (top === undefined) return { unknown: 'the folder is not in a git repository' }
    return { unknown: `git cannot read the folder (${saidBy(error)})` }
  } finally {
    if (scratch !== undefined) await rm(scratch, { recursive: true, force: true })
  }
}

/** What changed from one tree to the other. */
export interface TreeChange {
  files: string[]
  /** A binary-safe patch, empty when it would be too large. */
  patch: string
}

/** "2 files changed (a.ts, b.ts)". */
export function changedWords(files: readonly string[]): string {
  return `${files.length} ${files.length === 1 ? 'file' : 'files'} changed (${namesOf(files)})`
}

/** The first few of these files: "a.ts, b.ts, c.ts, …". */
export function namesOf(files: readonly string[]): string {
  return files.slice(0, 3).join(', ') + (files.length > 3 ? ', …' : '')
}

/** What is kept of a change: the patch, or the names of its files where the patch would be too large. */
export function patchOf({ files, patch }: TreeChange): string {
  return patch === '' ? `${files.join('\n')}\n` : patch
}

/** Whatever the person or the repository has set for looking at diffs: this one is to be applied, and runs no program. */
const PLAIN = [
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-relative',
  '--no-renames',
  '--src-prefix=a/',
  '--dst-prefix=b/',
]

/** What differs between two trees: the files, and a patch, which is empty when it would be too large. */
export async function changeBetween(directory: string, before: string, after: string): Promise<TreeChange> {
  const options = { cwd: directory, maxBuffer: MAX_DIFF }
  const { stdout } = await run('git', ['diff', ...PLAIN, '--name-only', '-z', before, after], options)
  const files = stdout.split('\0').filter((file) => file !== '')
  const patch = await run('git', ['diff', ...PLAIN, '--binary', before, after], options).then(
    (result) => result.stdout,
    () => '',
  )
  return { files, patch }
}

/**
 * Takes a change back in the working tree.
 * @returns why it could not be, for example because the same lines have changed again since.
 */
export async function takeBack(directory: string, patch: string): Promise<string | undefined> {
  const scratch = await mkdtemp(join(tmpdir(), 'deck-patch-'))
  const file = join(scratch, 'change.patch')
  try {
    await writeFile(file, patch)
    await run('git', ['apply', '--reverse', '--whitespace=nowarn', file], { cwd: directory })
    return undefined
  } catch (error) {
    const detail = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    return `The change could not be taken back: ${detail.split('\n')[0] ?? 'git refused it'}`
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
