import { expect, test } from 'vitest'
import type { RunEvent } from '#shared/model/events'
import { noted, numbered, opened } from './events.fixture'
import { RunLog, type EventSink } from './run-log'

/** A disk that writes only when it is told to. */
class SlowSink implements EventSink {
  readonly waiting: { events: readonly RunEvent[]; resolve: () => void; reject: (error: Error) => void }[] =
    []
  append(events: readonly RunEvent[]): Promise<void> {
    return new Promise((resolve, reject) => this.waiting.push({ events, resolve, reject }))
  }
}
const memory: EventSink = { append: () => Promise.resolve() }

test('a decision counts at once for the next one, but is shown only when it is written', async () => {
  const sink = new SlowSink()
  const starting = RunLog.start('run', opened, sink)
  sink.waiting.shift()?.resolve()
  const log = await starting
  const told: number[] = []
  log.onEvent((before, after, event) => {
    expect([before?.seq, after.seq]).toEqual([event.seq - 1, event.seq])
    told.push(event.seq)
  })
  const first = log.commit([noted('one'), noted('two')])
  const second = log.commit([noted('three')])
  expect([log.head.seq, log.shown.seq]).toEqual([4, 1])
  expect(told).toEqual([])
  sink.waiting.shift()?.resolve()
  await first
  expect([log.shown.seq, told]).toEqual([3, [2, 3]])
  sink.waiting.shift()?.resolve()
  await second
  expect([log.shown.seq, told]).toEqual([4, [2, 3, 4]])
  expect(log.shown).toEqual(log.head)
})

test('a journal that cannot be written holds the run where it was shown last, in words', async () => {
  const sink = new SlowSink()
  const starting = RunLog.start('run', opened, sink)
  sink.waiting.shift()?.resolve()
  const log = await starting
  const lost = log.commit([noted('lost')])
  sink.waiting.shift()?.reject(new Error('ENOSPC'))
  await expect(lost).rejects.toThrow(/flow cannot be written \(ENOSPC\).*free some space/)
  expect(log.shown.seq).toBe(1)
  expect(log.failure).toBeInstanceOf(Error)
  await expect(log.commit([noted('after')])).rejects.toBe(log.failure)
  expect(sink.waiting).toEqual([])
})

test('a clock that jumps back does not make later events look earlier', async () => {
  let clock = 5000
  const log = await RunLog.start('run', opened, memory, () => clock)
  clock = 9000
  await log.commit([noted('late')])
  clock = 100
  await log.commit([noted('after the jump')])
  expect(log.events.map(({ at }) => at)).toEqual([5000, 9000, 9000])
  const resumed = RunLog.resume(log.events, memory, () => 50)
  await resumed.commit([noted('after a restart')])
  expect(resumed.events.at(-1)?.at).toBe(9000)
})

test('a message is known as soon as it is decided, and after a restart', async () => {
  const log = await RunLog.start('run', opened, memory)
  expect(log.knows('m1')).toBe(false)
  const writing = log.commit([noted('one'), noted('two')], { cause: 'm1' })
  expect(log.knows('m1')).toBe(true)
  await writing
  expect(RunLog.resume(log.events, memory).knows('m1')).toBe(true)
  expect(log.events.map(({ cause }) => cause)).toEqual([undefined, 'm1', undefined])
})

test('all but the last event of a decision say that more follow', async () => {
  const log = await RunLog.start('run', opened, memory)
  await log.commit([noted('one'), noted('two'), noted('three')])
  await log.commit([noted('alone')])
  expect(log.events.map(({ more }) => more)).toEqual([undefined, true, true, undefined, undefined])
})

test('nothing to write is nothing written', async () => {
  const log = await RunLog.start('run', opened, memory)
  await log.commit([])
  expect(log.head.seq).toBe(1)
})

test('a listener that left is not told', async () => {
  const log = await RunLog.start('run', opened, memory)
  const told: number[] = []
  const leave = log.onEvent((_, __, event) => told.push(event.seq))
  await log.commit([noted('one')])
  leave()
  await log.commit([noted('two')])
  expect(told).toEqual([2])
})

test('a journal with a gap, or without its beginning, is refused', () => {
  const [first, second, third] = numbered(opened, noted('one'), noted('two'))
  if (!first || !second || !third) throw new Error('three events')
  expect(() => RunLog.resume([first, third], memory)).toThrow('Events 2 to 2 of run are missing')
  expect(() => RunLog.resume([second, third], memory)).toThrow('does not start with run-opened')
  expect(() => RunLog.resume([], memory)).toThrow('without events')
})
