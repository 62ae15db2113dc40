import { describe, expect, test } from 'vitest'
import type { EventBody } from '#shared/model/events'
import {
  asked,
  changed,
  delivery,
  next,
  reported as report,
  runOf,
  started,
  task,
  text,
} from '#shared/model/run.fixture'
import { delegated, mayAnswer, mayAsk, mayDelegate, mayFollow, meaningOfReport, reported } from './decide'

const live = [started('a0', 'p0'), started('a1', 'p1'), started('a2', 'p2')]
const given = [...live, task('t1'), delivery('d1', { tasks: ['t1'] })]
const over: EventBody = { type: 'run-finished', outcome: 'done', by: 'person' }

describe('delegating', () => {
  test('gives one task to each role named, in that order, as one batch', () => {
    const run = runOf(...given, changed('d1', 'proven', { proof: 'hook' }), report('t1', 'a1'))
    const verdict = mayDelegate(run, 'p0', ['reviewer', 'coder', 'reviewer'])
    if (!verdict.ok) throw new Error(verdict.reason)
    const made = delegated(run, 'p0', verdict.targets, [text('one'), text('two')])
    expect(made).toMatchObject([
      { task: 't2', batch: 'b2', role: 'reviewer', round: 1, from: 'p0' },
      { task: 't3', batch: 'b2', role: 'coder', round: 2, from: 'p0' },
    ])
    expect(made.reduce(next, run).tasks['t3']?.state).toBe('queued')
  })

  test.each([
    [
      'a worker',
      'p1',
      ['reviewer'],
      'Only the orchestrator (lead) may delegate; this is coder.',
      'work-done',
    ],
    ['a pane of nobody', 'p9', ['coder'], 'this is not a role of the run', 'work-done'],
    ['to itself', 'p0', ['lead'], 'lead is the orchestrator itself.', 'Delegate to coder or reviewer.'],
    [
      'to a role that is misspelt',
      'p0',
      ['coder', 'reviwer'],
      'no role "reviwer"',
      'Did you mean --to reviewer?',
    ],
    [
      'to a role that is nothing like any',
      'p0',
      ['zzzzzzzz'],
      'Nothing was delegated',
      'Delegate to coder or reviewer.',
    ],
  ])('refuses %s, with the fix', (_, from, to, reason, fix) => {
    const verdict = mayDelegate(runOf(...live), from, to)
    expect(verdict).toMatchObject({
      ok: false,
      reason: expect.stringContaining(reason),
      fix: expect.stringContaining(fix),
    })
  })

  test('ends with the run', () => {
    expect(mayDelegate(runOf(...live, over), 'p0', ['coder'])).toMatchObject({
      ok: false,
      reason: 'This run is over.',
    })
  })
})

test.each(['t99', 'constructor', '__proto__'])('a task that is not there (%s) cannot be followed', (id) => {
  expect(mayFollow(runOf(...given), [id])).toMatchObject({ ok: false })
})

describe('a report', () => {
  test.each<[string, EventBody[], string]>([
    ['answers the task that its agent has in hand', [changed('d1', 'proven', { proof: 'hook' })], 'answer'],
    ['may overtake the proof of its own task', [changed('d1', 'submitted')], 'answer'],
    ['may answer what the person submitted by hand', [changed('d1', 'typing')], 'answer'],
    ['answers nothing while its agent has not been given the task', [], 'unsolicited'],
    [
      'still answers what is held because it is sent again',
      [changed('d1', 'submitted'), changed('d1', 'unproven'), changed('d1', 'held', { hold: 'unread' })],
      'answer',
    ],
    ['answers nothing the second time', [changed('d1', 'proven'), report('t1', 'a1')], 'unsolicited'],
    [
      'answers nothing while the first one is checked',
      [changed('d1', 'proven'), { ...report('t1', 'a1'), checking: true }],
      'unsolicited',
    ],
  ])('%s', (_, bodies, kind) => {
    expect(meaningOfReport(runOf(...given, ...bodies), 'p1', 'a1', false)).toMatchObject({ kind })
  })

  test('of an agent that is not the task’s answers nothing', () => {
    expect(meaningOfReport(runOf(...given, changed('d1', 'proven')), 'p1', 'a9', false)).toEqual({
      kind: 'unsolicited',
    })
  })

  test('of the orchestrator ends the run only with --done, and cancels what is open', () => {
    const run = runOf(...given)
    expect(meaningOfReport(run, 'p0', 'a0', false)).toMatchObject({
      ok: false,
      fix: expect.stringContaining('--done'),
    })
    const meaning = meaningOfReport(run, 'p0', 'a0', true)
    if ('ok' in meaning) throw new Error(meaning.reason)
    const ended = reported(run, meaning, 'p0', 'a0', 'done', text('All done')).reduce(next, run)
    expect(ended).toMatchObject({ phase: 'finished', outcome: 'done', summary: { preview: 'All done' } })
    expect(ended.tasks['t1']?.state).toBe('cancelled')
    expect(meaningOfReport(ended, 'p0', 'a0', true)).toMatchObject({ ok: false, reason: 'This run is over.' })
  })
})

test('workers ask both, the orchestrator only the person, nobody after the end', () => {
  const run = runOf(...live)
  expect(
    mayAsk(run, 'p1', 'orchestrator').ok && mayAsk(run, 'p1', 'person').ok && mayAsk(run, 'p0', 'person').ok,
  ).toBe(true)
  expect(mayAsk(run, 'p0', 'orchestrator')).toMatchObject({
    ok: false,
    fix: expect.stringContaining('--person'),
  })
  expect(mayAsk(next(run, over), 'p1', 'person').ok).toBe(false)
})

test('only the orchestrator answers, only questions that were put to it, and once', () => {
  const run = runOf(...live, asked('Why'))
  expect(mayAnswer(run, 'p0', 'q1').ok).toBe(true)
  expect(mayAnswer(run, 'p2', 'q1').ok).toBe(false)
  expect(mayAnswer(run, 'p0', 'q7')).toMatchObject({ ok: false, fix: 'Open questions: q1.' })
  const answered = next(run, {
    type: 'question-answered',
    question: 'q1',
    by: 'orchestrator',
    text: text('So'),
  })
  expect(mayAnswer(answered, 'p0', 'q1')).toMatchObject({
    ok: false,
    reason: 'Question q1 has been answered.',
  })
  expect(mayAnswer(answered, 'p0', 'q7')).toMatchObject({ ok: false, fix: 'No question is open.' })
})

test('a lead answers what its worker asks, but nothing that the program of its worker asks', () => {
  const ofWorker = asked('Why', { pane: 'p2', agent: 'a2', task: 't1' })
  const own = runOf(...live, { ...task('t1', 'p2'), from: 'p1' }, ofWorker)
  expect(mayAnswer(own, 'p1', 'q1').ok).toBe(true)
  const dialog = { ...ofWorker, about: { ask: 1, what: 'Allow Bash: rm -rf build' } }
  const programs = runOf(...live, { ...task('t1', 'p2'), from: 'p1' }, dialog)
  expect(mayAnswer(programs, 'p1', 'q1').ok).toBe(false)
  expect(mayAnswer(programs, 'p0', 'q1').ok).toBe(true)
})
