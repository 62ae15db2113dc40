import { expect, test } from 'vitest'
import type { EventBody } from '#shared/model/events'
import { delivery, next, observed, reported, runOf, started, task, text } from '#shared/model/run.fixture'
import type { Run } from '#shared/model/state'
import { restingOrchestrator, silentWorkers } from './silence'
import { unanswered } from './unanswered'

const IDLE_MS = 30_000
const limits = { idleMs: IDLE_MS, responseMs: 0 }
const proven = (id: string): EventBody => ({ type: 'delivery-changed', delivery: id, state: 'proven' })
const fold = (run: Run, ...bodies: EventBody[]): Run => bodies.reduce(next, run)
/** So long after the last event. */
const after = (run: Run, ms: number): number => run.seq * 1000 + ms

/** The coder has asked the lead, which has heard of it. */
function asked(more: { plan?: true } = {}): Run {
  return runOf(
    started('a0', 'p0'),
    started('a1', 'p1'),
    task('t1'),
    delivery('d1', { pane: 'p1', agent: 'a1', tasks: ['t1'] }),
    proven('d1'),
    observed('a1', 'working'),
    {
      type: 'question-asked',
      question: 'q1',
      pane: 'p1',
      agent: 'a1',
      to: 'orchestrator',
      task: 't1',
      text: text('Oak?'),
      ...more,
    },
    observed('a1', 'idle'),
    delivery('d2', { purpose: 'report', pane: 'p0', agent: 'a0', questions: ['q1'] }),
    proven('d2'),
    observed('a0', 'working'),
  )
}

test('an orchestrator that ends its turn without the answer is told once, and then it is the person’s', () => {
  const busy = asked()
  expect(unanswered(busy, after(busy, 60 * IDLE_MS), IDLE_MS)).toEqual([])
  const rests = fold(busy, observed('a0', 'idle'))
  expect(unanswered(rests, after(rests, IDLE_MS - 1), IDLE_MS)).toEqual([])
  const [silence] = unanswered(rests, after(rests, IDLE_MS), IDLE_MS)
  expect(silence).toMatchObject({
    key: 'unanswered:q1',
    text: expect.stringMatching(
      /^coder waits for you to answer its question q1.*answer --question q1/,
    ) as string,
  })
  // The worker itself is not blamed for its silence, and the person not called before the orchestrator knows.
  expect(silentWorkers(rests, after(rests, IDLE_MS), limits)).toEqual([])
  expect(restingOrchestrator(rests, after(rests, IDLE_MS), IDLE_MS)).toBeUndefined()

  const told = fold(
    rests,
    { type: 'notice-raised', notice: 'n1', key: 'unanswered:q1', text: silence?.text ?? '' },
    delivery('d3', { purpose: 'report', pane: 'p0', agent: 'a0', notices: ['n1'] }),
    proven('d3'),
    observed('a0', 'working'),
    observed('a0', 'idle'),
  )
  expect(restingOrchestrator(told, after(told, IDLE_MS - 1), IDLE_MS)).toBeUndefined()
  expect(restingOrchestrator(told, after(told, IDLE_MS), IDLE_MS)?.text).toBe(
    'lead has stopped, and coder waits for an answer to its question q1',
  )
  const answered = fold(told, {
    type: 'question-answered',
    question: 'q1',
    by: 'orchestrator',
    text: text('Oak.'),
  })
  expect(unanswered(answered, after(answered, IDLE_MS), IDLE_MS)).toEqual([])
  expect(restingOrchestrator(answered, after(answered, IDLE_MS), IDLE_MS)).toBeUndefined()
})

test('a plan is called one; a question that was passed on to the person, or whose asker has gone, is left alone', () => {
  const plan = fold(asked({ plan: true }), observed('a0', 'idle'))
  expect(unanswered(plan, after(plan, IDLE_MS), IDLE_MS)[0]?.text).toContain(
    'approve or send back its plan q1',
  )
  const passed = fold(asked(), {
    type: 'question-asked',
    question: 'q2',
    pane: 'p0',
    agent: 'a0',
    to: 'person',
    text: text('Oak?'),
  })
  const waits = fold(passed, observed('a0', 'idle'))
  expect(unanswered(waits, after(waits, IDLE_MS), IDLE_MS)).toEqual([])
  const gone = fold(asked(), observed('a0', 'idle'), {
    type: 'agent-exited',
    agent: 'a1',
    code: 1,
    signal: null,
    expected: false,
  })
  expect(unanswered(gone, after(gone, IDLE_MS), IDLE_MS)).toEqual([])
})

test('a question about a task before keeps nobody waiting: the worker is told of when it stops', () => {
  const later = fold(
    asked(),
    reported('t1', 'a1'),
    task('t2'),
    delivery('d4', { pane: 'p1', agent: 'a1', tasks: ['t2'] }),
    proven('d4'),
    observed('a1', 'working'),
    observed('a1', 'idle'),
    observed('a0', 'idle'),
  )
  expect(unanswered(later, after(later, IDLE_MS), IDLE_MS)).toEqual([])
  expect(silentWorkers(later, after(later, IDLE_MS), limits)).toMatchObject([
    { key: expect.stringContaining('stopped:t2') as string },
  ])
})
