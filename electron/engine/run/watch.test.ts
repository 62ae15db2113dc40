import { expect, test } from 'vitest'
import type { Orchestration } from '#shared/contract/config'
import type { BodyOf, EventBody } from '#shared/model/events'
import { next, runOf, started } from '#shared/model/run.fixture'
import { spentBudget } from './watch'

const team = (budget: Orchestration['budget']): Orchestration => ({
  name: 'flow',
  worktree: false,
  peers: false,
  roles: [],
  ...(budget ? { budget } : {}),
})
const used = (input: number, more: Partial<BodyOf<'usage-seen'>> = {}): EventBody => ({
  type: 'usage-seen',
  agent: 'a1',
  tokens: { input, output: 0, cacheRead: 1_000_000, cacheWrite: 0 },
  source: 'measured',
  ...more,
})
const reasonOf = (events: EventBody[]) =>
  events.flatMap((body) => (body.type === 'run-paused' ? body.reason : []))
const START = 1000

test('tokens are held at their share, those from a cache aside', () => {
  const run = runOf(started('a1', 'p1'), used(1699))
  const budget = { tokens: 2000, pauseAt: 0.85 }
  expect(spentBudget(run, START, team(budget))).toEqual([])
  expect(reasonOf(spentBudget(next(run, used(1700)), START, team(budget)))).toEqual([
    'The run has used 1,700 of its 2,000 tokens (measured). Nothing new is handed out until you let it go on.',
  ])
})

test('money is held as far as agents tell it, and who does not is named', () => {
  const run = runOf(started('a1', 'p1'), used(5, { costUsd: 17 }), started('a2', 'p2'), {
    type: 'agent-prompted',
    agent: 'a2',
    text: 'Go',
  })
  expect(reasonOf(spentBudget(run, START, team({ costUsd: 20, pauseAt: 0.85 })))).toEqual([
    'The run has used $17.00 of its $20.00 (measured; reviewer tells nothing). Nothing new is handed out until you let it go on.',
  ])
})

test('a run that was let go on is not stopped again for the same reason, but for another one', () => {
  const budget = { tokens: 10, minutes: 1, pauseAt: 1 }
  const stopped = spentBudget(runOf(started('a1', 'p1'), used(10)), START, team(budget))
  const goesOn = [...stopped, { type: 'run-resumed' } as const].reduce(
    next,
    runOf(started('a1', 'p1'), used(10)),
  )
  expect(spentBudget(goesOn, START, team(budget))).toEqual([])
  expect(reasonOf(spentBudget(goesOn, START + 60_000, team(budget)))[0]).toContain('1 of its 1 minutes')
})

test('without a budget, while it is paused and after its end nothing is held', () => {
  const run = runOf(started('a1', 'p1'), used(10))
  const budget = { tokens: 1, pauseAt: 1 }
  expect(spentBudget(run, START, team(undefined))).toEqual([])
  expect(
    spentBudget(next(run, { type: 'run-paused', by: 'person', reason: '' }), START, team(budget)),
  ).toEqual([])
  const over = next(run, { type: 'run-finished', outcome: 'done', by: 'orchestrator' })
  expect(spentBudget(over, START, team(budget))).toEqual([])
})
