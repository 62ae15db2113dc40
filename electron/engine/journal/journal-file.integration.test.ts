import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { replay } from '#shared/model/reduce'
import { line, noted, numbered, opened } from './events.fixture'
import { JournalDamaged, JournalWriter, readJournal } from './journal-file'
import { RunLog } from './run-log'

let dir: string
let file: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'journal-'))
  file = join(dir, 'journal.jsonl')
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(dir, { recursive: true, force: true })
})

const events = numbered(opened, noted('one'), noted('zwei – 二 👩‍💻'))

test('what was written is read again, and only the owner may read the file', async () => {
  const writer = await JournalWriter.open(file)
  await writer.append(events.slice(0, 1), true)
  await writer.append(events.slice(1), false)
  await writer.close()
  expect(await readJournal(file)).toEqual({ events, tornBytes: 0 })
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('a last line that is torn at any byte is cut off, and the next event follows on a line of its own', async () => {
  const [first, second, last] = events.map((event) => Buffer.from(line(event)))
  if (!first || !second || !last) throw new Error('three events')
  const before = Buffer.concat([first, second])
  for (let bytes = 0; bytes < last.length; bytes++) {
    await writeFile(file, Buffer.concat([before, last.subarray(0, bytes)]))
    expect(await readJournal(file)).toEqual({ events: events.slice(0, 2), tornBytes: bytes })
    expect((await stat(file)).size).toBe(before.length)
  }
  const writer = await JournalWriter.open(file)
  await writer.append(events.slice(2), true)
  await writer.close()
  expect((await readJournal(file)).events).toEqual(events)
})

test('a decision that is torn between its events does not count at all', async () => {
  const whole = numbered(opened, noted('whole'))
  const torn = numbered(opened, noted('whole'), noted('a'), noted('b'), noted('c')).slice(2)
  await writeFile(file, whole.map(line).join(''))
  const size = (await stat(file)).size
  for (const kept of [1, 2]) {
    const half = torn.slice(0, kept).map((event) => line({ ...event, more: true }))
    await writeFile(file, [...whole.map(line), ...half, line(events[2] ?? whole[0]!).slice(0, 20)].join(''))
    expect((await readJournal(file)).events).toEqual(whole)
    expect((await stat(file)).size).toBe(size)
  }
})

test.each([
  ['no JSON', '{"v":1,"seq":2,'],
  ['no event', '{"v":1,"seq":2,"at":1,"run":"run","body":{"type":"unheard-of"}}'],
  [
    'of another version',
    '{"v":2,"seq":2,"at":1,"run":"run","body":{"type":"noted","level":"info","text":""}}',
  ],
])(
  'a whole line in the middle that is %s holds the journal, and the file stays as it was',
  async (_, bad) => {
    const text = `${line(events[0]!)}${bad}\n${line(events[2]!)}{"torn`
    await writeFile(file, text)
    const error: unknown = await readJournal(file).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(JournalDamaged)
    expect(error).toMatchObject({ file, line: 2, message: expect.stringContaining(`${file}:2:1: `) })
    expect(await readFile(file, 'utf8')).toBe(text)
  },
)

test('an empty journal has no events, and a missing one is no empty one', async () => {
  await writeFile(file, '')
  expect(await readJournal(file)).toEqual({ events: [], tornBytes: 0 })
  await expect(readJournal(join(dir, 'other.jsonl'))).rejects.toThrow('ENOENT')
})

/** The file handles of all writers, so that a test can make a disk fail. */
async function handles(): Promise<{ appendFile: unknown; datasync: () => Promise<void> }> {
  const handle = await open(join(dir, 'any'), 'w')
  await handle.close()
  return Object.getPrototypeOf(handle) as Awaited<ReturnType<typeof handles>>
}

test('what waits for the disk goes out together, in order, with one sync', async () => {
  const prototype = await handles()
  const sync = vi.spyOn(prototype, 'datasync')
  const writer = await JournalWriter.open(file)
  const order: number[] = []
  const many = numbered(opened, ...Array.from({ length: 50 }, (_, index) => noted(String(index))))
  await Promise.all(
    many.map((event, index) => writer.append([event], index % 2 === 0).then(() => order.push(event.seq))),
  )
  await writer.close()
  expect(order).toEqual(many.map(({ seq }) => seq))
  expect((await readJournal(file)).events).toEqual(many)
  expect(sync.mock.calls.length).toBeLessThanOrEqual(2)
})

test('after a failed write nothing more is written, and every writer is told why', async () => {
  const prototype = await handles()
  const writer = await JournalWriter.open(file)
  await writer.append(events.slice(0, 1), true)
  vi.spyOn(prototype, 'datasync').mockRejectedValueOnce(new Error('ENOSPC: no space left'))
  const failed = writer.append(events.slice(1, 2), true)
  const waiting = writer.append(events.slice(2), false)
  await expect(failed).rejects.toThrow('ENOSPC')
  await expect(waiting).rejects.toThrow('ENOSPC')
  await expect(writer.append(events.slice(2), false)).rejects.toThrow('ENOSPC')
  await writer.close()
  expect((await readJournal(file)).events.map(({ seq }) => seq)).not.toContain(3)
})

test('a run goes on from its journal: state, numbers and known messages', async () => {
  const writer = await JournalWriter.open(file)
  const log = await RunLog.start('run', opened, writer)
  await log.commit([noted('one'), noted('two')], { cause: 'm1' })
  await writer.close()
  const { events: read } = await readJournal(file)
  const again = await JournalWriter.open(file)
  const resumed = RunLog.resume(read, again)
  expect(resumed.head).toEqual(log.head)
  expect(resumed.knows('m1')).toBe(true)
  await resumed.commit([noted('three')])
  await again.close()
  const whole = await readJournal(file)
  expect(whole.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
  expect(replay(whole.events)).toEqual(resumed.shown)
})
