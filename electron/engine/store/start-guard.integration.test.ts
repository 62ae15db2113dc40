import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { StartGuard, isCrashLoop } from './start-guard'

let home: string
const notes: string[] = []
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'deck-starts-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const begin = (now: number, livedMs?: number) =>
  StartGuard.begin(
    home,
    (line) => notes.push(line),
    () => now,
    livedMs,
  )
const starts = (...times: number[]) => times.map((at) => ({ at, pid: 1 }))

describe('a crash loop', () => {
  test.each([
    ['two starts', starts(1000, 2000), 3000, false],
    ['three starts within a minute', starts(1000, 20_000, 40_000), 60_000, true],
    ['three starts, the first of them longer ago', starts(1000, 20_000, 40_000), 61_001, false],
    ['starts in the future, after the clock was set back', starts(90_000, 91_000, 92_000), 5000, false],
  ])('%s', (_, earlier, now, loop) => {
    expect(isCrashLoop(earlier, now)).toBe(loop)
  })
})

test('the fourth start after three crashes is safe, and stays so while it crashes too', async () => {
  const safe = []
  for (const now of [1000, 2000, 3000, 4000, 5000]) safe.push((await begin(now)).safeMode)
  expect(safe).toEqual([false, false, false, true, true])
  expect((await begin(70_000)).safeMode).toBe(false)
})

test('starts that end in order do not count', async () => {
  for (const now of [1000, 2000, 3000, 4000, 5000]) {
    const guard = await begin(now)
    expect(guard.safeMode).toBe(false)
    await guard.end()
  }
})

test('an app that has lived wipes out what was before', async () => {
  for (const now of [1000, 2000]) await begin(now)
  const guard = await begin(3000, 1)
  const file = join(home, 'starts.json')
  while ((await readFile(file, 'utf8')).includes('"at"'))
    await new Promise((resolve) => setImmediate(resolve))
  expect(guard.safeMode).toBe(false)
  expect((await begin(4000)).safeMode).toBe(false)
})

test('a damaged file is put aside and counts as none', async () => {
  await writeFile(join(home, 'starts.json'), '{"starts":[{"at"')
  expect((await begin(1000)).safeMode).toBe(false)
})
