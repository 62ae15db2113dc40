import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { excludeFromGit } from './git-exclude'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'exclude-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const git = (...args: string[]): string => execFileSync('git', args, { cwd: dir, encoding: 'utf8' })
const exclude = (): string => join(dir, '.git', 'info', 'exclude')

test('keeps the deck’s folder out of git, once, and touches no file of the person’s', async () => {
  git('init', '-q')
  await mkdir(join(dir, '.dot-agent-deck', 'runs'), { recursive: true })
  await writeFile(join(dir, '.dot-agent-deck', 'runs', 'x'), 'x')
  await writeFile(exclude(), '*.log')
  expect(await excludeFromGit(dir)).toBeUndefined()
  expect(await excludeFromGit(dir)).toBeUndefined()
  expect(await readFile(exclude(), 'utf8')).toBe('*.log\n.dot-agent-deck/\n')
  expect(git('status', '--porcelain')).toBe('')
})

test('finds the repository from a folder inside it, and makes the file where there is none', async () => {
  git('init', '-q')
  await rm(join(dir, '.git', 'info'), { recursive: true, force: true })
  await mkdir(join(dir, 'packages', 'a'), { recursive: true })
  expect(await excludeFromGit(join(dir, 'packages', 'a'))).toBeUndefined()
  expect(await readFile(exclude(), 'utf8')).toBe('.dot-agent-deck/\n')
})

test('does nothing outside git', async () => {
  expect(await excludeFromGit(dir)).toBeUndefined()
})

test('says in words what it could not do', async () => {
  git('init', '-q')
  await rm(exclude(), { force: true })
  await mkdir(exclude(), { recursive: true })
  expect(await excludeFromGit(dir)).toMatch(/exclude could not be written .*untracked/)
})
