import type { EventBody } from '#shared/model/events'
import { seatNumber } from '#shared/model/seats'
import { taskInHand } from '#shared/model/selectors'
import type { Run, Task } from '#shared/model/state'
import { givenUpNotice } from '../router/briefs'
import type { AgentSession } from './agent-session'

/** A task whose agent died goes to a new one so often, then it is given up. */
const MAX_LOST = 2
/** An agent that ends so soon after the run was opened, without ever having been ready, could not start. In milliseconds. */
const OPENING_MS = 20_000

/** The event that tells the orchestrator what nobody reports to it. */
export function noticeFor(run: Run, key: string, text: string): EventBody {
  return { type: 'notice-raised', notice: `n${run.counters.notice}`, key, text }
}

/** What an agent's end means for the task that it had in hand. A report that is being checked is not lost with its agent. */
export function lostWith(run: Run, session: Pick<AgentSession, 'id' | 'pane'>, how: string): EventBody[] {
  const task = taskInHand(run, session)
  if (!task || task.state === 'checking') return []
  return taskLost(run, task, `The agent ${how}.`)
}

/** The task goes back to the queue for a new agent, or is given up and the orchestrator told. */
export function taskLost(run: Run, task: Task, reason: string): EventBody[] {
  const again = task.lost < MAX_LOST
  const lost: EventBody = { type: 'task-lost', task: task.id, reason, again }
  return again ? [lost] : [lost, noticeFor(run, `given-up:${task.id}`, givenUpNotice(task, reason))]
}

/**
 * Whether an agent that ended before it was ready could not start: a command that ends at once when its run is opened.
 * A program that was killed, or lost with its terminal host, says nothing about its command; nor does a later start, such
 * as that of a further seat.
 */
export function couldNotStart(run: Run, pane: string, now: number): boolean {
  const known = run.panes[pane]
  if (now - run.openedAt >= OPENING_MS || (known && seatNumber(known) > 1)) return false
  const agents = Object.values(run.agents).filter((agent) => agent.pane === pane)
  return agents.length <= 1 && agents[0]?.exit?.signal !== 'SIGKILL'
}
