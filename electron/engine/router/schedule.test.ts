import { describe, expect, test } from 'vitest'
import type { BodyOf, EventBody } from '#shared/model/events'
import {
  changed,
  delivery,
  exited,
  next,
  observed,
  opened,
  reported,
  runOf,
  started,
  task,
  text,
} from '#shared/model/run.fixture'
import type { Run } from '#shared/model/state'
import { isBehind } from '../delivery/deliveries'
import { nextSteps, type Surroundings } from './schedule'

const live = [started('a0', 'p0'), started('a1', 'p1'), started('a2', 'p2')]
const nothing: Surroundings = { moving: new Map(), drafts: new Set() }
const short = (run: Run, around: Partial<Surroundings> = {}) =>
  nextSteps(run, { ...nothing, ...around }).map((step) =>
    step.kind === 'tell'
      ? `tell ${step.reports.map(({ id }) => id).join()}${step.onto ? ` onto ${step.onto.id}` : ''}`
      : [step.kind, step.pane, ...('task' in step ? [step.task.id] : [])].join(' '),
  )

describe('a queued task', () => {
  test('starts an agent where the role begins afresh, and is typed where it keeps its agent', () => {
    expect(short(runOf(...live, task('t1'), task('t2', 'p2')))).toEqual([
      'start-agent p1 t1',
      'type-task p2 t2',
    ])
  })

  test('starts an agent where none lives', () => {
    expect(short(runOf(task('t1')))).toEqual(['start-agent p1 t1'])
    expect(short(runOf(...live, exited('a2'), task('t1', 'p2')))).toEqual(['start-agent p2 t1'])
  })

  test('goes alone: one at a time for each role, in order', () => {
    const run = runOf(...live, task('t1', 'p2'), task('t2', 'p2'))
    expect(short(run)).toEqual(['type-task p2 t1'])
    const busy = next(run, delivery('d1', { pane: 'p2', agent: 'a2', tasks: ['t1'] }))
    expect(short(busy)).toEqual([])
    expect(short(next(busy, { type: 'task-cancelled', task: 't1', reason: '' }))).toEqual(['type-task p2 t2'])
  })

  test('goes in the order that the person gave the queue', () => {
    const run = runOf(...live, task('t1', 'p2'), task('t2', 'p2'), {
      type: 'task-moved',
      task: 't2',
      place: 0.5,
    })
    expect(short(run)).toEqual(['type-task p2 t2'])
  })

  test.each<[string, EventBody[], Partial<Surroundings>]>([
    ['an agent in a turn', [observed('a1', 'working')], {}],
    ['an agent that thinks', [observed('a1', 'thinking')], {}],
    [
      'an agent that asks within a turn',
      [{ type: 'agent-prompted', agent: 'a1', text: 'x' }, observed('a1', 'waiting')],
      {},
    ],
    ['an agent with the person’s half-typed text', [observed('a1', 'idle')], { drafts: new Set(['p1']) }],
    ['a pane where a start is under way', [], { moving: new Map([['p1', null]]) }],
    ['a role that could not start', [{ type: 'agent-start-failed', pane: 'p1', reason: 'x' }], {}],
    ['the end of the run', [{ type: 'run-finished', outcome: 'done', by: 'person' }], {}],
    ['a limit that is reached', [], { maxParallel: 0 }],
  ])('does not replace %s', (_, bodies, around) => {
    expect(short(runOf(...live, task('t1'), ...bodies), around)).toEqual([])
  })

  test('replaces an agent that shows a dialog since its start', () => {
    expect(short(runOf(...live, task('t1'), observed('a1', 'waiting')))).toEqual(['start-agent p1 t1'])
  })

  test('the oldest go first where only so many may work at once', () => {
    const run = runOf(...live, task('t1', 'p2'), task('t2', 'p1'))
    expect(short(run, { maxParallel: 1 })).toEqual(['type-task p2 t1'])
    expect(short(run, { maxParallel: 2 })).toHaveLength(2)
  })
})

