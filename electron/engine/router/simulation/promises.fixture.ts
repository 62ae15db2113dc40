/** What the deck promises whatever happens. Each throws when its promise is broken. */
import type { EventBody } from '#shared/model/events'
import type { Run, Task } from '#shared/model/state'
import { team } from './team.fixture'

/** Fewer than there are workers, so that the limit matters. */
export const MAX_PARALLEL = 3

/** What must hold after every event. */
export function mustHold(before: Run | undefined, run: Run, body: EventBody): void {
  for (const { pane } of team) {
    const live = Object.values(run.tasks).filter((task) => task.pane === pane && isAtWork(task))
    if (live.length > 1) throw new Error(`${pane} has ${live.length} live tasks`)
    for (const task of live) {
      const delivery = run.deliveries[task.delivery ?? '']
      if (delivery?.state === 'refused' && body.type !== 'delivery-changed')
        throw new Error(`${task.id} waits for ${delivery.id}, which was refused`)
    }
  }
  const atWork = Object.values(run.tasks).filter(({ state }) => state === 'delivering').length
  if (body.type === 'delivery-created' && atWork > MAX_PARALLEL)
    throw new Error(`${atWork} tasks begin at once`)
  for (const task of Object.values(before?.tasks ?? {})) {
    const now = run.tasks[task.id]
    if (!now) throw new Error(`${task.id} is lost`)
    if (['done', 'failed', 'cancelled'].includes(task.state) && now.state !== task.state)
      throw new Error(`${task.id} was ${task.state} and is ${now.state} by ${body.type}`)
  }
}

/** A task goes to one free seat of its role, after those before it, and never beside one that has the same files. */
export function mayHandOut(run: Run, moving: readonly (Task | null)[], pane: string, id: string): void {
  const task = run.tasks[id]
  const seat = run.panes[pane]
  const starting = moving.flatMap((start) => (start ? [start.id] : []))
  if (!task || starting.includes(id)) throw new Error(`${id} is handed out twice`)
  if (seat?.retired || seat?.role !== task.role) throw new Error(`${id} goes to ${pane}, which is not for it`)
  const tasks = Object.values(run.tasks).filter((other) => other.id !== id)
  const first = tasks.find(
    (other) =>
      other.state === 'queued' &&
      other.role === task.role &&
      other.place < task.place &&
      !starting.includes(other.id),
  )
  if (first) throw new Error(`${id} overtakes ${first.id}`)
  const owner = tasks.find(
    (other) =>
      (isAtWork(other) || starting.includes(other.id)) &&
      other.paths.some((path) => task.paths.includes(path)),
  )
  if (owner) throw new Error(`${id} has the files of ${owner.id}`)
}

/** Nobody is replaced in a turn that the deck knows of, unless the person wants it so. */
export function cutsNoTurn(run: Run, pane: string, agent: string | undefined): void {
  const { status } = run.agents[agent ?? ''] ?? {}
  const { handOver } = run.panes[pane] ?? {}
  if (handOver?.when === 'idle' && (status === 'thinking' || status === 'working'))
    throw new Error(`${agent} is replaced while it is ${status}`)
}

/** Whether somebody has the task. */
export function isAtWork({ state }: Task): boolean {
  return state === 'delivering' || state === 'working' || state === 'checking'
}
