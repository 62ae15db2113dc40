import { describe, expect, test } from 'vitest'
import type { EventBody } from './events'
import {
  asked,
  changed,
  delivery,
  exited,
  observed,
  reported,
  runOf,
  started,
  task,
  text,
  next,
} from './run.fixture'
import {
  adviceFor,
  busyPanes,
  cardOf,
  currentTask,
  isOpenQuestion,
  openDeliveries,
  totalsOf,
} from './selectors'

const live = [started('a0', 'p0'), started('a1', 'p1')]

describe('a card', () => {
  test('before any start', () => {
    expect(cardOf(runOf(), 'p1')).toMatchObject({
      role: 'coder',
      status: 'not-started',
      word: 'not started',
      round: 0,
      queued: 0,
      task: null,
      delivery: null,
    })
    expect(() => cardOf(runOf(), 'p9')).toThrow('no pane p9')
  })

  test('shows the task in hand, what is queued behind it, and a delivery that is not through', () => {
    const run = runOf(...live, task('t1'), task('t2'), delivery('d1', { tasks: ['t1'] }))
    expect(cardOf(run, 'p1')).toMatchObject({
      task: { id: 't1' },
      queued: 1,
      delivery: { id: 'd1', state: 'held', hold: 'starting' },
    })
    const done = next(next(run, changed('d1', 'proven', { proof: 'hook' })), reported('t1', 'a1'))
    expect(cardOf(done, 'p1')).toMatchObject({ delivery: null, queued: 1 })
    expect(currentTask(done, 'p1')).toBeNull()
    expect(openDeliveries(done)).toEqual([])
  })

  test('says of several deliveries why the first one waits', () => {
    const held = (id: string, hold: 'busy' | 'behind') => changed(id, 'held', { hold })
    const run = runOf(...live, delivery('d1'), delivery('d2'), held('d1', 'behind'), held('d2', 'busy'))
    expect(cardOf(run, 'p1').delivery).toMatchObject({ id: 'd2', hold: 'busy' })
  })

  test('tells what its agent has asked, until that is answered or its task is cancelled', () => {
    const plan = asked('First the test.', { to: 'person', task: 't1', plan: true })
    const run = runOf(...live, task('t1'), plan)
    expect(cardOf(run, 'p1').asks).toEqual({ plan: true, to: 'person' })
    expect(cardOf(run, 'p0').asks).toBeNull()
    const over: EventBody[] = [
      { type: 'question-answered', question: 'q1', by: 'person', text: text('Yes'), approved: true },
      { type: 'task-cancelled', task: 't1', reason: 'Over.' },
    ]
    for (const end of over) expect(cardOf(next(run, end), 'p1').asks).toBeNull()
  })

  test.each<[EventBody[], string]>([
    [[observed('a1', 'waiting', { waitingFor: 'trust this folder' })], 'waits for you'],
    [[exited('a1')], 'exited with code 3'],
    [
      [{ type: 'agent-exited', agent: 'a1', code: null, signal: 'SIGKILL', expected: false }],
      'ended by SIGKILL',
    ],
    [[exited('a1', true)], 'exited'],
    [[{ type: 'agent-start-failed', pane: 'p1', reason: 'no such file' }], 'could not start'],
    [[observed('a1', 'thinking')], 'thinking'],
  ])('its word %#', (bodies, word) => {
    expect(cardOf(runOf(...live, ...bodies), 'p1').word).toBe(word)
  })
})

test('agents of open runs are counted once each, and thinking is work', () => {
  const run = runOf(...live, observed('a0', 'thinking'), observed('a1', 'idle'))
  const closed = next(run, { type: 'run-closed', reason: 'person' })
  expect(totalsOf([run, closed])).toEqual({ working: 1, waiting: 0, idle: 1, other: 1 })
})

test('busy is who is in a turn, waits, or has a task in hand', () => {
  const run = runOf(
    ...live,
    observed('a0', 'waiting'),
    observed('a1', 'idle'),
    task('t1'),
    delivery('d1', { tasks: ['t1'] }),
  )
  expect(busyPanes(run).map(({ role }) => role)).toEqual(['lead', 'coder'])
  expect(busyPanes(runOf(...live, observed('a1', 'idle')))).toEqual([])
})

test('a question about a dialog is open for as long as the dialog is', () => {
  const asking = (ask: number) =>
    observed('a1', 'waiting', { waitingFor: 'Allow Bash: ls', answerable: true, ask })
  const about = { ask: 1, what: 'Allow Bash: ls' }
  const advice = asked('dialog', { about })
  const open = (...bodies: EventBody[]): boolean => {
    const run = runOf(...live, asking(1), advice, ...bodies)
    const [question] = Object.values(run.questions)
    return question !== undefined && isOpenQuestion(run, question)
  }
  expect(open()).toBe(true)
  expect(open(observed('a1', 'working'))).toBe(false)
  expect(open(asking(2))).toBe(false)
  expect(open({ type: 'question-answered', question: 'q1', by: 'orchestrator', text: text('yes') })).toBe(
    false,
  )
  const run = runOf(...live, asking(1), advice)
  const agent = run.agents['a1']
  expect(agent && adviceFor(run, agent)?.id).toBe('q1')
  expect(agent && adviceFor(run, { ...agent, ask: 2 })).toBeUndefined()
})
