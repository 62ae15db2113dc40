import { expect, test } from 'vitest'
import type { BodyOf, EventBody } from './events'
import { next, runOf, started } from './run.fixture'
import { cardOf } from './selectors'
import { usageOf } from './usage'

const seen = (agent: string, input: number, more: Partial<BodyOf<'usage-seen'>> = {}): EventBody => ({
  type: 'usage-seen',
  agent,
  tokens: { input, output: 10, cacheRead: 1000, cacheWrite: 5 },
  source: 'measured',
  ...more,
})
const prompted = (agent: string): EventBody => ({ type: 'agent-prompted', agent, text: 'Go' })

test('what an agent tells later replaces what it told before; agents that are gone still count', () => {
  const run = runOf(
    started('a1', 'p1'),
    seen('a1', 100),
    seen('a1', 150),
    { type: 'agent-exited', agent: 'a1', code: 0, signal: null, expected: true },
    started('a2', 'p1'),
    seen('a2', 20),
    started('a3', 'p2'),
    seen('a3', 7),
  )
  const { tokens, quality } = usageOf(run)
  expect(tokens).toEqual({ input: 177, output: 30, cacheRead: 3000, cacheWrite: 15, total: 222 })
  expect(quality).toEqual({ tokens: 'measured', cost: 'unavailable' })
  expect(usageOf(run, 'p2').tokens.total).toBe(22)
})

test('a cost is summed from those that tell it, and the others are named', () => {
  const run = runOf(
    started('a1', 'p1'),
    prompted('a1'),
    seen('a1', 1, { costUsd: 0.5 }),
    started('a2', 'p2'),
    seen('a2', 1),
    started('a0', 'p0'),
    prompted('a0'),
  )
  expect(usageOf(run)).toMatchObject({
    costUsd: 0.5,
    quality: { tokens: 'measured', cost: 'measured' },
    silent: { tokens: ['lead'], cost: ['reviewer', 'lead'] },
  })
})

test('an estimate makes the sum one; without any figure there is none', () => {
  const run = runOf(started('a1', 'p1'), prompted('a1'))
  expect(usageOf(run)).toMatchObject({
    costUsd: null,
    quality: { tokens: 'unavailable', cost: 'unavailable' },
  })
  const estimated = next(run, seen('a1', 1, { source: 'estimated', costUsd: 0.1 }))
  expect(usageOf(estimated).quality).toEqual({ tokens: 'estimated', cost: 'estimated' })
})

test('a card says how much context is left only where the agent tells', () => {
  const run = runOf(started('a1', 'p1'))
  expect(cardOf(run, 'p1').contextLeft).toBeNull()
  expect(cardOf(next(run, seen('a1', 1, { contextUsed: 50 })), 'p1').contextLeft).toBeNull()
  const told = next(run, seen('a1', 1, { contextUsed: 50, contextSize: 200 }))
  expect(cardOf(told, 'p1').contextLeft).toBe(0.75)
  expect(cardOf(next(told, seen('a1', 1, { contextUsed: 300, contextSize: 200 })), 'p1').contextLeft).toBe(0)
})
