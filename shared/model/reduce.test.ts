import { describe, expect, test } from 'vitest'
import type { EventBody } from './events'
import { reduce, replay } from './reduce'
import {
  changed,
  delivery,
  event,
  exited,
  observed,
  opened,
  reported,
  runOf,
  started,
  task,
  text,
  next,
} from './run.fixture'
import { panesOnShow, seatName, seatsInUse } from './seats'
import { cardOf, currentTask, tasksOf } from './selectors'

test('an event that was folded already changes nothing, one that is ahead is refused', () => {
  const run = runOf(started('a1', 'p1'))
  expect(reduce(run, event(2, started('a9', 'p1')))).toBe(run)
  expect(() => reduce(run, event(4, exited('a1')))).toThrow('Events 3 to 3 of run are missing')
  expect(() => reduce(run, event(3, opened))).toThrow('opened twice')
  expect(() => reduce(undefined, event(1, exited('a1')))).toThrow('does not start with run-opened')
  expect(replay([])).toBeUndefined()
})

test('folding leaves the run before as it was', () => {
  const before = runOf(started('a1', 'p1'), task('t1'), delivery('d1', { tasks: ['t1'] }))
  const copy = structuredClone(before)
  next(before, changed('d1', 'proven', { proof: 'hook' }))
  next(before, reported('t1', 'a1'))
  expect(before).toEqual(copy)
})

test('events about what is not there change nothing but the number', () => {
  const run = runOf()
  for (const body of [
    exited('a9'),
    observed('a9', 'idle'),
    changed('d9', 'proven'),
    { type: 'task-cancelled', task: 't9', reason: '' } as const,
    { type: 'question-answered', question: 'q9', by: 'person', text: text('x') } as const,
  ]) {
    expect({ ...next(run, body), seq: 1, timeline: [] }).toEqual({ ...run, timeline: [] })
  }
})

test('a task goes through its delivery to its report', () => {
  let run = runOf(started('a1', 'p1'), task('t1'))
  expect(run.tasks['t1']).toMatchObject({ state: 'queued', agent: null })
  run = next(run, delivery('d1', { tasks: ['t1'] }))
  expect(run.tasks['t1']).toMatchObject({ state: 'delivering', agent: 'a1', delivery: 'd1' })
  run = next(run, changed('d1', 'submitted'))
  expect(run.tasks['t1']?.state).toBe('delivering')
  run = next(run, changed('d1', 'proven', { proof: 'hook' }))
  expect(run.tasks['t1']).toMatchObject({ state: 'working', since: 6000 })
  run = next(run, reported('t1', 'a1'))
  expect(run.tasks['t1']).toMatchObject({ state: 'done', report: 'r1', outcome: 'done' })
})

test('a proof that a report has overtaken does not open the task again', () => {
  const run = runOf(
    started('a1', 'p1'),
    task('t1'),
    delivery('d1', { tasks: ['t1'] }),
    changed('d1', 'submitted'),
    reported('t1', 'a1', 'failed'),
    changed('d1', 'proven', { proof: 'hook' }),
  )
  expect(run.tasks['t1']?.state).toBe('failed')
})

test('a delivery does not bring back a task that was cancelled meanwhile', () => {
  const run = runOf(
    started('a1', 'p1'),
    task('t1'),
    { type: 'task-cancelled', task: 't1', reason: 'You cancelled it.' },
    delivery('d1', { tasks: ['t1'] }),
    changed('d1', 'proven', { proof: 'hook' }),
  )
  expect(run.tasks['t1']).toMatchObject({ state: 'cancelled', delivery: null })
})

test('a lost task is queued again without its agent, and what its old delivery does no longer concerns it', () => {
  const run = runOf(
    started('a1', 'p1'),
    task('t1'),
    delivery('d1', { tasks: ['t1'] }),
    exited('a1'),
    { type: 'task-lost', task: 't1', reason: 'It ended.', again: true },
    changed('d1', 'proven', { proof: 'hook' }),
  )
  expect(run.tasks['t1']).toMatchObject({ state: 'queued', agent: null, delivery: null, lost: 1 })
  const given = next(run, { type: 'task-lost', task: 't1', reason: 'Again.', again: false })
  expect(given.tasks['t1']).toMatchObject({ state: 'failed', lost: 2, reason: 'Again.' })
})

test('what a refused delivery carried is free for another one', () => {
  const run = runOf(
    started('a0', 'p0'),
    started('a1', 'p1'),
    task('t1'),
    reported('t1', 'a1'),
    delivery('d1', { purpose: 'report', pane: 'p0', agent: 'a0', reports: ['r1'] }),
  )
  expect(run.reports['r1']?.delivery).toBe('d1')
  expect(next(run, changed('d1', 'refused')).reports['r1']?.delivery).toBeNull()
  const retold = next(run, delivery('d2', { purpose: 'report', pane: 'p0', agent: 'a0', reports: ['r1'] }))
  expect(next(retold, changed('d1', 'refused')).reports['r1']?.delivery).toBe('d2')
})

test('ids are counted past every one that was seen', () => {
  const run = runOf(task('t7', 'p1', 'b4'), delivery('d12'), task('t2'))
  expect(run.counters).toMatchObject({ task: 8, batch: 5, delivery: 13, report: 1, question: 1 })
})

test('a status keeps its beginning while it lasts, and tools are counted once each', () => {
  const run = runOf(
    started('a1', 'p1'),
    observed('a1', 'working', { tool: 'Bash', detail: 'npm test' }),
    observed('a1', 'working', { tool: 'Bash', detail: 'npm test' }),
    observed('a1', 'working', { tool: 'Bash', detail: 'ls' }),
  )
  expect(run.agents['a1']).toMatchObject({ since: 3000, toolCount: 2, detail: 'ls' })
})

