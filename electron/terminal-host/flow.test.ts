import fc from 'fast-check'
import { expect, test } from 'vitest'
import { viewerFlow } from '#shared/contract/terminal'
import { FlowPool, ViewerFlow } from './flow'

test('a viewer may be half a mebibyte behind, and a snapshot is not behind', () => {
  const flow = new ViewerFlow(new FlowPool())
  flow.sentSnapshot(5_000_000)
  expect(flow.behind).toBe(0)
  expect(flow.awaitsSnapshot).toBe(true)
  expect(flow.allows(viewerFlow.maxBehind)).toBe(true)
  flow.sent(viewerFlow.maxBehind)
  expect(flow.allows(1)).toBe(false)
  flow.ack(5_000_000)
  expect(flow.awaitsSnapshot).toBe(false)
  expect(flow.allows(1)).toBe(false)
  flow.ack(5_000_000 + 10)
  expect(flow.allows(10)).toBe(true)
})

test('acknowledgements only ever grow, and never beyond what was sent', () => {
  const flow = new ViewerFlow(new FlowPool())
  flow.sent(100)
  expect(flow.ack(60)).toBe(true)
  expect(flow.ack(50)).toBe(false)
  expect(flow.inFlight).toBe(40)
  expect(flow.ack(1000)).toBe(true)
  expect(flow.inFlight).toBe(0)
})

test('many busy viewers share a cap, and a little always passes', () => {
  const pool = new FlowPool()
  const busy = Array.from({ length: 8 }, () => new ViewerFlow(pool))
  for (const flow of busy) flow.sent(viewerFlow.maxInFlight / 8)
  const typing = new ViewerFlow(pool)
  expect(typing.allows(viewerFlow.ackEvery + 1)).toBe(false)
  expect(typing.allows(viewerFlow.ackEvery)).toBe(true)
  busy[0]?.close()
  expect(typing.allows(viewerFlow.ackEvery + 1)).toBe(true)
})

test('the pool is the sum of its viewers, whatever happens', () => {
  const step = fc.record({
    viewer: fc.nat(2),
    what: fc.constantFrom('sent', 'snapshot', 'ack', 'close'),
    chars: fc.nat(1000),
  })
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const pool = new FlowPool()
      const flows = [new ViewerFlow(pool), new ViewerFlow(pool), new ViewerFlow(pool)]
      for (const { viewer, what, chars } of steps) {
        const flow = flows[viewer]
        if (what === 'sent') flow?.sent(chars)
        else if (what === 'snapshot') flow?.sentSnapshot(chars)
        else if (what === 'ack') flow?.ack(chars)
        else flow?.close()
        expect(pool.inFlight).toBe(flows.reduce((sum, { behind }) => sum + behind, 0))
        expect(flows.every(({ behind, inFlight }) => behind >= 0 && inFlight >= 0)).toBe(true)
      }
    }),
  )
})
