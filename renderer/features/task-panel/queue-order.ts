import { currentTask, tasksOf } from '#shared/model/selectors'
import type { Run, Task } from '#shared/model/state'

/** A role's tasks that wait for their turn, in the order in which they will go. */
export function queueOf(run: Run, pane: string): Task[] {
  return tasksOf(run, pane)
    .filter((task) => task.state === 'queued')
    .sort((a, b) => a.place - b.place)
}

/**
 * The task that the panel is about: the one in hand, else the one that needs the person, else the next one, else the last.
 */
export function taskInFocus(run: Run, pane: string): Task | null {
  const tasks = tasksOf(run, pane)
  return (
    currentTask(run, pane) ??
    tasks.find((task) => task.state === 'held') ??
    queueOf(run, pane)[0] ??
    tasks.at(-1) ??
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
