import { execFile } from 'node:child_process'
import { access, copyFile, readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { CONFIG_FILE_NAME } from '#shared/contract/config'
import { Refused } from '#shared/contract/link'
import type { Run } from '#shared/model/state'
import { lookingEnv } from './runs-nothing'
import { saidBy } from './said-by'

const run = promisify(execFile)
/** Checking out a large repository takes its time. In milliseconds. */
const CHECKOUT_MS = 300_000
/** Longest that a question to git may take. In milliseconds. */
const QUESTION_MS = 15_000
/** So many file names are named before "and so on". */
const NAMED = 3

/** A worktree as the journal keeps it. */
export type WorktreeFacts = NonNullable<Run['worktree']>

/** A worktree that was made for a run. */
export interface NewWorktree extends WorktreeFacts {
  /** Where the agents work: the project's own place inside the worktree. */
  directory: string
}

/** What became of a run's worktree when the run was closed. */
export interface WorktreeEnd {
  removed: boolean
  /** A sentence for the timeline. */
  text: string
}

/** Whether a run in this folder could have a worktree: it is in a git repository that has a commit. */
export async function worktreePossible(dir: string): Promise<boolean> {
  const inside = await ask(dir, 'rev-parse', '--is-inside-work-tree').catch(() => 'false')
  if (inside !== 'true') return false
  return ask(dir, 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}').then(
    () => true,
    () => false,
  )
}

/**
 * Makes a worktree beside the project's repository, on a new branch that begins at HEAD. A config that git does not
 * know is copied, so that the folder can be opened as a project of its own.
 * @throws Refused with the reason, when git cannot.
 */
export async function makeWorktree(projectDir: string, runId: string): Promise<NewWorktree> {
  if (!(await worktreePossible(projectDir))) {
    throw new Refused(
      `${projectDir} cannot have a worktree: it is not in a git repository with a first commit. Commit once, or start without a worktree.`,
    )
  }
  const repository = await ask(projectDir, 'rev-parse', '--show-toplevel')
  const base = await ask(projectDir, 'rev-parse', 'HEAD')
  const branch = `deck/${runId}`
  const root = join(dirname(repository), `${basename(repository)}-${runId}`)
  try {
    await run('git', ['worktree', 'add', '-q', '-b', branch, root, 'HEAD'], {
      cwd: projectDir,
      timeout: CHECKOUT_MS,
    })
  } catch (error) {
    throw new Refused(`The worktree ${root} could not be made (${saidBy(error)}). Start without a worktree.`)
  }
  const inside = relative(await realpath(repository), projectDir)
  const directory = join(await realpath(root), inside)
  await copyConfig(projectDir, directory)
  return { repository, branch, base, directory }
}

/**
 * Removes a run's worktree and branch when nothing would be lost: everything is committed, and each commit is on another
 * branch too, or there are none. Otherwise both stay, and the text says why and how to go on.
 */
export async function endWorktree(
  facts: WorktreeFacts,
  directory: string,
  projectDir: string,
): Promise<WorktreeEnd> {
  if (!(await exists(directory))) {
    return {
      removed: false,
      text: `The worktree ${directory} had gone already. Its branch is still there: ${facts.branch}.`,
    }
  }
  try {
    const root = await ask(directory, 'rev-parse', '--show-toplevel')
    const loose = await uncommitted(root, directory, projectDir)
    if (loose.length > 0) {
      const names = loose.slice(0, NAMED).join(', ') + (loose.length > NAMED ? ', …' : '')
      const files = loose.length === 1 ? '1 file is' : `${loose.length} files are`
      return kept(root, facts, `${files} not committed (${names})`)
    }
    const commits = await unmerged(facts, directory)
    if (commits > 0) {
      const what = commits === 1 ? '1 commit is' : `${commits} commits are`
      return kept(root, facts, `${what} on no other branch`)
    }
    await run('git', ['worktree', 'remove', '--force', root], { cwd: facts.repository, timeout: CHECKOUT_MS })
    await run('git', ['branch', '-q', '-D', facts.branch], { cwd: facts.repository }).catch(() => undefined)
    return { removed: true, text: `The worktree ${root} was removed; nothing in it would have been lost.` }
  } catch (error) {
    return {
      removed: false,
      text: `The worktree ${directory} was left as it is (${saidBy(error)}). Branch: ${facts.branch}.`,
    }
  }
}

function kept(root: string, { branch }: WorktreeFacts, why: string): WorktreeEnd {
  return {
    removed: false,
    text: `The worktree ${root} was kept, because ${why}. To take it over: git merge ${branch}. To remove it: git worktree remove ${root}.`,
  }
}

/** Files that git would lose, relative to the worktree. The copied config, as long as it is the same, is none. */
async function uncommitted(root: string, directory: string, projectDir: string): Promise<string[]> {
  const { stdout } = await run('git', ['status', '--porcelain', '-z', '--untracked-files=all'], {
    cwd: root,
    timeout: CHECKOUT_MS,
    maxBuffer: 64 * 1024 * 1024,
    env: await lookingEnv(root),
  })
  const entries = stdout.split('\0').filter((entry) => entry !== '')
  const copied = relative(root, join(directory, CONFIG_FILE_NAME))
  const same = await sameFile(join(directory, CONFIG_FILE_NAME), join(projectDir, CONFIG_FILE_NAME))
  return entries
    .filter((entry) => !(same && entry === `?? ${copied}`))
    .map((entry) => entry.replace(/^.. /, ''))
}

/** Commits of the run's branch, or of what is checked out now, that no other branch contains. */
async function unmerged({ branch, base }: WorktreeFacts, directory: string): Promise<number> {
  const own = `refs/heads/${branch}`
  const tips = new Set<string>()
  for (const ref of ['HEAD', own]) {
    const tip = await ask(directory, 'rev-parse', '--verify', '--quiet', ref).catch(() => undefined)
    if (tip !== undefined && tip !== base) tips.add(tip)
  }
  let commits = 0
  for (const tip of tips) {
    const refs = await ask(
      directory,
      'for-each-ref',
      '--contains',
      tip,
      '--format=%(refname)',
      'refs/heads',
      'refs/remotes',
    )
    if (refs.split('\n').some((ref) => ref !== '' && ref !== own)) continue
    commits = Math.max(commits, Number(await ask(directory, 'rev-list', '--count', tip, `^${base}`)), 1)
  }
  return commits
}

async function copyConfig(from: string, to: string): Promise<void> {
  // A plain agent's project has no config at all.
  if (!(await exists(join(to, CONFIG_FILE_NAME))))
    await copyFile(join(from, CONFIG_FILE_NAME), join(to, CONFIG_FILE_NAME)).catch(() => undefined)
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

async function sameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((file) => readFile(file).catch(() => undefined)))
  return a !== undefined && b !== undefined && a.equals(b)
}

async function ask(cwd: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', args, { cwd, timeout: QUESTION_MS })
  return stdout.trim()
}
