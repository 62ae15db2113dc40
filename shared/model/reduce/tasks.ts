import { put } from '../entries'
import type { Task } from '../state'
import type { Folds } from './folds'
import { count, patchTask } from './patch'

/** Tasks, from the delegation to their end. */
export const taskFolds = {
  'task-created': (run, body, at) => {
    const task: Task = {
      id: body.task,
      batch: body.batch,
      from: body.from,
      pane: body.pane,
      role: body.role,
      round: body.round,
      text: body.text,
      after: body.after ?? [],
      paths: body.paths ?? [],
      state: 'queued',
      since: at,
      createdAt: at,
      agent: null,
      delivery: null,
      report: null,
      outcome: null,
      hold: null,
      place: Number(body.task.slice(1)),
      tree: null,
      returned: 0,
      lost: 0,
      skipped: 0,
      handOver: null,
      reason: null,
    }
    return count(
      count({ ...run, tasks: put(run.tasks, task.id, task) }, 'task', body.task),
      'batch',
      body.batch,
    )
  },

  'task-held': (run, body, at) =>
    patchTask(run, body.task, at, {
      state: 'held',
      hold: { why: body.why, detail: body.detail ?? null },
    }),

  'task-released': (run, body, at) => patchTask(run, body.task, at, { state: 'queued', hold: null }),

  'task-moved': (run, body, at) => patchTask(run, body.task, at, { place: body.place }),

  'task-lost': (run, body, at) => {
    const lost = (run.tasks[body.task]?.lost ?? 0) + 1
    return patchTask(run, body.task, at, {
      state: body.again ? 'queued' : 'failed',
      agent: null,
      delivery: null,
      lost,
      reason: body.reason,
    })
  },

  'task-cancelled': (run, body, at) =>
    patchTask(run, body.task, at, { state: 'cancelled', reason: body.reason }),
} satisfies Partial<Folds>
