import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MemoryBook } from './memory-book'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'memory-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const open = (): Promise<MemoryBook> => MemoryBook.open(home, () => undefined)

test('knows what agents take up, better once one has run here, also after a restart', async () => {
  const book = await open()
  expect(book.bytesOf('npx opencode-ai --model x')).toBe(1_000_000_000)
  expect(book.bytesOf('make agent')).toBeUndefined()
  await book.seen('opencode', 700_000_000)
  expect(book.bytesOf('opencode')).toBe(700_000_000)
  await book.seen('opencode', 900_000_000)
  expect((await open()).bytesOf('opencode')).toBe(900_000_000)
})

test('one that was large once is not taken to be so for ever', async () => {
  const book = await open()
  await book.seen('claude', 1_000_000_000)
  for (let turn = 0; turn < 30; turn++) await book.seen('claude', 300_000_000)
  expect(book.bytesOf('claude')).toBeLessThan(350_000_000)
})
