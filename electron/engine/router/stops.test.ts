import { expect, test } from 'vitest'
import type { BodyOf, EventBody } from '#shared/model/events'
import { next, reported, runOf, started, task, text } from '#shared/model/run.fixture'
import { plainAgent } from '../run/plain-agent'
import { stopsOf } from './stops'

const team = (...stopWhen: NonNullable<ReturnType<typeof plainAgent>['stopWhen']>) => ({
  ...plainAgent('flow', 'agent'),
  stopWhen,
})
const gateFailed = team({ kind: 'gate-failed', times: 3 })
const begun = [started('a1', 'p1'), started('a2', 'p2')]

let report = 0
/** A report on the task that comes back from its gate with this error; null for one that passes. */
function gated(id: string, error: string | null): EventBody[] {
  const name = `r${++report}`
  const result: BodyOf<'check-finished'>['result'] = {
    name: 'tests',
    kind: 'gate',
    verdict: error === null ? 'passed' : 'failed',
    detail: 'exited with code 1',
    took: 1,
    ...(error === null ? {} : { error }),
  }
  return [
    { ...reported(id, 'a1'), report: name, checking: true },
    { type: 'check-finished', report: name, result },
    { type: 'report-checked', task: id, report: name, verdict: error === null ? 'accepted' : 'returned' },
  ]
}
const pausedBy = (events: EventBody[]) => events.find((body) => body.type === 'run-paused')

test('a gate that fails with the same error so often in a row pauses the run, with what shows it', () => {
  report = 0
  const twice = runOf(...begun, task('t1'), ...gated('t1', 'x'), ...gated('t1', 'x'))
  expect(stopsOf(twice, gateFailed)).toEqual([])
  const run = gated('t1', 'x').reduce(next, twice)
  expect(pausedBy(stopsOf(run, gateFailed))).toEqual({
    type: 'run-paused',
    by: 'deck',
    reason:
      'The check "tests" of coder has failed 3 times in a row with the same error. Nothing new is handed out until you let it go on.',
    evidence: ['r1-0', 'r2-0', 'r3-0'].map((id) => ({ kind: 'evidence', id })),
  })
  expect(stopsOf(run, team())).toEqual([])
})

test('another error, a pass in between, and a gate that was run again by hand do not count', () => {
  const errors = (...all: (string | null)[]) =>
    stopsOf(runOf(...begun, task('t1'), ...all.flatMap((error) => gated('t1', error))), gateFailed)
  expect(errors('x', 'y', 'x')).toEqual([])
  expect(errors('x', 'x', null, 'x')).toEqual([])
  expect(errors('y', 'x', 'x', 'x')).not.toEqual([])
  report = 0
  const byHand = runOf(...begun, task('t1'), ...gated('t1', 'x'))
  const again = Object.values(byHand.reports).flatMap(({ checks }) => checks)[0]
  if (!again) throw new Error('a check')
  const more: EventBody = { type: 'check-finished', report: 'r1', result: again }
  expect(stopsOf([more, more].reduce(next, byHand), gateFailed)).toEqual([])
})

test('what the person let go on stops the run again only when it happens once more', () => {
  report = 0
  const run = runOf(...begun, task('t1'), ...['x', 'x', 'x'].flatMap((error) => gated('t1', error)))
  const paused = stopsOf(run, gateFailed).reduce(next, run)
  expect(paused.paused?.evidence).toHaveLength(3)
  expect(stopsOf(paused, gateFailed)).toEqual([])
  const goesOn = next(paused, { type: 'run-resumed' })
  expect(stopsOf(goesOn, gateFailed)).toEqual([])
  expect(stopsOf(gated('t1', 'x').reduce(next, goesOn), gateFailed)).not.toEqual([])
})

test('tasks that fail in a row, blocked and cancelled ones aside', () => {
  const rule = team({ kind: 'task-failed', times: 2 })
  const first = runOf(...begun, task('t1'), reported('t1', 'a1', 'failed'), task('t2'))
  const cancelled: EventBody = { type: 'task-cancelled', task: 't2', reason: '' }
  const between = [cancelled, task('t3'), reported('t3', 'a1', 'blocked'), task('t4')].reduce(next, first)
  expect(stopsOf(between, rule)).toEqual([])
  const second = pausedBy(stopsOf(next(between, reported('t4', 'a1', 'failed')), rule))
  expect(second).toMatchObject({
    reason: expect.stringContaining('2 tasks have failed in a row: t1 of coder, t4 of coder.') as string,
    evidence: [
      { kind: 'report', id: 'r1' },
      { kind: 'report', id: 'r4' },
    ],
  })
  const done = [reported('t4', 'a1'), task('t5'), reported('t5', 'a1', 'failed')].reduce(next, between)
  expect(stopsOf(done, rule)).toEqual([])
})

test('the same finding for one role, numbers aside', () => {
  const rule = team({ kind: 'same-finding', times: 2 })
  const finding = (id: string, words: string, pane = 'p1'): EventBody => ({
    ...task(id, pane),
    text: text(words),
  })
  const run = runOf(...begun, finding('t1', 'Line 12: no test'), finding('t2', 'Line 12: no test', 'p2'))
  expect(stopsOf(run, rule)).toEqual([])
  expect(stopsOf(next(run, finding('t3', 'Line 14: a typo')), rule)).toEqual([])
  expect(pausedBy(stopsOf(next(run, finding('t3', 'Line 14: no test')), rule))).toMatchObject({
    evidence: [
      { kind: 'task', id: 't1' },
      { kind: 'task', id: 't3' },
    ],
  })
})
