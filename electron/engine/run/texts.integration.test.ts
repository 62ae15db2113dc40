import { createHash } from 'node:crypto'
import { lstat, mkdir, mkdtemp, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RunTexts } from './texts'

let dir: string
let project: string
let own: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'texts-'))
  project = join(dir, 'my project')
  own = join(dir, 'own')
  await mkdir(project)
})
afterEach(() => rm(dir, { recursive: true, force: true }))

test('a text is kept twice, and the deck’s own copy does not follow what an agent does to the other', async () => {
  const texts = await RunTexts.open('run', project, own)
  const words = '\n# Größe\nmore\n'
  const stored = await texts.store('report', 'r1', 'r1-coder', words)
  expect(stored).toEqual({
    file: join(project, '.dot-agent-deck', 'runs', 'run', 'r1-coder.md'),
    bytes: Buffer.byteLength(words),
    sha256: createHash('sha256').update(words).digest('hex'),
    preview: '# Größe',
  })
  expect(await readFile(stored.file, 'utf8')).toBe(words)
  await writeFile(stored.file, 'changed')
  expect(await texts.read('report', 'r1')).toBe(words)
})

test('agents are told paths from where they work, with slashes', async () => {
  const texts = await RunTexts.open('run', project, own)
  expect(texts.agentFolder).toBe('.dot-agent-deck/runs/run')
  expect(texts.forAgent(join(project, 'a', 'b.md'))).toBe('a/b.md')
  expect(texts.forAgent(join(dir, 'elsewhere.md'))).toBe(join(dir, 'elsewhere.md'))
  expect(texts.forAgent(project)).toBe(project)
})

test('in a folder that cannot be written the texts are kept elsewhere, and it is said', async () => {
  await writeFile(join(project, '.dot-agent-deck'), 'a file in the way')
  const texts = await RunTexts.open('run', project, own)
  expect(texts.fallback).toContain('The project folder cannot be written')
  const stored = await texts.store('task', 't1', 't1-coder', 'Do it.')
  expect(stored.file).toBe(join(own, 'for-agents', 't1-coder.md'))
  expect(texts.forAgent(stored.file)).toBe(stored.file)
  await texts.storeForPeople('coder', 'Done.')
  expect(await readdir(project)).toEqual(['.dot-agent-deck'])
})

test('the last report of a role is where people and scripts look for it, whatever the role is called', async () => {
  const texts = await RunTexts.open('run', project, own)
  await texts.storeForPeople('../../code reviewer', 'One.')
  await texts.storeForPeople('../../code reviewer', 'Two.')
  expect(await readFile(join(project, '.dot-agent-deck', 'work-done-code-reviewer.md'), 'utf8')).toBe('Two.')
})

test('a report for people that cannot be written stops nothing', async () => {
  const texts = await RunTexts.open('run', project, own)
  await mkdir(join(project, '.dot-agent-deck', 'work-done-coder.md'))
  await expect(texts.storeForPeople('coder', 'Done.')).resolves.toBeUndefined()
})

test.skipIf(process.platform === 'win32')(
  'a link that an agent has put in the place of a text, or of its folder, is not followed',
  async () => {
    const texts = await RunTexts.open('run', project, own)
    const outside = join(dir, 'outside')
    await mkdir(outside)
    await writeFile(join(outside, 'profile'), 'mine')
    const folder = join(project, '.dot-agent-deck', 'runs', 'run')
    await symlink(join(outside, 'profile'), join(folder, 'r1-coder.md'))
    await symlink(join(outside, 'profile'), join(project, '.dot-agent-deck', 'work-done-coder.md'))
    const { file } = await texts.store('report', 'r1', 'r1-coder', 'forged')
    await texts.storeForPeople('coder', 'forged')
    expect(await readFile(file, 'utf8')).toBe('forged')
    expect((await lstat(file)).isSymbolicLink()).toBe(false)
    expect(await readFile(join(outside, 'profile'), 'utf8')).toBe('mine')

    await rename(folder, join(dir, 'moved'))
    await symlink(outside, folder)
    await expect(texts.store('report', 'r2', 'r2-coder', 'forged')).rejects.toThrow('is a link out of')
    expect(await readdir(outside)).toEqual(['profile'])
    expect((await RunTexts.open('run', project, own)).fallback).toContain('is a link out of')
  },
)