describe('a role with several seats', () => {
  const [, coder, reviewer] = opened.team
  if (!coder || !reviewer) throw new Error('the team has workers')
  const seats: EventBody = {
    type: 'team-changed',
    team: [
      { ...coder, pane: 'p1-2', seat: 2 },
      { ...reviewer, pane: 'p2-2', seat: 2 },
    ],
  }
  const on = (id: string, agent: string, pane: string) => delivery(`d${id}`, { pane, agent, tasks: [id] })
  const three = [seats, ...live, task('t1'), task('t2'), task('t3')]
  const keeping = [seats, ...live, started('a3', 'p2-2')]

  test('works on as many tasks at once, in the order of its one queue', () => {
    expect(short(runOf(...three))).toEqual(['start-agent p1 t1', 'start-agent p1-2 t2'])
    const first = runOf(...three, on('t1', 'a1', 'p1'))
    expect(short(first)).toEqual(['start-agent p1-2 t2'])
    expect(
      short(runOf(...three, on('t1', 'a1', 'p1'), started('a9', 'p1-2'), on('t2', 'a9', 'p1-2'))),
    ).toEqual([])
  })

  test('counts what is on its way to a seat: it goes to no other, and its place is taken', () => {
    const moving = new Map([['p1', 't1']])
    expect(short(runOf(...three), { moving })).toEqual(['start-agent p1-2 t2'])
    expect(short(runOf(...three), { moving, maxParallel: 1 })).toEqual([])
    const claims = (id: string, path: string): EventBody => ({ ...task(id), paths: [path] })
    const same = runOf(seats, ...live, claims('t1', 'src'), claims('t2', 'src/a'), claims('t3', 'docs'))
    expect(short(same)).toEqual(['start-agent p1 t1'])
    expect(short(same, { moving })).toEqual([])
  })

  test('needs no further agent while one that rests can be had', () => {
    const run = runOf(seats, ...live, observed('a1', 'idle'), task('t1'))
    expect(short(run)).toEqual(['start-agent p1 t1'])
    expect(short(next(run, observed('a1', 'working')))).toEqual(['start-agent p1-2 t1'])
    const keeps = runOf(...keeping, observed('a2', 'working'), observed('a3', 'idle'), task('t1', 'p2'))
    expect(short(keeps)).toEqual(['type-task p2-2 t1'])
  })

  test('gives a task to the agent that did what it follows, or worked on the same files, when that is free', () => {
    const done = [
      task('t1', 'p2'),
      { ...task('t2', 'p2'), paths: ['src/a'] },
      on('t1', 'a2', 'p2'),
      on('t2', 'a3', 'p2-2'),
      reported('t1', 'a2'),
      reported('t2', 'a3'),
      observed('a2', 'idle'),
      observed('a3', 'idle'),
    ]
    const after = (more: Partial<BodyOf<'task-created'>>): EventBody => ({ ...task('t3', 'p2'), ...more })
    expect(short(runOf(...keeping, ...done, after({})))).toContain('type-task p2 t3')
    expect(short(runOf(...keeping, ...done, after({ after: ['t2'] })))).toContain('type-task p2-2 t3')
    expect(short(runOf(...keeping, ...done, after({ paths: ['src'] })))).toContain('type-task p2-2 t3')
    const busy = runOf(
      ...keeping,
      ...done,
      task('t4', 'p2'),
      on('t4', 'a3', 'p2-2'),
      after({ after: ['t2'] }),
    )
    expect(short(busy)).toContain('type-task p2 t3')
  })

  test('does not use a seat that could not start, or is not in the config any more', () => {
    const failed: EventBody = { type: 'agent-start-failed', pane: 'p1-2', reason: 'x' }
    expect(short(runOf(...three, failed))).toEqual(['start-agent p1 t1'])
    const fewer: EventBody = {
      type: 'team-changed',
      team: [{ ...coder, pane: 'p1-2', seat: 2, retired: true }],
    }
    expect(short(runOf(...three, fewer))).toEqual(['start-agent p1 t1'])
  })
})

describe('reports', () => {
  const batch = [...live, task('t1'), task('t2', 'p2')]
  const news = (id: string, ...reports: string[]): EventBody =>
    delivery(id, { purpose: 'report', pane: 'p0', agent: 'a0', reports })
  /** The steps that are not about tasks. */
  const tells = (run: Run) => short(run).filter((step) => step.startsWith('tell'))

  test('of a batch are told together, once all are in', () => {
    const half = runOf(...batch, reported('t1', 'a1'))
    expect(tells(half)).toEqual([])
    const whole = next(half, reported('t2', 'a2'))
    expect(tells(whole)).toEqual(['tell r1,r2'])
    expect(tells(next(whole, news('d1', 'r1', 'r2')))).toEqual([])
  })

  test.each<EventBody[]>([
    [{ type: 'task-cancelled', task: 't2', reason: '' }],
    [{ type: 'task-lost', task: 't2', reason: '', again: false }],
  ])('do not wait for one that will never come: %#', (body) => {
    expect(tells(runOf(...batch, reported('t1', 'a1'), body))).toEqual(['tell r1'])
  })

  test('with bad news do not wait', () => {
    expect(tells(runOf(...batch, reported('t1', 'a1', 'blocked')))).toEqual(['tell r1'])
  })

  test('join a delivery that is held and was never submitted', () => {
    const held = runOf(...batch, reported('t1', 'a1', 'failed'), news('d1', 'r1'), reported('t2', 'a2'))
    expect(tells(held)).toEqual(['tell r2 onto d1'])
    expect(tells(next(held, changed('d1', 'typing')))).toEqual(['tell r2'])
    const again = [changed('d1', 'submitted'), changed('d1', 'held', { hold: 'unread' })].reduce(next, held)
    expect(tells(again)).toEqual(['tell r2'])
  })

  test('are told anew when their delivery was refused, and wait for an orchestrator that lives', () => {
    const refused = runOf(
      ...live,
      task('t1'),
      reported('t1', 'a1'),
      news('d1', 'r1'),
      exited('a0'),
      changed('d1', 'refused'),
    )
    expect(tells(refused)).toEqual([])
    expect(tells(next(refused, started('a9', 'p0')))).toEqual(['tell r1'])
  })
})

