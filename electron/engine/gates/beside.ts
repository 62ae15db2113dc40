import type { Orchestration } from '#shared/contract/config'
import { nameOf } from '#shared/model/seats'
import { agentOf, inATurn, orchestratorOf } from '#shared/model/selectors'
import type { Agent, Run, Task } from '#shared/model/state'

/** Who else may have written into a folder while a task was worked on there. */

/** Another run in the same folder, or one that was there a while ago. */
export interface Neighbour {
  title: string
  /** Its agents are there now. */
  open: boolean
  /** Whether an agent of it that may edit has worked since then, in epoch milliseconds. */
  workedSince(at: number): boolean
}

/** When a task came to its agent, in epoch milliseconds. */
function begunAt(run: Run, task: Task): number {
  const delivery = task.delivery ? run.deliveries[task.delivery] : undefined
  return delivery?.createdAt ?? task.createdAt
}

/** Who had work in hand at some time while this task was worked on, of the roles that are looked for. */
export function besideNames(run: Run, task: Task, wanted: (role: string) => boolean): string[] {
  const from = begunAt(run, task)
  const beside = Object.values(run.tasks).filter((other) => {
    if (other.id === task.id || other.agent === null || !wanted(other.role)) return false
    const over = other.state === 'done' || other.state === 'failed' || other.state === 'cancelled'
    return !over || other.since > from
  })
  // The same seat had its tasks one after the other; of what it did itself nothing needs to be said.
  return [
    ...new Set(beside.filter((other) => other.pane !== task.pane).map((other) => nameOf(run, other.pane))),
  ]
}

/** All who may have edited the folder while this task was worked on: roles of its run that may, and other runs there. */
export function editorsBeside(
  run: Run,
  team: Orchestration,
  task: Task,
  neighbours: readonly Neighbour[],
): string[] {
  const from = begunAt(run, task)
  const lead = orchestratorOf(run)
  const leader = lead && agentOf(run, lead.pane)
  const leads = lead && leader && mayEdit(team, lead.role) && workedSince(leader, from)
  return [
    ...besideNames(run, task, (role) => mayEdit(team, role)),
    ...(leads ? [lead.role] : []),
    ...neighbours.filter((other) => other.workedSince(from)).map(({ title }) => `the run “${title}”`),
  ]
}

/** Whether any agent of a run that may edit has worked since then. */
export function editorsWorkedSince(run: Run, team: Orchestration, at: number): boolean {
  return Object.values(run.agents).some(
    (agent) => mayEdit(team, run.panes[agent.pane]?.role ?? '') && workedSince(agent, at),
  )
}

/** A role that the config does not know any more may do what the others may. */
export function mayEdit(team: Orchestration, role: string): boolean {
  return team.roles.find((candidate) => candidate.name === role)?.mayEdit !== false
}

/** It is in a turn, or something has changed with it since: not every program tells that it had a turn in between. */
function workedSince(agent: Agent, at: number): boolean {
  return inATurn(agent) || agent.since > at
}
