import { tasksOf } from '#shared/model/selectors'
import type { Report, Run, Task } from '#shared/model/state'

/** A task of a role with every report on it, those that were sent back included. */
export interface Round {
  task: Task
  /** Oldest first. */
  reports: Report[]
}

/** Reports on a task, oldest first. */
export function reportsOf(run: Run, task: string): Report[] {
  return Object.values(run.reports)
    .filter((report) => report.task === task)
    .sort((a, b) => a.at - b.at)
}

/** What went to a role and what came back, newest first. */
export function roundsOfRole(run: Run, pane: string): Round[] {
  return tasksOf(run, pane)
    .map((task) => ({ task, reports: reportsOf(run, task.id) }))
    .sort((a, b) => b.task.createdAt - a.task.createdAt || b.task.place - a.task.place)
}

/** A task file without what the deck writes around the task: what differs from round to round. */
export function taskCore(text: string): string {
  const begin = /^## Task\n/m.exec(text)
  if (!begin) return text
  const rest = text.slice(begin.index + begin[0].length)
  const end = rest.lastIndexOf('\n## When done\n')
  const own = end === -1 ? rest : rest.slice(0, end)
  const standing = own.lastIndexOf('\n## Standing instructions\n')
  return (standing === -1 ? own : own.slice(0, standing)).trim()
}
