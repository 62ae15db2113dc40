import { expect, test } from 'vitest'
import type { Orchestration } from '#shared/contract/config'
import type { BodyOf, EventBody } from '#shared/model/events'
import { attentionOf } from '#shared/model/attention'
import { delivery, next, reported, runOf, started, task } from '#shared/model/run.fixture'
import type { Run } from '#shared/model/state'
import { minutesOf } from '#shared/model/usage'
import { plainAgent } from '../run/plain-agent'
import { spentBudgets } from './budgets'
import { nextSteps } from './schedule'

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
  expect(spentBudgets(run, START, team(budget))).toEqual([])
  expect(reasonOf(spentBudgets(next(run, used(1700)), START, team(budget)))).toEqual([
    'The run has used 1,700 of its 2,000 tokens (measured). Nothing new is handed out until you let it go on.',
  ])
})

test('without the time, what is spent of tokens holds, and what is spent of minutes does not', () => {
  const run = runOf(started('a1', 'p1'), used(10))
  expect(spentBudgets(run, null, team({ minutes: 0.001, pauseAt: 1 }))).toEqual([])
  expect(spentBudgets(run, null, team({ tokens: 10, pauseAt: 1 }))).toHaveLength(2)
})

test('money is held as far as agents tell it, and who does not is named', () => {
  const run = runOf(started('a1', 'p1'), used(5, { costUsd: 17 }), started('a2', 'p2'), {
    type: 'agent-prompted',
    agent: 'a2',
    text: 'Go',
  })
  expect(reasonOf(spentBudgets(run, START, team({ costUsd: 20, pauseAt: 0.85 })))).toEqual([
    'The run has used $17.00 of its $20.00 (measured; reviewer tells nothing). Nothing new is handed out until you let it go on.',
  ])
})

test('a run that was let go on is not stopped again for the same reason, but for another one', () => {
  const budget = { tokens: 10, minutes: 1, pauseAt: 1 }
  const stopped = spentBudgets(runOf(started('a1', 'p1'), used(10)), START, team(budget))
  const goesOn = [...stopped, { type: 'run-resumed' } as const].reduce(
    next,
    runOf(started('a1', 'p1'), used(10)),
  )
  expect(spentBudgets(goesOn, START, team(budget))).toEqual([])
  expect(reasonOf(spentBudgets(goesOn, START + 60_000, team(budget)))[0]).toContain('1 of its 1 minutes')
})

test('without a budget, while it is paused and after its end nothing is held', () => {
  const run = runOf(started('a1', 'p1'), used(10))
  const budget = { tokens: 1, pauseAt: 1 }
  expect(spentBudgets(run, START, team(undefined))).toEqual([])
  expect(
    spentBudgets(next(run, { type: 'run-paused', by: 'person', reason: '' }), START, team(budget)),
  ).toEqual([])
  const over = next(run, { type: 'run-finished', outcome: 'done', by: 'orchestrator' })
  expect(spentBudgets(over, START, team(budget))).toEqual([])
})

test('a role whose budget is spent is held, with its own figures; the others and the run go on', () => {
  const coder = { tokens: 100, pauseAt: 1 }
  const [agent] = plainAgent('lead', 'agent').roles
  if (!agent) throw new Error('A plain agent has one role')
  const roles = ['lead', 'coder', 'reviewer'].map((name) => ({
    ...agent,
    name,
    ...(name === 'coder' ? { budget: coder } : {}),
  }))
  const flow = { ...team(undefined), roles }
  const run = runOf(started('a1', 'p1'), started('a2', 'p2'), used(99), used(5000, { agent: 'a2' }))
  expect(spentBudgets(run, START, flow)).toEqual([])
  const events = spentBudgets(next(run, used(100)), START, flow)
  expect(events).toEqual([
    {
      type: 'role-held',
      pane: 'p1',
      reason: 'coder has used 100 of its 100 tokens (measured). It gets nothing new until you let it go on.',
    },
    { type: 'attention-dismissed', key: 'budget:p1:tokens' },
  ])
  const held = [...events, task('t1', 'p1'), task('t2', 'p2')].reduce(next, next(run, used(100)))
  const steps = (now: Run) =>
    nextSteps(now, { moving: new Map(), drafts: new Set() }).flatMap((step) =>
      'task' in step ? step.task.id : [],
    )
  expect(attentionOf(held).map(({ kind }) => kind)).toContain('role-held')
  expect(steps(held)).toEqual(['t2'])
  const goesOn = next(held, { type: 'role-released', pane: 'p1' })
  expect(steps(goesOn)).toEqual(['t1', 't2'])
  expect(spentBudgets(goesOn, START, flow)).toEqual([])
})

test('minutes of a worker are those of its tasks in hand, of the orchestrator those of the run', () => {
  const run = [
    started('a1', 'p1'),
    task('t1'),
    delivery('d1', { tasks: ['t1'] }),
    reported('t1', 'a1'),
    task('t2'),
    delivery('d2', { tasks: ['t2'] }),
  ].reduce(next, runOf())
  // Events are a second apart: t1 was in hand for one, and t2 has been since 7 s.
  expect(minutesOf(run, 67_000, 'p1') * 60).toBeCloseTo(1 + 60)
  expect(minutesOf(run, 67_000, 'p2')).toBe(0)
  expect(minutesOf(run, 61_000, 'p0')).toBe(1)
})

test('time in which the machine slept counts neither for the run nor for a role', () => {
  const handed = [started('a1', 'p1'), task('t1'), delivery('d1', { tasks: ['t1'] })]
  const run = runOf(...handed)
  const now = START + 60 * 60_000
  const [whole, own] = [minutesOf(run, now), minutesOf(run, now, 'p1')]
  const slept = next(run, { type: 'time-skipped', ms: 40 * 60_000 })
  expect(whole - minutesOf(slept, now)).toBeCloseTo(40)
  expect(own - minutesOf(slept, now, 'p1')).toBeCloseTo(40)
  expect(spentBudgets(run, now, team({ minutes: 30, pauseAt: 1 }))).not.toEqual([])
  expect(spentBudgets(slept, now, team({ minutes: 30, pauseAt: 1 }))).toEqual([])
})
