import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BATCH_CHARS, BATCH_WINDOW_MS, Batcher } from './batcher'
import { TestClock } from './testing'

function setUp() {
  const clock = new TestClock()
  const out: Array<{ at: number; data: string }> = []
  return { clock, out, batcher: new Batcher(clock, (data) => out.push({ at: clock.now(), data })) }
}

test('an idle terminal is not delayed, and what comes in one turn goes out together', () => {
  const { clock, out, batcher } = setUp()
  batcher.push('a')
  batcher.push('b')
  expect(out).toEqual([])
  clock.advance(0)
  expect(out).toEqual([{ at: 0, data: 'ab' }])
})

test('under load output goes out once per window', () => {
  const { clock, out, batcher } = setUp()
  for (let i = 0; i < 20; i++) {
    batcher.push('x')
    clock.advance(1)
  }
  expect(out.map(({ at }) => at)).toEqual([0, 1, 2, 3, 4].map((window) => window * BATCH_WINDOW_MS))
})

test('a full batch goes out at once', () => {
  const { out, batcher } = setUp()
  batcher.push('x'.repeat(BATCH_CHARS - 1))
  expect(out).toHaveLength(0)
  batcher.push('yy')
  expect(out).toHaveLength(1)
})

test('nothing is lost, doubled or reordered', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.nat(10), fc.boolean())), (steps) => {
      const { clock, out, batcher } = setUp()
      for (const [data, pause, flush] of steps) {
        batcher.push(data)
        if (flush) batcher.flush()
        clock.advance(pause)
      }
      clock.advance(100)
      expect(out.map(({ data }) => data).join('')).toBe(steps.map(([data]) => data).join(''))
      expect(clock.waiting).toBe(0)
    }),
  )
})