describe('a hand-over', () => {
  const asked = (when: 'idle' | 'now' = 'idle'): EventBody => ({
    type: 'hand-over-asked',
    pane: 'p2',
    agent: 'a2',
    when,
  })
  const written = (of?: string): EventBody => ({
    type: 'handed-over',
    handOver: 'h1',
    pane: 'p2',
    agent: 'a2',
    text: text('left'),
    ...(of === undefined ? {} : { task: of }),
  })
  const busy = [...live, observed('a2', 'working')]
  const resting = [...live, observed('a2', 'idle')]

  test('is written once the turn is over, or at once when that is wanted', () => {
    expect(short(runOf(...busy, asked()))).toEqual([])
    expect(short(runOf(...busy, asked('now')))).toEqual(['hand-over p2'])
    expect(short(runOf(...resting, asked()))).toEqual(['hand-over p2'])
    expect(short(runOf(...resting, asked()), { drafts: new Set(['p2']) })).toEqual([])
  })

  test('brings a fresh agent where the old one would be given its task, and that task first', () => {
    const run = runOf(...resting, task('t1', 'p2'), task('t2', 'p2'), asked(), written('t2'))
    expect(short(run)).toEqual(['start-agent p2 t2'])
    expect(short(next(run, { type: 'task-cancelled', task: 't2', reason: '' }))).toEqual(['start-fresh p2'])
    const there = next(run, started('a3', 'p2'))
    expect(there.panes['p2']?.handOver).toBeNull()
    expect(there.tasks['t2']?.lost).toBe(0)
  })

  test('without a task it needs no running team', () => {
    const over: EventBody = { type: 'run-finished', outcome: 'done', by: 'orchestrator' }
    expect(short(runOf(...resting, asked(), written(), over))).toEqual(['start-fresh p2'])
  })
})

describe('an orchestrator that forgot its role', () => {
  const lost = (how: 'compact' | 'clear', agent = 'a0'): EventBody => ({
    type: 'agent-conversation',
    agent,
    conversation: 'c2',
    how,
  })
  const begun: EventBody = { type: 'agent-conversation', agent: 'a0', conversation: 'c1', how: 'startup' }
  const told = delivery('d1', { purpose: 'context', pane: 'p0', agent: 'a0' })

  test.each(['compact', 'clear'] as const)('is told it again, once: %s', (how) => {
    const run = runOf(...live, begun, lost(how))
    expect(short(run)).toEqual(['remind p0'])
    expect(short(next(run, told))).toEqual([])
    expect(short(next(next(run, told), lost(how)))).toEqual([])
    const given = next(next(run, told), changed('d1', 'submitted'))
    expect(short(next(given, lost(how)))).toEqual(['remind p0'])
  })

  test('is told it when only its screen says that it was compacted', () => {
    const compacted: EventBody = { type: 'conversation-compacted', agent: 'a0' }
    const run = runOf(...live, compacted)
    expect(short(run)).toEqual(['remind p0'])
    expect(short(next(next(run, told), compacted))).toEqual([])
  })

  test('is told it also in a run that is paused, and not when it has gone', () => {
    const run = runOf(...live, lost('compact'))
    expect(short({ ...run, paused: { by: 'person', reason: '', at: 1, evidence: [] } })).toEqual([
      'remind p0',
    ])
    expect(short(next(run, exited('a0')))).toEqual([])
  })

  test('is told it when the person began anew, unless its hook has said so', () => {
    const reset = (more: object): Run =>
      runOf(...live, begun, { type: 'conversation-reset', agent: 'a0', ...more } satisfies EventBody)
    expect(short(reset({}))).toEqual(['remind p0'])
    expect(short(reset({ conversation: 'c2' }))).toEqual([])
    // The agent's own word comes when it has been told already.
    const given = next(next(reset({}), told), changed('d1', 'submitted'))
    expect(short(next(given, lost('clear')))).toEqual([])
  })

  test('is no worker, and no agent of its own', () => {
    expect(short(runOf(...live, lost('compact', 'a1')))).toEqual([])
    expect(short({ ...runOf(...live, begun, lost('clear')), orchestration: null })).toEqual([])
  })

  test('takes nothing else before', () => {
    const prompt = delivery('d1', { purpose: 'prompt', pane: 'p0', agent: 'a0' })
    const before = runOf(...live, prompt)
    const underway = [{ id: 'd1', phase: 'held' as const }]
    expect(isBehind('d1', underway, before)).toBe(false)
    const run = next(before, lost('compact'))
    expect(isBehind('d1', underway, run)).toBe(true)
    const context = delivery('d2', { purpose: 'context', pane: 'p0', agent: 'a0' })
    const both = [...underway, { id: 'd2', phase: 'held' as const }]
    expect(isBehind('d1', both, next(run, context))).toBe(true)
    expect(isBehind('d2', both, next(run, context))).toBe(false)
  })
})
