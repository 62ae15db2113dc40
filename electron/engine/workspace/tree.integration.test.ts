import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { changeBetween, readTree, takeBack, treeOf } from './tree'

let home: string
let shop: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'deck-tree-'))
  shop = repository(join(home, 'shop'))
  commit(shop, 'price.js')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, stdio: 'ignore' })

function repository(directory: string): string {
  mkdirSync(directory, { recursive: true })
  git(directory, 'init', '-q')
  git(directory, 'config', 'user.name', 'Test team')
  git(directory, 'config', 'user.email', 'team@localhost')
  return directory
}

function commit(directory: string, file: string): void {
  writeFileSync(join(directory, file), 'one\n')
  git(directory, 'add', file)
  git(directory, 'commit', '-q', '-m', 'Start')
}

/** What an edit of one file within the folder is found to be, and that it can be taken back. */
async function expectFound(file: string): Promise<void> {
  const before = (await treeOf(shop)) ?? ''
  appendFileSync(join(shop, file), 'two\n')
  const after = (await treeOf(shop)) ?? ''
  const change = await changeBetween(shop, before, after)
  expect(change.files).toEqual([file])
  expect(await takeBack(shop, change.patch)).toBeUndefined()
  expect(readFileSync(join(shop, file), 'utf8')).toBe('one\n')
  expect(await treeOf(shop)).toBe(before)
}

test('an edit inside of another repository is one: with commits, without, and two deep', async () => {
  commit(repository(join(shop, 'inner')), 'a.js')
  const deep = repository(join(shop, 'inner', 'deep'))
  commit(deep, 'b.js')
  writeFileSync(join(repository(join(shop, 'empty')), 'c.js'), 'one\n')
  for (const file of ['price.js', 'inner/a.js', 'inner/deep/b.js', 'empty/c.js']) await expectFound(file)
})

test('an edit inside of a submodule is one, and so is a file that goes', async () => {
  commit(repository(join(home, 'part')), 'a.js')
  git(shop, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', join(home, 'part'), 'part')
  git(shop, 'commit', '-q', '-m', 'Part')
  await expectFound('part/a.js')
  const before = (await treeOf(shop)) ?? ''
  rmSync(join(shop, 'part', 'a.js'))
  const after = (await treeOf(shop)) ?? ''
  expect((await changeBetween(shop, before, after)).files).toContain('part/a.js')
})

test('paths that do not count do not, wherever they are', async () => {
  commit(repository(join(shop, 'inner')), 'a.js')
  git(shop, 'config', 'core.excludesFile', join(shop, '.git', 'none'))
  writeFileSync(join(shop, '.git', 'info', 'exclude'), 'ignored/\n')
  for (const folder of ['ignored', 'untracked']) mkdirSync(join(shop, folder))
  for (const except of ['price.js', 'untracked', 'ignored', 'inner/a.js', 'inner', 'none']) {
    const file = { untracked: 'untracked/x', ignored: 'ignored/x', inner: 'inner/b.js', none: 'none' }[except]
    const before = await treeOf(shop, [except])
    appendFileSync(join(shop, file ?? except), 'more\n')
    expect(await treeOf(shop, [except]), except).toBe(before)
    appendFileSync(join(shop, 'counted.js'), 'more\n')
    expect(await treeOf(shop, [except]), except).not.toBe(before)
  }
})

test('what cannot be told says why', async () => {
  expect(await readTree(home)).toEqual({ unknown: 'the folder is not in a git repository' })
  const { TMPDIR: known } = process.env
  process.env['TMPDIR'] = join(home, 'none')
  try {
    expect(await readTree(shop)).toEqual({
      unknown: expect.stringContaining('git cannot read the folder (ENOENT') as string,
    })
  } finally {
    if (known === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = known
  }
})
