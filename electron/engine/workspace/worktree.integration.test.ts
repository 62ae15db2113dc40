import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Refused } from '#shared/contract/link'
import { endWorktree, makeWorktree, worktreePossible, type NewWorktree } from './worktree'

let root: string
let project: string

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'worktree-')))
  project = join(root, 'shop')
  await mkdir(project)
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'Test')
  git('config', 'user.email', 'test@localhost')
  await writeFile(join(project, 'price.js'), 'one\n')
  git('add', '-A')
  git('commit', '-q', '-m', 'Start')
})
afterEach(() => rm(root, { recursive: true, force: true }))

const gitIn = (cwd: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd, encoding: 'utf8' }).trim()
const git = (...args: string[]): string => gitIn(project, ...args)
const end = ({ directory, ...facts }: NewWorktree, from = project) => endWorktree(facts, directory, from)
const branches = (): string[] => git('branch', '--format=%(refname:short)').split('\n')

async function commitIn(directory: string): Promise<void> {
  await writeFile(join(directory, 'price.js'), 'two\n')
  gitIn(directory, 'commit', '-q', '-a', '-m', 'Two')
}

test('is made beside the repository, on its own branch, with a config that git does not know', async () => {
  await writeFile(join(project, '.dot-agent-deck.toml'), '# mine\n')
  const made = await makeWorktree(project, 'r-1')
  expect(made).toEqual({
    repository: project,
    branch: 'deck/r-1',
    base: git('rev-parse', 'HEAD'),
    directory: join(root, 'shop-r-1'),
  })
  expect(gitIn(made.directory, 'branch', '--show-current')).toBe('deck/r-1')
  expect(await readFile(join(made.directory, '.dot-agent-deck.toml'), 'utf8')).toBe('# mine\n')
  expect(git('status', '--porcelain')).toBe('?? .dot-agent-deck.toml')
})

test('a project inside a repository works in the same place of the worktree', async () => {
  const inner = join(project, 'packages', 'a b')
  await mkdir(inner, { recursive: true })
  await writeFile(join(inner, 'x'), 'x')
  git('add', '-A')
  git('commit', '-q', '-m', 'Inner')
  const made = await makeWorktree(inner, 'r-2')
  expect(made.directory).toBe(join(root, 'shop-r-2', 'packages', 'a b'))
  expect(existsSync(join(made.directory, 'x'))).toBe(true)
  expect(await end(made, inner)).toMatchObject({ removed: true })
})

test('is removed with its branch when nothing changed, also beside the copied config and the deck’s own folder', async () => {
  await writeFile(join(project, '.dot-agent-deck.toml'), '# mine\n')
  await writeFile(join(project, '.git', 'info', 'exclude'), '.dot-agent-deck/\n')
  const made = await makeWorktree(project, 'r-3')
  await mkdir(join(made.directory, '.dot-agent-deck', 'runs'), { recursive: true })
  await writeFile(join(made.directory, '.dot-agent-deck', 'runs', 'task.md'), 'x')
  const ended = await end(made)
  expect(ended).toMatchObject({ removed: true, text: expect.stringContaining('shop-r-3 was removed') })
  expect(existsSync(made.directory)).toBe(false)
  expect(branches()).toEqual(['main'])
  expect(git('worktree', 'list')).not.toContain('shop-r-3')
})

test('is removed when its commits are on another branch', async () => {
  const made = await makeWorktree(project, 'r-4')
  await commitIn(made.directory)
  git('merge', '-q', '--no-ff', '-m', 'Merge', 'deck/r-4')
  expect(await end(made)).toMatchObject({ removed: true })
  expect(await readFile(join(project, 'price.js'), 'utf8')).toBe('two\n')
})

test('stays when commits would be lost, also those of a branch that is not checked out', async () => {
  const made = await makeWorktree(project, 'r-5')
  await commitIn(made.directory)
  const ended = await end(made)
  expect(ended.removed).toBe(false)
  expect(ended.text).toContain('1 commit is on no other branch')
  expect(ended.text).toContain('git merge deck/r-5')
  gitIn(made.directory, 'checkout', '-q', '--detach', 'main')
  expect(await end(made)).toMatchObject({ removed: false })
  expect(branches()).toContain('deck/r-5')
})

test.each([
  ['an edit', async (dir: string) => writeFile(join(dir, 'price.js'), 'three\n')],
  ['a new file', async (dir: string) => writeFile(join(dir, 'new file.js'), 'x')],
  [
    'a changed copy of the config',
    async (dir: string) => writeFile(join(dir, '.dot-agent-deck.toml'), '# x\n'),
  ],
])('stays with %s that is not committed', async (_, change) => {
  await writeFile(join(project, '.dot-agent-deck.toml'), '# mine\n')
  const made = await makeWorktree(project, 'r-6')
  await change(made.directory)
  const ended = await end(made)
  expect(ended).toMatchObject({ removed: false, text: expect.stringContaining('1 file is not committed (') })
  expect(existsSync(made.directory)).toBe(true)
})

test('a worktree that somebody removed is told, and is no failure', async () => {
  const made = await makeWorktree(project, 'r-7')
  await rm(made.directory, { recursive: true })
  expect(await end(made)).toMatchObject({ removed: false, text: expect.stringContaining('had gone already') })
})

test('is impossible outside git and before the first commit, and says so', async () => {
  const plain = join(root, 'plain')
  const fresh = join(root, 'fresh')
  for (const dir of [plain, fresh]) await mkdir(dir)
  gitIn(fresh, 'init', '-q')
  expect(await worktreePossible(project)).toBe(true)
  for (const dir of [plain, fresh]) {
    expect(await worktreePossible(dir)).toBe(false)
    await expect(makeWorktree(dir, 'r-8')).rejects.toThrow(Refused)
  }
  await mkdir(join(root, 'shop-r-9'))
  await writeFile(join(root, 'shop-r-9', 'in the way'), '')
  await expect(makeWorktree(project, 'r-9')).rejects.toThrow(/shop-r-9 could not be made \(.*exists/)
})
