import type { Folds } from './folds'
import { count, patchPane, patchTask } from './patch'

/** Hand-overs to a fresh agent. */
export const handOverFolds = {
  'hand-over-asked': (run, body) =>
    patchPane(run, body.pane, {
      handOver: { agent: body.agent, when: body.when, text: null, task: null },
    }),

  'hand-over-withdrawn': (run, body) => patchPane(run, body.pane, { handOver: null }),

  /** The task goes back to the queue for the new agent. It is not lost, so that does not count. */
  'handed-over': (run, body, at) => {
    const when = run.panes[body.pane]?.handOver?.when ?? 'idle'
    const task = body.task === undefined ? undefined : run.tasks[body.task]
    const next = count(
      patchPane(run, body.pane, {
        handOver: { agent: body.agent, when, text: body.text, task: task?.id ?? null },
      }),
      'handOver',
      body.handOver,
    )
    if (task === undefined) return next
    const over = task.state !== 'working' && task.state !== 'delivering' && task.state !== 'queued'
    if (over) return next
    return patchTask(next, task.id, at, { state: 'queued', agent: null, delivery: null, handOver: body.text })
  },
} satisfies Partial<Folds>
