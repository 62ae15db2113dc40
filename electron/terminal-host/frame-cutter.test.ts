import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FrameCutter, MAX_HOLD_CHARS, MAX_HOLD_MS } from './frame-cutter'
import { TestClock } from './testing'

const OPEN = '\x1b[?2026h'
const CLOSE = '\x1b[?2026l'

function setUp() {
  const clock = new TestClock()
  const out: string[] = []
  return { clock, out, cutter: new FrameCutter(clock, (data) => out.push(data)) }
}

test('plain output passes at once', () => {
  const { out, cutter } = setUp()
  cutter.push('plain')
  expect(out).toEqual(['plain'])
})

test('a frame passes when it is complete, and the next one waits', () => {
  const { out, cutter } = setUp()
  cutter.push(`before${OPEN}one`)
  expect(out).toEqual(['before'])
  cutter.push(`more${CLOSE}${OPEN}two`)
  expect(out).toEqual(['before', `${OPEN}onemore${CLOSE}`])
  cutter.push(CLOSE)
  expect(out.at(-1)).toBe(`${OPEN}two${CLOSE}`)
})

test('a bracket split over two pieces is seen', () => {
  const { out, cutter } = setUp()
  cutter.push(`a${OPEN.slice(0, 5)}`)
  cutter.push(`${OPEN.slice(5)}frame`)
  expect(out.join('')).toBe(`a${OPEN.slice(0, 5)}`)
  cutter.push(`${CLOSE.slice(0, 3)}`)
  cutter.push(CLOSE.slice(3))
  expect(out.join('')).toBe(`a${OPEN}frame${CLOSE}`)
})

test('an unclosed frame is held for its time and no longer, and no larger than its limit', () => {
  const { clock, out, cutter } = setUp()
  cutter.push(`${OPEN}never closed`)
  clock.advance(MAX_HOLD_MS - 1)
  expect(out).toEqual([])
  clock.advance(1)
  expect(out).toEqual([`${OPEN}never closed`])
  cutter.push('x'.repeat(MAX_HOLD_CHARS + 1))
  expect(out).toHaveLength(2)
})

test('with frames that close in time a viewer sees complete ones only; nothing is lost in any case', () => {
  const piece = fc.oneof(fc.constant(OPEN), fc.constant(CLOSE), fc.string({ maxLength: 5 }))
  fc.assert(
    fc.property(
      fc.array(piece),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 }),
      (pieces, cuts) => {
        const { clock, out, cutter } = setUp()
        const stream = pieces.join('')
        let at = 0
        for (let i = 0; at < stream.length; i++) {
          const length = cuts[i % cuts.length] ?? 1
          cutter.push(stream.slice(at, at + length))
          at += length
          const seen = out.join('')
          // What was let through ends outside brackets, but for the beginning of one that was cut in its middle.
          const open = seen.lastIndexOf(OPEN)
          expect(open < 0 || seen.lastIndexOf(CLOSE) > open).toBe(true)
        }
        clock.advance(MAX_HOLD_MS)
        expect(out.join('')).toBe(stream)
      },
    ),
  )
})
