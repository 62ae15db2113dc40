import { describe, expect, it } from 'vitest'
import type { BodyOf, EventBody } from '#shared/model/events'
import { observed, runWith } from '../../testing/run-fixture'
import { contextText, contextWords, costText, countText, usageFigures } from './usage-words'

const used = (role: string, more: Partial<BodyOf<'usage-seen'>> = {}): EventBody => ({
  type: 'usage-seen',
  agent: `a-${role}`,
  tokens: { input: 1_000_000, output: 150_000, cacheRead: 9_000_000, cacheWrite: 50_000 },
  source: 'measured',
  ...more,
})
const withLimits = (limits: NonNullable<BodyOf<'team-changed'>['limits']>): EventBody => ({
  type: 'team-changed',
  team: [],
  limits,
})

it.each([
  [0, '0'],
  [840, '840'],
  [12_345, '12.3 K'],
  [999_499, '999 K'],
  [999_500, '1 M'],
  [1_204_331, '1.2 M'],
  [2_000_000, '2 M'],
])('says %i as %s', (count, text) => {
  expect(countText(count)).toBe(text)
})

it.each([
  [0, '$0.00'],
  [0.004, '< $0.01'],
  [3.1, '$3.10'],
])('says a cost of %d as %s', (dollars, text) => {
  expect(costText(dollars)).toBe(text)
})

it('says how much context is left, and when that is little', () => {
  expect(contextText(0.618)).toBe('ctx 62 %')
  expect(contextWords(0.618)).toBe('62 % of its context is left')
  expect(contextWords(0.1)).toContain('compacted')
})

describe('usageFigures', () => {
  it('is silent while nobody has told anything and no budget asks', () => {
    expect(usageFigures(runWith())).toEqual({ tokens: null, cost: null })
  })

  it('counts everything but what came from a cache, and says that it is measured', () => {
    const { tokens, cost } = usageFigures(runWith(used('coder')))
    expect(tokens).toMatchObject({ text: '1.2 M tokens', near: false })
    expect(tokens?.title).toMatch(/^Measured/)
    expect(tokens?.title).toContain('9,000,000 read from caches')
    expect(cost).toBeNull()
  })

  it('stands beside its budget, and stands out near its end', () => {
    const limits = withLimits({ costUsd: 20, tokens: 2_000_000 })
    const early = usageFigures(runWith(limits, used('coder', { costUsd: 3.1 })))
    expect(early.cost).toMatchObject({ text: '$3.10 of $20', near: false })
    expect(early.tokens?.text).toBe('1.2 M of 2 M tokens')
    const late = usageFigures(runWith(limits, used('coder', { costUsd: 17 })))
    expect(late.cost?.near).toBe(true)
  })

  it('says what is estimated, and whose figures are missing', () => {
    const run = runWith(
      observed('orchestrator', 'working', { tool: 'Bash' }),
      used('coder', { costUsd: 1, source: 'estimated' }),
    )
    const { cost } = usageFigures(run)
    expect(cost?.text).toBe('about $1.00')
    expect(cost?.title).toMatch(/^Estimated/)
    expect(cost?.title).toContain('Without orchestrator, who tells nothing.')
  })

  it('says what is allowed while nobody has done anything', () => {
    const { tokens, cost } = usageFigures(runWith(withLimits({ costUsd: 20, tokens: 2_000_000 })))
    expect([tokens?.text, cost?.text]).toEqual(['2 M tokens allowed', '$20 allowed'])
  })

  it('says that a budget cannot be watched', () => {
    const { cost } = usageFigures(runWith(withLimits({ costUsd: 20 }), used('coder')))
    expect(cost).toMatchObject({ text: 'cost unavailable, $20 allowed', near: false })
    expect(cost?.title).toMatch(/^Unavailable/)
  })
})
