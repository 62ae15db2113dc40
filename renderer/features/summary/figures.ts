import type { Run } from '#shared/model/state'

export interface SummaryFigures {
  tasks: number
  /** The highest round that any role came to. */
  rounds: number
  reports: number
  /** Questions that were asked of the person. */
  questions: number
  /** Roles that were given tasks, in config order. `time` is milliseconds between a task and its report. */
  perRole: Array<{ role: string; tasks: number; done: number; failed: number; time: number }>
}

/** What a run came to, in figures. */
export function summaryFigures(run: Run): SummaryFigures {
  const tasks = Object.values(run.tasks)
  const perRole = run.paneOrder.flatMap((pane) => {
    const own = tasks.filter((task) => task.pane === pane)
    if (own.length === 0) return []
    const done = own.filter((task) => task.outcome === 'done').length
    const time = own.reduce((sum, task) => {
      const report = task.report ? run.reports[task.report] : undefined
      return sum + (report ? report.at - task.createdAt : 0)
    }, 0)
    return [{ role: run.panes[pane]?.role ?? pane, tasks: own.length, done, failed: own.length - done, time }]
  })
  return {
    tasks: tasks.length,
    rounds: Math.max(0, ...tasks.map((task) => task.round)),
    reports: Object.keys(run.reports).length,
    questions: Object.values(run.questions).filter((question) => question.to === 'person').length,
    perRole,
  }
}
