import { expect, it } from 'vitest'
import { runWith, stored, taskFor } from '../../testing/run-fixture'
import { roundsOfRole, taskCore } from './history'

it('gives the newest round first, each with all reports on it', () => {
  const report = (id: string, task: string) => ({
    type: 'task-reported' as const,
    task,
    report: id,
    agent: 'a-coder',
    outcome: 'done' as const,
    text: stored(id),
    checking: true,
  })
  const run = runWith(
    taskFor('t1', 1),
    report('r1', 't1'),
    { type: 'report-checked', task: 't1', report: 'r1', verdict: 'returned' },
    report('r2', 't1'),
    { type: 'report-checked', task: 't1', report: 'r2', verdict: 'accepted' },
    taskFor('t2', 2),
  )
  const rounds = roundsOfRole(run, 'p-coder')
  expect(rounds.map(({ task, reports }) => [task.id, reports.map((each) => each.id)])).toEqual([
    ['t2', []],
    ['t1', ['r1', 'r2']],
  ])
})

it('takes the task out of its file, also when the task has headings of its own', () => {
  const file =
    'You are the coder.\n\n## Task\n\nFix it.\n\n## When done\n\nsay so\n\n## Standing instructions\n\nNo force.\n\n## When done\n\n1. Report.'
  expect(taskCore(file)).toBe('Fix it.\n\n## When done\n\nsay so')
  expect(taskCore('something else')).toBe('something else')
})
