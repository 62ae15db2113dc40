import type { Lines } from './lines'

/** Tasks and the reports on them. */
export const taskLines = {
  'task-created': (body, { entry, role }) =>
    entry('task', role(body.from), body.role, body.text.preview, { task: body.task }),

  'task-reported': (body, { after, entry, role }) => {
    const task = after.tasks[body.task]
    const words = { done: '', blocked: 'Blocked: ', failed: 'Failed: ' }[body.outcome]
    return entry(
      'report',
      task ? role(task.pane) : '',
      task ? role(task.from) : null,
      words + body.text.preview,
      { task: body.task, report: body.report },
      body.outcome === 'done' ? 'good' : 'warning',
    )
  },

  'task-held': (body, { after, entry }) => {
    const why = body.why === 'approval' ? 'waits for your yes' : `is held. ${body.detail ?? ''}`.trim()
    return entry(
      'task',
      'deck',
      after.tasks[body.task]?.role ?? null,
      `Task ${body.task} ${why}`,
      { task: body.task },
      'warning',
    )
  },

  'task-released': (body, { after, entry }) =>
    entry(
      'task',
      body.by === 'person' ? 'you' : 'deck',
      after.tasks[body.task]?.role ?? null,
      `Task ${body.task} may go on`,
      { task: body.task },
    ),

  'task-lost': (body, { after, entry }) => {
    const task = after.tasks[body.task]
    const end = body.again ? 'it goes to a new agent' : 'it was given up'
    return entry(
      'task',
      'deck',
      task?.role ?? null,
      `Task ${body.task} lost its agent; ${end}. ${body.reason}`,
      { task: body.task },
      'warning',
    )
  },

  'task-cancelled': (body, { after, entry }) =>
    entry(
      'task',
      'deck',
      after.tasks[body.task]?.role ?? null,
      `Task ${body.task} cancelled. ${body.reason}`,
      { task: body.task },
      'warning',
    ),

  'report-unsolicited': (body, { entry, role, lead }) =>
    entry('report', role(body.pane), lead(), `Reported without a task: ${body.text.preview}`, {
      report: body.report,
    }),
} satisfies Partial<Lines>
