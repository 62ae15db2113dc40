import { expect, it } from 'vitest'
import { questionOf, reportOn, runWith, stored, taskFor } from '../../testing/run-fixture'
import { entryDocument } from './entry-document'

it('opens the report of a report, the task of a task, the answer of an answer, and nothing else', () => {
  const run = runWith(
    taskFor('t1', 1),
    reportOn('t1'),
    questionOf('which'),
    { type: 'question-answered', question: 'q1', by: 'person', text: stored('that') },
    { type: 'run-finished', outcome: 'done', by: 'orchestrator', summary: stored('sum') },
  )
  expect(run.timeline.map((entry) => [entry.kind, entryDocument(run, entry)])).toEqual([
    ['opened', null],
    ['task', { kind: 'task', id: 't1' }],
    ['report', { kind: 'report', id: 'r1' }],
    ['question', { kind: 'question', id: 'q1' }],
    ['answer', { kind: 'answer', id: 'q1' }],
    ['finished', { kind: 'summary', id: 'summary' }],
  ])
})

it('opens the evidence of a check, and its report when a check kept none', () => {
  const result = {
    name: 'tests',
    kind: 'gate',
    verdict: 'failed',
    detail: 'exited with code 1',
    took: 1,
  } as const
  const run = runWith(
    taskFor('t1', 1),
    reportOn('t1', { checking: true }),
    { type: 'check-finished', report: 'r1', result },
    { type: 'check-finished', report: 'r1', result: { ...result, output: stored('out') } },
  )
  expect(
    run.timeline.filter((entry) => entry.kind === 'check').map((entry) => entryDocument(run, entry)),
  ).toEqual([
    { kind: 'report', id: 'r1' },
    { kind: 'evidence', id: 'r1-1' },
  ])
})
