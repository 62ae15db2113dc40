import { expect, test } from 'vitest'
import { viewerFlow, type ViewerFrame } from '#shared/contract/terminal'
import { FlowPool } from './flow'
import type { PendingOperation } from './mirror'
import { TestClock } from './testing'
import { CATCH_UP_MS, CALM_STEPS, STALL_MS, Viewer } from './viewer'

function setUp(pending: PendingOperation[] = [], fedBefore = 0) {
  const clock = new TestClock()
  const frames: ViewerFrame[] = []
  let fed = fedBefore
  const viewer = new Viewer(
    {
      fed: () => fed,
      whenComplete(callback) {
        callback()
        return () => undefined
      },
      snapshot: (full) => ({
        type: 'snapshot',
        cols: 80,
        rows: 24,
        full,
        data: full ? 'full' : 'part',
        seq: fed,
        modes: { alternate: false, bracketedPaste: false, mouse: false },
      }),
      pending: () => pending,
    },
    clock,
    new FlowPool(),
    (frame) => frames.push(frame),
  )
  const total = () => frames.reduce((sum, frame) => sum + ('data' in frame ? frame.data.length : 0), 0)
  return {
    clock,
    frames,
    viewer,
    /** Output arrives and is offered. */
    print(data: string): void {
      fed += data.length
      viewer.data(fed, data)
    },
    /** Everything sent has been parsed. */
    ackAll: () => viewer.ack(total()),
    kinds: () =>
      frames.map((frame) => (frame.type === 'snapshot' ? (frame.full ? 'full' : 'part') : frame.type)),
  }
}

test('starts with the full screen, then what the mirror still owed, then live output', () => {
  const { frames, print, viewer } = setUp([{ kind: 'data', seq: 4, data: 'owed' }], 4)
  viewer.data(4, 'owed')
  print('live')
  expect(frames.slice(1)).toEqual([
    { type: 'data', seq: 4, data: 'owed' },
    { type: 'data', seq: 8, data: 'live' },
  ])
})

test('output that overlaps the snapshot is sent from where the snapshot ends', () => {
  const { frames, viewer } = setUp([], 3)
  viewer.data(6, 'abcdef')
  expect(frames.at(-1)).toEqual({ type: 'data', seq: 6, data: 'def' })
})

test('a viewer that is too far behind gets screens while output pours, and everything once it is calm', () => {
  const { clock, print, ackAll, kinds } = setUp()
  const block = 'x'.repeat(viewerFlow.maxBehind / 4)
  for (let i = 0; i < 6; i++) print(block)
  expect(kinds()).toEqual(['full', 'data', 'data', 'data', 'data'])
  clock.advance(CATCH_UP_MS)
  expect(kinds()).toHaveLength(5)
  ackAll()
  for (let i = 0; i < 3; i++) {
    print(block)
    clock.advance(CATCH_UP_MS)
    ackAll()
  }
  expect(kinds().slice(5)).toEqual(['part', 'part', 'part'])
  clock.advance(CATCH_UP_MS * CALM_STEPS)
  expect(kinds().at(-1)).toBe('full')
  ackAll()
  print('live again')
  expect(kinds().at(-1)).toBe('data')
})

test('an unchanged screen is not sent again while the viewer catches up', () => {
  const { clock, print, ackAll, kinds } = setUp()
  for (let i = 0; i < 5; i++) print('x'.repeat(viewerFlow.maxBehind / 4))
  for (let step = 0; step < 10; step++) {
    ackAll()
    clock.advance(CATCH_UP_MS)
  }
  expect(kinds().filter((kind) => kind === 'part').length).toBe(1)
  expect(kinds().filter((kind) => kind === 'full')).toHaveLength(2)
})

test('a viewer that stays silent is asked with a small screen, and recovers when it answers', () => {
  const { clock, print, ackAll, kinds, viewer } = setUp()
  ackAll()
  print('x'.repeat(viewerFlow.ackEvery + 1))
  clock.advance(STALL_MS * 2)
  expect(viewer.live).toBe(false)
  expect(kinds().at(-1)).toBe('part')
  ackAll()
  clock.advance(1000)
  expect(viewer.live).toBe(true)
  expect(kinds().at(-1)).toBe('full')
})

test('a viewer that owes less than one acknowledgement is not stalled', () => {
  const { clock, print, ackAll, viewer } = setUp()
  ackAll()
  print('x'.repeat(viewerFlow.ackEvery))
  clock.advance(STALL_MS * 3)
  expect(viewer.live).toBe(true)
})

test('a viewer that was behind at the end still gets the final screen before the exit', () => {
  const { print, kinds, viewer } = setUp()
  for (let i = 0; i < 5; i++) print('x'.repeat(viewerFlow.maxBehind / 4))
  viewer.finish({ code: 0, signal: null })
  expect(kinds().slice(-2)).toEqual(['full', 'exit'])
})

test('a closed viewer leaves no timer and gets nothing more', () => {
  const { clock, frames, print, viewer } = setUp()
  for (let i = 0; i < 5; i++) print('x'.repeat(viewerFlow.maxBehind / 4))
  viewer.close()
  const before = frames.length
  print('more')
  clock.advance(STALL_MS * 2)
  expect(frames).toHaveLength(before)
  expect(clock.waiting).toBe(0)
})
