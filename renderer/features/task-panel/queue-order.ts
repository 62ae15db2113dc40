import { seatNumber } from '#shared/model/seats'
import { currentTask, tasksAt, tasksOf } from '#shared/model/selectors'
import type { Run, Task } from '#shared/model/state'

/** A role's tasks that wait for their turn, in the order in which they will go. */
export function queueOf(run: Run, pane: string): Task[] {
  return tasksOf(run, pane)
    .filter((task) => task.state === 'queued' && openBefore(run, task).length === 0)
    .sort((a, b) => a.place - b.place)
}

/** Queued tasks of a role whose turn only comes when others are done, whatever their place. */
export function followersOf(run: Run, pane: string): Task[] {
  return tasksOf(run, pane).filter((task) => task.state === 'queued' && openBefore(run, task).length > 0)
}

/** Tasks that have to be done before this one and are not. */
export function openBefore(run: Run, task: Task): string[] {
  return task.after.filter((id) => run.tasks[id]?.state !== 'done')
}

/**
 * The task that the panel is about: the one in hand, else the one that needs the person, else the next one, else the last.
 */
export function taskInFocus(run: Run, pane: string): Task | null {
  const seat = run.panes[pane]
  // What waits is the role's, and is shown with its first seat; further seats show what was theirs.
  if (seat && seatNumber(seat) > 1) return currentTask(run, pane) ?? tasksAt(run, pane).at(-1) ?? null
  const tasks = tasksOf(run, pane)
  return (
    currentTask(run, pane) ??
    tasks.find((task) => task.state === 'held') ??
    queueOf(run, pane)[0] ??
    followersOf(run, pane)[0] ??
    tasksAt(run, pane).at(-1) ??
    null
  )
}

/**
 * Before which task a queued one goes when it is moved a place up or down: an id, null for the end, undefined when it
 * stands there already.
 */
export function moveTarget(
  queue: readonly string[],
  id: string,
  by: 'up' | 'down',
): string | null | undefined {
  const at = queue.indexOf(id)
  if (at === -1) return undefined
  if (by === 'up') return at === 0 ? undefined : queue[at - 1]
  return at === queue.length - 1 ? undefined : (queue[at + 2] ?? null)
}
