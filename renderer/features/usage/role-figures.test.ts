import { expect, it } from 'vitest'
import type { BodyOf, EventBody } from '#shared/model/events'
import { runWith } from '../../testing/run-fixture'
import { figureWords, roleFigures } from './role-figures'

const used = (more: Partial<BodyOf<'usage-seen'>> = {}): EventBody => ({
  type: 'usage-seen',
  agent: 'a-coder',
  tokens: { input: 1000, output: 200, cacheRead: 9000, cacheWrite: 0 },
  source: 'measured',
  ...more,
})
const prompted: EventBody = { type: 'agent-prompted', agent: 'a-coder', text: 'go' }
const words = (limits: BodyOf<'run-opened'>['team'][number]['limits'], ...bodies: EventBody[]) => {
  const run = runWith(...bodies)
  const coder = run.panes['p-coder']
  if (!coder) throw new Error('There is no coder')
  const with_ = { ...run, panes: { ...run.panes, 'p-coder': { ...coder, ...(limits ? { limits } : {}) } } }
  return roleFigures(with_, 'p-coder', 0).map((each) => [each.name, figureWords(each)])
}

it('says what a role has used, each figure with how good it is', () => {
  expect(words(undefined, used({ costUsd: 0.5 }))).toEqual([
    ['Tokens', '1.2 K, measured'],
    ['Cost', '$0.50, measured'],
  ])
  expect(words({ tokens: 50_000 }, used({ source: 'estimated' }))).toEqual([
    ['Tokens', '1.2 K of 50 K, estimated'],
    ['Cost', 'unavailable'],
  ])
})

it('names what an agent does not tell, and what is allowed', () => {
  expect(words(undefined)).toEqual([])
  expect(words(undefined, prompted)).toEqual([
    ['Tokens', 'unavailable'],
    ['Cost', 'unavailable'],
  ])
  expect(words({ costUsd: 3, minutes: 60 })).toEqual([
    ['Cost', '$3 allowed'],
    ['Time at work', '0 s of 1 h 00, measured'],
  ])
  expect(words({ costUsd: 3 }, prompted)).toEqual([
    ['Tokens', 'unavailable'],
    ['Cost', 'unavailable, $3 allowed'],
  ])
})
