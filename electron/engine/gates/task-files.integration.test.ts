import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { treeOf } from '../workspace/tree'
import { filesOf } from './task-files'

let home: string
/** Where the task is worked on: a folder of its repository. */
let directory: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'deck-files-'))
  directory = join(home, 'shop')
  mkdirSync(join(directory, 'lib'), { recursive: true })
  execFileSync('git', ['init', '-q', home])
  for (const file of ['price.js', 'old.js', 'tasks.md', 'lib/tax.js']) write(file, 'one')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const write = (file: string, text: string) => writeFileSync(join(directory, file), `${text}\n`)
const before = async () => (await treeOf(directory, ['tasks.md'])) ?? null
const after = (tree: string | null, paths: string[] = []) => filesOf({ tree, paths }, directory, ['tasks.md'])

test('without a claim, what has changed and is there, relative to the folder; what does not count is left out', async () => {
  const tree = await before()
  expect(await after(tree)).toEqual({ kind: 'none' })
  write('tasks.md', 'two')
  expect(await after(tree)).toEqual({ kind: 'none' })
  write('lib/tax.js', 'two')
  write('neu größe.js', 'one')
  writeFileSync(join(home, 'outside.js'), 'one\n')
  rmSync(join(directory, 'old.js'))
  expect(await after(tree)).toEqual({ kind: 'paths', paths: ['../outside.js', 'lib/tax.js', 'neu größe.js'] })
})

test('a claim counts whatever has changed, as far as it is there', async () => {
  const claims = ['./lib/', join(directory, 'price.js'), 'price.js', 'never-made.js', '.']
  expect(await after(null, claims)).toEqual({ kind: 'paths', paths: ['lib', 'price.js', '.'] })
  expect(await after(null, ['never-made.js'])).toEqual({
    kind: 'unknown',
    why: 'nothing that the task claims is there',
  })
})

test('what cannot be told is not mistaken for nothing', async () => {
  const tree = await before()
  rmSync(join(directory, 'old.js'))
  expect(await after(tree)).toEqual({ kind: 'unknown', why: 'the task has only removed files' })
  expect(await after(null)).toEqual({ kind: 'unknown', why: 'git cannot tell which files the task changed' })
  expect(await after('0'.repeat(40))).toMatchObject({ kind: 'unknown' })
  write('two\nlines.js', 'one')
  expect(await after(tree)).toMatchObject({ kind: 'unknown', why: expect.stringContaining('line break') })
  rmSync(join(directory, 'two\nlines.js'))
  for (let file = 0; file < 160; file++) write(`${'x'.repeat(200)}${file}`, '')
  expect(await after(tree)).toEqual({ kind: 'unknown', why: 'the task has too many files' })
})
