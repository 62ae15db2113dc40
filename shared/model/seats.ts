import type { TeamRole } from './events'
import type { Pane, Run, Task } from './state'

/**
 * A role that may work on several tasks at once (`max_parallel`) has as many panes, its seats. The first is started with
 * the run, the others when a task needs them. Tasks are for the role: which seat gets one is decided when it goes out.
 */

/** A pane's number among the seats of its role, from 1. */
export function seatNumber({ seat }: Pick<TeamRole, 'seat'>): number {
  return seat ?? 1
}

/** A pane as it is shown and spoken of: "coder", and for further seats "coder 2". */
export function seatName(pane: Pick<TeamRole, 'role' | 'seat'>): string {
  return seatNumber(pane) === 1 ? pane.role : `${pane.role} ${seatNumber(pane)}`
}

/** The name of a pane of this run, or its id when the run has none such. */
export function nameOf(run: Run, paneId: string): string {
  const pane = run.panes[paneId]
  return pane ? seatName(pane) : paneId
}

/** All seats of a role in their order, those that are not used any more included. */
export function seatsOf(run: Run, role: string): Pane[] {
  return run.paneOrder.flatMap((id) => run.panes[id] ?? []).filter((pane) => pane.role === role)
}

/** The seats of a role that tasks may go to. */
export function seatsInUse(run: Run, role: string): Pane[] {
  return seatsOf(run, role).filter((pane) => !pane.retired)
}

/** A further seat that nobody has needed yet: it has no agent, and has had none. */
export function isVacant(pane: Pane): boolean {
  return seatNumber(pane) > 1 && pane.agent === null && pane.startFailure === null
}

/** The panes that are worth a card: all but seats that were never needed and are not used any more. */
export function panesOnShow(run: Run): Pane[] {
  return run.paneOrder
    .flatMap((id) => run.panes[id] ?? [])
    .filter((pane) => !(pane.retired && isVacant(pane)))
}

/** One pane for each role, its first seat, in config order. */
export function firstSeats(run: Run): Pane[] {
  return run.paneOrder.flatMap((id) => run.panes[id] ?? []).filter((pane) => seatNumber(pane) === 1)
}

/** The panes that a name means: that of a seat one, that of a role all of its seats. */
export function panesNamed(run: Run, name: string): Pane[] {
  const role = seatsOf(run, name)
  if (role.length > 0) return role
  return Object.values(run.panes).filter((pane) => seatName(pane) === name)
}

/** The order of the panes once further seats were added: each stands behind the others of its role. */
export function orderWithSeats(order: readonly string[], panes: Readonly<Record<string, Pane>>): string[] {
  return Object.values(panes).reduce<string[]>(
    (all, { pane, role }) => {
      if (all.includes(pane)) return all
      return all.toSpliced(all.findLastIndex((id) => panes[id]?.role === role) + 1, 0, pane)
    },
    [...order],
  )
}

/** Who has a task or had it last, by name; its role while it waits. */
export function holderOf(run: Run, task: Task): string {
  return task.delivery === null ? task.role : nameOf(run, task.pane)
}
