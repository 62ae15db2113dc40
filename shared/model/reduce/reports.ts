import { put } from '../entries'
import type { Folds } from './folds'
import { count, patchReport, patchTask } from './patch'

/** Reports, their checks, and the working tree. */
export const reportFolds = {
  'task-reported': (run, body, at) => {
    const reports = put(run.reports, body.report, {
      id: body.report,
      task: body.task,
      pane: run.agents[body.agent]?.pane ?? run.tasks[body.task]?.pane ?? '',
      agent: body.agent,
      outcome: body.outcome,
      text: body.text,
      at,
      delivery: null,
      checking: null,
      checks: [],
      verdict: body.checking ? null : ('accepted' as const),
    })
    return count(
      patchTask({ ...run, reports }, body.task, at, {
        state: body.checking ? 'checking' : body.outcome === 'done' ? 'done' : 'failed',
        report: body.report,
        outcome: body.outcome,
        // One that waits for another agent has none; sent back, it is this one's again.
        agent: body.agent,
      }),
      'report',
      body.report,
    )
  },

  'report-unsolicited': (run, body, at) =>
    count(
      {
        ...run,
        reports: put(run.reports, body.report, {
          id: body.report,
          task: null,
          pane: body.pane,
          agent: body.agent,
          outcome: 'done',
          text: body.text,
          at,
          delivery: null,
          checking: null,
          checks: [],
          verdict: 'accepted' as const,
        }),
      },
      'report',
      body.report,
    ),

  'check-started': (run, body) => patchReport(run, body.report, () => ({ checking: body.name })),

  'check-finished': (run, body) =>
    patchReport(run, body.report, (report) => ({
      checking: null,
      checks: [...report.checks, body.result],
    })),

  'report-checked': (run, body, at) => {
    const next = patchReport(run, body.report, () => ({ checking: null, verdict: body.verdict }))
    const task = next.tasks[body.task]
    if (task?.state !== 'checking') return next
    if (body.verdict === 'returned') {
      return patchTask(next, body.task, at, {
        state: 'working',
        report: null,
        outcome: null,
        returned: task.returned + 1,
      })
    }
    return patchTask(next, body.task, at, { state: body.verdict === 'accepted' ? 'done' : 'failed' })
  },

  'tree-noted': (run, body, at) => patchTask(run, body.task, at, { tree: body.tree }),

  'tree-watched': (run) => run,

  'tree-changed': (run, body, at) => {
    const { change: id, detail, text } = body
    return count({ ...run, changes: put(run.changes, id, { id, detail, text, at }) }, 'change', id)
  },
} satisfies Partial<Folds>
