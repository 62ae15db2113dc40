import { expect, it } from 'vitest'
import type { EventBody } from '#shared/model/events'
import { promptOf, questionOf, reportOn, runWith, taskFor } from '../../testing/run-fixture'
import { checksWords, neededWords, summaryFacts, summaryFigures } from './figures'

const check = (verdict: 'passed' | 'failed', kind: 'gate' | 'edits' = 'gate'): EventBody => ({
  type: 'check-finished',
  report: 'r1',
  result: { name: 'tests', kind, verdict, detail: 'exited', took: 10 },
})

it('counts what was done, what was checked and what needed the person', () => {
  const run = runWith(
    promptOf('d1', 'the first task'),
    promptOf('d2', 'one more thing'),
    taskFor('t1', 1),
    { type: 'task-held', task: 't1', why: 'approval' },
    { type: 'task-released', task: 't1', by: 'person' },
    reportOn('t1', { checking: true }),
    check('passed'),
    check('failed'),
    check('failed', 'edits'),
    { type: 'report-checked', task: 't1', report: 'r1', verdict: 'returned' },
    questionOf('which'),
  )
  const figures = summaryFigures(run)
  expect(figures).toMatchObject({
    tasks: 1,
    reports: 1,
    returned: 1,
    checks: { passed: 1, failed: 2, undecided: 0, skipped: 0 },
    needed: { questions: 1, decisions: 1, texts: 1, edits: 1 },
  })
  expect(checksWords(figures.checks)).toBe('1 check passed, 2 checks failed')
  expect(neededWords(figures.needed)).toBe(
    '1 question, 1 held task, 1 change that was not allowed, 1 further text.',
  )
})

it('says so when nothing was checked and nothing was needed', () => {
  const { checks, needed } = summaryFigures(runWith(promptOf('d1', 'the task')))
  expect(checksWords(checks)).toBeNull()
  expect(neededWords(needed)).toBe('Nothing beyond the first task.')
})

it('tells in a line what the run used, and leaves out what nobody told', () => {
  const facts = (...bodies: EventBody[]) => {
    const run = runWith(...bodies, { type: 'run-finished', outcome: 'done', by: 'orchestrator' })
    return summaryFacts(run, summaryFigures(run))
  }
  const limits: EventBody = { type: 'team-changed', team: [], limits: { costUsd: 20 } }
  const used: EventBody = {
    type: 'usage-seen',
    agent: 'a-coder',
    tokens: { input: 1000, output: 200, cacheRead: 0, cacheWrite: 0 },
    costUsd: 3.1,
    source: 'measured',
  }
  expect(facts(limits)).toEqual(['6 s', '0 tasks', '0 reports'])
  expect(facts(limits, used)).toEqual(['7 s', '0 tasks', '0 reports', '1.2 K tokens', '$3.10 of $20'])
})
