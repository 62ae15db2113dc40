import { isDeepStrictEqual } from 'node:util'
import type { RunEvent } from '#shared/model/events'
import { replay } from '#shared/model/reduce'
import type { Run } from '#shared/model/state'
import type { Line } from './orders'
import type { Wanted } from './world'

/** What came of one seed, counted. Everything in `wrong` is a broken promise. */
export interface Account {
  tasks: number
  done: number
  failed: number
  /** Given up because their agents died too often. */
  givenUp: number
  /** Delegated once more by the lead itself, after its command was killed before it had answered. */
  delegatedAgain: number
  /** Times that a task's agent died and it went to another. */
  agentsLost: number
  messages: number
  repeated: number
  kept: number
  /** Reports that came when their task was nobody's, or somebody else's, any more. */
  unsolicited: number
  wrong: string[]
}

const POINTER = /^Your task (\S+) is in the file /

/**
 * Compares what was wanted, what the agents say they got and sent, and what the journal says.
 * @param held the run as the app held it at the end.
 */
export function accountOf(
  wanted: readonly Wanted[],
  events: readonly RunEvent[],
  lines: readonly Line[],
  held: unknown,
): Account {
  const run = replay(events)
  if (!run) return { ...nothing, wrong: ['The journal is empty.'] }
  const tasks = Object.values(run.tasks)
  const wrong = [
    ...tasksWithoutEnd(run, events),
    ...delegations(wanted, run, lines),
    ...doubleSubmissions(run, events, lines),
    ...lostMessages(run, lines),
    ...untold(run),
    ...(isDeepStrictEqual(plain(run), plain(held))
      ? []
      : ['The journal, replayed, is not what the app held.']),
  ]
  const sent = lines.filter((line) => line.type === 'sent')
  return {
    tasks: tasks.length,
    done: tasks.filter((task) => task.state === 'done').length,
    failed: tasks.filter((task) => task.state === 'failed' && task.report !== null).length,
    givenUp: tasks.filter((task) => task.state === 'failed' && task.report === null).length,
    delegatedAgain: tasks.length - wanted.reduce((sum, { to }) => sum + to.length, 0),
    agentsLost: events.filter(({ body }) => body.type === 'task-lost').length,
    messages: sent.length,
    repeated: lines.filter((line) => line.type === 'repeated').length,
    kept: sent.filter((line) => line.kind === 'kept').length,
    unsolicited: events.filter(({ body }) => body.type === 'report-unsolicited').length,
    wrong,
  }
}

const nothing: Account = {
  tasks: 0,
  done: 0,
  failed: 0,
  givenUp: 0,
  delegatedAgain: 0,
  agentsLost: 0,
  messages: 0,
  repeated: 0,
  kept: 0,
  unsolicited: 0,
  wrong: [],
}

/** Every task has been reported exactly once, or an event says why not. */
function tasksWithoutEnd(run: Run, events: readonly RunEvent[]): string[] {
  return Object.values(run.tasks).flatMap((task) => {
    const reports = events.filter(({ body }) => body.type === 'task-reported' && body.task === task.id)
    const givenUp = events.some(
      ({ body }) => body.type === 'task-lost' && body.task === task.id && !body.again,
    )
    if (reports.length === 1 && (task.state === 'done' || task.state === 'failed')) return []
    if (reports.length === 0 && task.state === 'failed' && givenUp) return []
    return [`${task.id} is ${task.state} with ${reports.length} reports (${task.reason ?? 'no reason'}).`]
  })
}

/** Everything that was to be delegated was, and only once unless the lead could not know. */
function delegations(wanted: readonly Wanted[], run: Run, lines: readonly Line[]): string[] {
  return wanted.flatMap(({ label, to }) => {
    const made = Object.values(run.tasks).filter((task) => task.text.preview === `label ${label}`)
    const tries = lines.filter((line) => line.type === 'sending' && line.nonce === label).length
    return to.flatMap((role) => {
      const count = made.filter((task) => task.role === role).length
      if (count === 0) return [`${label} for ${role} was lost.`]
      return count > tries ? [`${label} for ${role} became ${count} tasks by ${tries} messages.`] : []
    })
  })
}

/** No agent has got the same task twice, and no task has gone to more agents than had been lost. */
function doubleSubmissions(run: Run, events: readonly RunEvent[], lines: readonly Line[]): string[] {
  const got = new Map<string, string[]>()
  for (const line of lines) {
    const task = line.type === 'prompt' ? POINTER.exec(line.text ?? '')?.[1] : undefined
    if (task !== undefined && run.agents[line.agent]) got.set(task, [...(got.get(task) ?? []), line.agent])
  }
  const wrong: string[] = []
  for (const [task, agents] of got) {
    const distinct = new Set(agents).size
    const lost = events.filter(({ body }) => body.type === 'task-lost' && body.task === task).length
    if (agents.length > distinct)
      wrong.push(`${task} was submitted twice to one agent (${agents.join(', ')}).`)
    if (distinct > lost + 1) wrong.push(`${task} went to ${distinct} agents, though only ${lost} were lost.`)
  }
  // What has no task file is checked by its text: it must not reach one agent twice either.
  const other = new Map<string, number>()
  for (const line of lines) {
    if (line.type !== 'prompt' || POINTER.test(line.text ?? '') || !line.text?.startsWith('News')) continue
    const key = `${line.agent} ${line.text}`
    other.set(key, (other.get(key) ?? 0) + 1)
  }
  for (const [key, count] of other)
    if (count > 1) wrong.push(`Submitted ${count} times: ${key.slice(0, 160)}`)
  return wrong
}

/** What an agent was told is accepted or kept is in the journal, once. */
function lostMessages(run: Run, lines: readonly Line[]): string[] {
  const reports = Object.values(run.reports)
  return lines.flatMap((line) => {
    const { nonce } = line
    if (line.type !== 'sent' || line.verb !== 'work-done' || nonce === undefined) return []
    if (line.kind !== 'accepted' && line.kind !== 'kept') return []
    const found = reports.filter((report) => report.text.preview.includes(nonce)).length
    const summary = run.summary?.preview.includes(nonce) ? 1 : 0
    if (found + summary === 1) return []
    return [
      `A report of ${line.role} (${line.agent}) that was ${line.kind} is ${found} times in the journal: ${nonce}.`,
    ]
  })
}

/** Every report that counts has been given to the lead. */
function untold(run: Run): string[] {
  return Object.values(run.reports)
    .filter((report) => report.task !== null && report.delivery === null && run.phase === 'running')
    .map((report) => `Report ${report.id} was never on its way to the lead.`)
}

/** As it is after a way through JSON: what is undefined is not there. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}
