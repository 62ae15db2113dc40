import { mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TrackingView } from '#shared/contract/views'
import { TrackingFiles } from './tracking'

let dir: string
let files: TrackingFiles
let seen: TrackingView[]
let wake: () => void

beforeEach(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), 'tracking-')))
  seen = []
  wake = () => undefined
  files = new TrackingFiles((view) => {
    seen.push(view)
    wake()
  })
})
afterEach(async () => {
  files.close()
  await rm(dir, { recursive: true, force: true })
})

/** Waits until the file was last told of as this many of this many. */
function progress(done: number, total: number): Promise<TrackingView> {
  return new Promise((resolve) => {
    wake = () => {
      const last = seen.at(-1)
      if (last?.exists && last.done === done && last.total === total) resolve(last)
    }
    wake()
  })
}

function gone(): Promise<void> {
  return new Promise((resolve) => {
    wake = () => {
      if (seen.at(-1)?.exists === false) resolve()
    }
    wake()
  })
}

test('tells what is there, what is written, and a file that takes its place', async () => {
  await writeFile(join(dir, 'plan.md'), '# Plan\n- [ ] one\n')
  await files.follow('run', dir, 'plan.md')
  expect(files.view('run')).toMatchObject({ exists: true, done: 0, total: 1, heading: 'Plan' })
  await writeFile(join(dir, 'plan.md'), '# Plan\n- [x] one\n- [ ] two\n')
  expect(await progress(1, 2)).toMatchObject({ run: 'run', file: 'plan.md', changedAt: expect.any(Number) })
  await writeFile(join(dir, 'draft'), '# Plan\n- [x] one\n- [x] two\n')
  await rename(join(dir, 'draft'), join(dir, 'plan.md'))
  await progress(2, 2)
  await writeFile(join(dir, 'plan.md'), '- [ ] again\n')
  await progress(0, 1)
})

test('waits for a folder that is not there yet, and finds it again after it was replaced', async () => {
  await files.follow('run', dir, 'prds/deep/current.md')
  expect(files.view('run')).toMatchObject({ exists: false, done: 0, total: 0, changedAt: null })
  await mkdir(join(dir, 'prds', 'deep'), { recursive: true })
  await writeFile(join(dir, 'prds', 'deep', 'current.md'), '- [x] a\n')
  await progress(1, 1)
  await rm(join(dir, 'prds'), { recursive: true })
  await gone()
  await mkdir(join(dir, 'prds', 'deep'), { recursive: true })
  await writeFile(join(dir, 'prds', 'deep', 'current.md'), '- [x] a\n- [ ] b\n')
  await progress(1, 2)
})

test('follows another file when the config names one, and nothing when it names none', async () => {
  await writeFile(join(dir, 'a.md'), '- [ ] a\n')
  await writeFile(join(dir, 'b.md'), '- [x] b\n')
  await files.follow('run', dir, 'a.md')
  await files.follow('run', dir, 'b.md')
  expect(files.view('run')).toMatchObject({ file: 'b.md', done: 1 })
  await files.follow('run', dir, undefined)
  expect(files.view('run')).toBeNull()
})

test('a folder of that name is no tracking file', async () => {
  await mkdir(join(dir, 'plan.md'))
  await files.follow('run', dir, 'plan.md')
  expect(files.view('run')).toMatchObject({ exists: false })
})