test('a new agent takes the pane over and ends its failure to start', () => {
  const failed = runOf({ type: 'agent-start-failed', pane: 'p1', reason: 'no such file' })
  expect(failed.panes['p1']).toMatchObject({ startFailure: 'no such file', startFailedAt: 2000 })
  expect(next(failed, started('a2', 'p1')).panes['p1']).toMatchObject({
    agent: 'a2',
    startFailure: null,
    startFailedAt: null,
  })
})

test('an edited team changes what roles run, but neither adds nor removes roles, nor touches their agents', () => {
  const run = runOf(started('a1', 'p1'))
  const [, coder] = opened.team
  if (!coder) throw new Error('the team has a coder')
  const edited = next(run, {
    type: 'team-changed',
    team: [
      { ...coder, command: 'other', clear: false },
      { ...coder, pane: 'p9', role: 'late' },
    ],
  })
  expect(edited.panes['p1']).toMatchObject({ command: 'other', clear: false, agent: 'a1' })
  expect(Object.keys(edited.panes)).toEqual(['p0', 'p1', 'p2'])
})

test('an edited team adds seats to a role, and takes them out of use', () => {
  const [, coder] = opened.team
  if (!coder) throw new Error('the team has a coder')
  const second = { ...coder, pane: 'p1-2', seat: 2 }
  const raised = next(runOf(), { type: 'team-changed', team: [second] })
  expect(raised.paneOrder).toEqual(['p0', 'p1', 'p1-2', 'p2'])
  expect(raised.panes['p1-2']).toMatchObject({ role: 'coder', agent: null, startFailure: null })
  const lowered = next(raised, { type: 'team-changed', team: [{ ...second, retired: true }] })
  expect(seatsInUse(lowered, 'coder').map(({ pane }) => pane)).toEqual(['p1'])
  expect(panesOnShow(lowered).map(seatName)).toEqual(['lead', 'coder', 'reviewer'])
  const again = next(lowered, { type: 'team-changed', team: [second] })
  expect(again.paneOrder).toEqual(['p0', 'p1', 'p1-2', 'p2'])
  expect(panesOnShow(again).map(seatName)).toEqual(['lead', 'coder', 'coder 2', 'reviewer'])
})

test('a task is at the seat that it was delivered to, and one of its role wherever it is', () => {
  const [, coder] = opened.team
  if (!coder) throw new Error('the team has a coder')
  const seats: EventBody = { type: 'team-changed', team: [{ ...coder, pane: 'p1-2', seat: 2 }] }
  const run = runOf(seats, started('a2', 'p1-2'), task('t1'), task('t2'))
  const given = next(run, delivery('d1', { pane: 'p1-2', agent: 'a2', tasks: ['t1'] }))
  expect(currentTask(given, 'p1-2')?.id).toBe('t1')
  expect(currentTask(given, 'p1')).toBeNull()
  expect(tasksOf(given, 'p1').map(({ id }) => id)).toEqual(['t1', 't2'])
  expect([cardOf(given, 'p1'), cardOf(given, 'p1-2')].map(({ role, queued }) => [role, queued])).toEqual([
    ['coder', 1],
    ['coder 2', 0],
  ])
  const answered = next(given, reported('t1', 'a2'))
  expect(answered.reports['r1']?.pane).toBe('p1-2')
})

test('a run ends once: closing keeps how it finished', () => {
  const finished = runOf({ type: 'run-finished', outcome: 'failed', by: 'person', reason: 'Enough.' })
  const closed = next(finished, { type: 'run-closed', reason: 'quit', detail: 'The deck was quit.' })
  expect(closed).toMatchObject({ phase: 'closed', outcome: 'failed', endReason: 'Enough.', endedAt: 2000 })
  expect(runOf({ type: 'run-closed', reason: 'start-failed' }).outcome).toBe('failed')
})

describe('a conversation can be gone on with once something was said in it:', () => {
  const begun = (...bodies: EventBody[]): boolean | undefined =>
    runOf(started('a0', 'p0'), ...bodies).agents['a0']?.begun
  const told = (how: 'startup' | 'resume' | 'clear' | 'compact'): EventBody => ({
    type: 'agent-conversation',
    agent: 'a0',
    conversation: 'c1',
    how,
  })
  const prompted: EventBody = { type: 'agent-prompted', agent: 'a0', text: 'Hello' }

  test('not by its start, and not by what its program does on its own', () => {
    expect(begun(told('startup'))).toBe(false)
    expect(begun(observed('a0', 'working', { source: 'osc7501' }))).toBe(false)
  })

  test('by a prompt, by a text that was proven, or by a turn where only the terminal tells', () => {
    expect(begun(told('startup'), prompted)).toBe(true)
    expect(begun(delivery('d1', { pane: 'p0', agent: 'a0' }), changed('d1', 'submitted'))).toBe(false)
    expect(begun(delivery('d1', { pane: 'p0', agent: 'a0' }), changed('d1', 'proven'))).toBe(true)
    expect(begun(observed('a0', 'working', { source: 'title' }))).toBe(true)
  })

  test('by an earlier agent, also when this one was given nothing', () => {
    const again: EventBody = { ...started('a1', 'p0'), conversation: 'c1', resumed: true }
    expect(runOf(started('a0', 'p0'), again).agents['a1']?.begun).toBe(true)
    expect(begun(told('resume'))).toBe(true)
  })

  test('and not in the one after it', () => {
    expect(begun(prompted, told('clear'))).toBe(false)
    expect(begun(prompted, { type: 'conversation-reset', agent: 'a0' })).toBe(false)
    expect(begun(prompted, told('compact'))).toBe(true)
  })
})
