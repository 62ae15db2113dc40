import { signsOfLife, whyFrozen } from '#shared/model/life'
import {
  agentOf,
  currentTask,
  isOpen,
  isOpenQuestion,
  lacksRole,
  openDeliveries,
  orchestratorOf,
} from '#shared/model/selectors'
import { nameOf } from '#shared/model/seats'
import type { Agent, Run, Task } from '#shared/model/state'
import { roleArgument } from './briefs'
import { ignoredQuestion } from './unanswered'

/**
 * Who has gone quiet, judged from evidence: what the agents' own reports and screens say, and for how long. Pure; asked
 * now and then with the time.
 */

/** Something that nobody will report by itself. `key` is stable while its cause lasts. */
export interface Silence {
  key: string
  text: string
}

/** How long a worker may be silent. */
export interface SilenceLimits {
  /** After the end of a turn without a report, this long until it is told. In milliseconds. */
  idleMs: number
  /** The config's `worker_response_timeout_minutes`, in milliseconds; 0 switches it off. */
  responseMs: number
}

/** A turn that ends without a report is knowable at once; half a minute lets a late `work-done` through. */
export const DEFAULT_IDLE_MS = 30_000

/** What the orchestrator has to know about its workers now. */
export function silentWorkers(run: Run, now: number, { idleMs, responseMs }: SilenceLimits): Silence[] {
  if (run.phase !== 'running') return []
  return run.paneOrder.flatMap((pane): Silence[] => {
    const task = currentTask(run, pane)
    const agent = agentOf(run, pane)
    if (!task || !agent || task.state !== 'working' || openDeliveries(run, pane).length > 0) return []
    // It waits for an answer, or for workers of its own.
    if (waitsForOthers(run, task)) return []
    const name = nameOf(run, pane)
    return [
      frozen(name, task, agent),
      stopped(name, task, agent, now, idleMs),
      late(name, task, agent, now, responseMs),
    ].filter((silence) => silence !== undefined)
  })
}

function waitsForOthers(run: Run, { id, agent, pane }: Task): boolean {
  const asked = Object.values(run.questions).some(
    // What was asked by an agent before it, or about another task, keeps nobody waiting here.
    (question) =>
      question.agent === agent &&
      (question.task === null || question.task === id) &&
      isOpenQuestion(run, question),
  )
  return asked || Object.values(run.tasks).some((task) => task.from === pane && isOpen(task))
}

/** It is in a turn, but nothing of it moves. */
function frozen(name: string, task: Task, { id, life }: Agent): Silence | undefined {
  const why = whyFrozen(life)
  if (why === null) return undefined
  return {
    key: `frozen:${task.id}:${id}:${life?.stillSince}`,
    text: `${name} stands still in the middle of task ${task.id} (${why}); the person is told as well`,
  }
}

/** Its turn is over, but its task is not. */
function stopped(name: string, task: Task, agent: Agent, now: number, idleMs: number): Silence | undefined {
  const since = Math.max(agent.since, task.since)
  if (now - since < idleMs) return undefined
  if (agent.status === 'idle') {
    return {
      key: `stopped:${task.id}:${agent.since}`,
      text: `${name} ended its turn without reporting on task ${task.id}. Look with dot-agent-deck peek --role ${roleArgument(name)}, or delegate again`,
    }
  }
  if (agent.status === 'error') {
    return {
      key: `error:${task.id}:${agent.since}`,
      text: `${name} stopped with an error while it worked on task ${task.id}; the person is told as well`,
    }
  }
  return undefined
}

/** It works, or seems to, for longer than the config allows. Waiting for the person is no silence of the worker's. */
function late(name: string, task: Task, agent: Agent, now: number, responseMs: number): Silence | undefined {
  if (responseMs === 0 || agent.status === 'waiting' || now - task.since < responseMs) return undefined
  const minutes = Math.round((now - task.since) / 60_000)
  const alive = agent.life && signsOfLife(agent.life)
  return {
    key: `late:${task.id}`,
    text: `${name} has not reported on task ${task.id} for ${minutes} minutes${alive ? `, but it lives: ${alive}` : ''}. Look with dot-agent-deck peek --role ${roleArgument(name)}; wait, or delegate again`,
  }
}

/**
 * What the person has to know about the orchestrator: it cannot be told its role again, or rests although a worker waits
 * for its answer, or while nothing is open and the run is not finished; and nobody will wake it.
 */
export function restingOrchestrator(run: Run, now: number, idleMs: number): Silence | undefined {
  const lead = orchestratorOf(run)
  const agent = lead && agentOf(run, lead.pane)
  const tasks = Object.values(run.tasks)
  if (run.phase !== 'running' || !lead || agent?.status !== 'idle' || now - agent.since < idleMs)
    return undefined
  if (lacksRole(run, agent)) {
    return {
      key: `forgot:${agent.id}`,
      text: `${lead.role} has lost what it was told, and its context file cannot be written: look whether the disk is full`,
    }
  }
  const ignored = openDeliveries(run).length === 0 ? ignoredQuestion(run, now, idleMs) : undefined
  if (ignored) {
    const what = ignored.plan ? 'plan' : 'question'
    return {
      key: `unanswered:${ignored.id}:${agent.since}`,
      text: `${lead.role} has stopped, and ${nameOf(run, ignored.pane)} waits for an answer to its ${what} ${ignored.id}`,
    }
  }
  if (tasks.some(isOpen) || openDeliveries(run).length > 0) return undefined
  // Before it was given anything it waits for the person anyway, who knows. One agent without a team always does.
  if (run.orchestration === null || (tasks.length === 0 && !wasPrompted(run, lead.pane))) return undefined
  if (Object.values(run.questions).some((question) => question.to === 'person' && !question.answer))
    return undefined
  return {
    key: `resting:${agent.id}:${agent.since}`,
    text: `${lead.role} has stopped: ${tasks.length === 0 ? 'it has handed out no task' : 'no task is open'}, and the run is not finished`,
  }
}

/** Whether the person has given the pane's agent something to do. */
function wasPrompted(run: Run, pane: string): boolean {
  return Object.values(run.deliveries).some(
    (delivery) => delivery.pane === pane && delivery.purpose === 'prompt' && delivery.state === 'proven',
  )
}
