import type { AgentStatus, DeliveryState, HoldReason } from './events'
import type { Agent, Delivery, HandOver, Life, Pane, Question, Run, Task } from './state'
import { isVacant, seatName, seatNumber, seatsOf } from './seats'

/** What a role's card shows. */
export interface Card {
  pane: string
  /** Its name as it is spoken of; further seats have their number with it. */
  role: string
  description: string | null
  command: string
  start: boolean
  status: AgentStatus | 'not-started'
  /** The status in words: "working", "waits for you", "exited with code 1". */
  word: string
  tool: string | null
  detail: string | null
  since: number
  waitingFor: string | null
  /** A question or plan of its agent that has no answer yet, and whose answer it awaits. */
  asks: { plan: boolean; to: Question['to'] } | null
  error: string | null
  limited: boolean
  /** Which round the work in hand is, reports that a check sent back included; 0 before the first task. */
  round: number
  /** How often it may; null without a limit. */
  maxRounds: number | null
  /** Tasks of this role that wait for their turn; all seats have one queue, which the first shows. */
  queued: number
  /** What moves at it when it has been quiet for long, and since when nothing does; null while there is nothing to say. */
  life: Life | null
  /** Share of the agent's context that is free, 0 to 1; null where the agent does not tell. */
  contextLeft: number | null
  /** Why it gets nothing new; null while it does. */
  held: string | null
  /** Its context runs out, and a fresh agent would have something to go on with. */
  offersHandOver: boolean
  /** A fresh agent is about to take its place. */
  handOver: HandOver | null
  /** A delivery to this pane that is not simply delivered. */
  delivery: { id: string; state: DeliveryState; hold: HoldReason | null; detail: string | null } | null
  /** The task in hand, otherwise the last one. */
  task: Task | null
}

const openTaskStates: ReadonlySet<Task['state']> = new Set([
  'queued',
  'delivering',
  'working',
  'checking',
  'held',
])
const settledDeliveryStates: ReadonlySet<DeliveryState> = new Set(['proven', 'refused'])

/** The agent that lives in a pane, or lived there last; null before the first start. */
export function agentOf(run: Run, paneId: string): Agent | null {
  const id = run.panes[paneId]?.agent
  return id ? (run.agents[id] ?? null) : null
}

/** The pane whose role leads the run; null where there is no team. */
export function orchestratorOf(run: Run): Pane | null {
  return run.paneOrder.map((id) => run.panes[id]).find((pane) => pane?.start) ?? null
}

/** Whether agents of this pane are told a role that they must not forget: an orchestrator's, or how to make a proposal. */
export function hasRole(run: Run, paneId: string): boolean {
  if (run.generates) return true
  return run.orchestration !== null && run.panes[paneId]?.start === true
}

/** Whether an agent has lost its role and has yet to get it again; until then nothing else goes to it. */
export function lacksRole(run: Run, { forgot, exit, pane }: Agent): boolean {
  return forgot && exit === null && hasRole(run, pane)
}

/** The tasks of a pane's role, whichever of its seats they went to, in the order they were given. */
export function tasksOf(run: Run, paneId: string): Task[] {
  const role = run.panes[paneId]?.role
  return Object.values(run.tasks).filter((task) => task.role === role)
}

/** The tasks that this seat has, or had last, in the order they were given. */
export function tasksAt(run: Run, paneId: string): Task[] {
  return Object.values(run.tasks).filter((task) => task.pane === paneId)
}

/** How often work has come to this role: tasks that were handed out or wait their turn, and reports that a check sent back. */
export function roundsOf(run: Run, paneId: string): number {
  const tasks = tasksOf(run, paneId).filter((task) => task.state !== 'cancelled' && task.state !== 'held')
  return tasks.length + tasks.reduce((sum, task) => sum + task.returned, 0)
}

/** The task that the pane's agent has in hand: being delivered, worked on or checked. */
export function currentTask(run: Run, paneId: string): Task | null {
  return tasksAt(run, paneId).find(inHand) ?? null
}

/** The task that this agent has in hand. In its pane the report of an agent before it may still be checked. */
export function taskInHand(run: Run, agent: { id: string; pane: string }): Task | null {
  return tasksAt(run, agent.pane).find((task) => inHand(task) && task.agent === agent.id) ?? null
}

/** Whether an agent has it: being delivered, worked on or checked. */
export function inHand({ state }: Task): boolean {
  return state === 'delivering' || state === 'working' || state === 'checking'
}

/** Whether a task has not come to an end. */
export function isOpen(task: Task): boolean {
  return openTaskStates.has(task.state)
}

/** Deliveries that can still change, of one pane or of all. */
export function openDeliveries(run: Run, paneId?: string): Delivery[] {
  return Object.values(run.deliveries).filter(
    (delivery) =>
      !settledDeliveryStates.has(delivery.state) && (paneId === undefined || delivery.pane === paneId),
  )
}

/** The person's texts for a pane that have yet to go out, in the order in which they will. */
export function waitingPrompts(run: Run, paneId: string): Delivery[] {
  return openDeliveries(run, paneId)
    .filter(({ purpose, state }) => purpose === 'prompt' && state === 'held')
    .sort((a, b) => a.place - b.place)
}

/** What the card of a pane says. @throws Error when the run has no such pane. */
export function cardOf(run: Run, paneId: string): Card {
  const pane = run.panes[paneId]
  if (!pane) throw new Error(`${run.id} has no pane ${paneId}`)
  const agent = agentOf(run, paneId)
  const task = currentTask(run, paneId) ?? tasksAt(run, paneId).at(-1) ?? null
  const queued = tasksOf(run, paneId).filter((candidate) => candidate.state === 'queued').length
  const open = openDeliveries(run, paneId)
  // The one that the others wait for tells why.
  const delivery = open.find(({ hold }) => hold !== 'behind') ?? open[0] ?? null
  return {
    pane: paneId,
    role: seatName(pane),
    description: pane.description ?? null,
    command: pane.command,
    start: pane.start,
    status: agent?.status ?? 'not-started',
    word: statusWord(agent, pane),
    tool: agent?.tool ?? null,
    detail: agent?.detail ?? null,
    since: agent?.since ?? run.openedAt,
    waitingFor: agent?.waitingFor ?? null,
    asks: awaitedAnswer(run, agent),
    error: pane.startFailure ?? agent?.error ?? null,
    limited: agent?.limited ?? false,
    round: roundAt(run, pane, task, queued),
    maxRounds: run.limits.maxRounds ?? null,
    queued: seatNumber(pane) === 1 ? queued : 0,
    life: agent?.life ?? null,
    contextLeft: contextLeftOf(agent),
    held: seatNumber(pane) === 1 ? (pane.held?.reason ?? null) : null,
    offersHandOver: offersHandOver(run, paneId),
    handOver: pane.handOver,
    delivery: delivery && {
      id: delivery.id,
      state: delivery.state,
      hold: delivery.hold,
      detail: delivery.detail,
    },
    task,
  }
}

/** The newest question in the agent's own words that is open. */
function awaitedAnswer(run: Run, agent: Agent | null): Card['asks'] {
  const question = Object.values(run.questions).findLast(
    (one) => one.agent === agent?.id && one.about === null && !one.answer && !isMoot(run, one),
  )
  return question ? { plan: question.plan, to: question.to } : null
}

/** Whether nobody needs the answer any more: the task that it was asked about has been cancelled. */
export function isMoot(run: Run, { task }: Question): boolean {
  return task !== null && run.tasks[task]?.state === 'cancelled'
}

/** Tasks side by side are each in a round of their own; otherwise it is the role's. */
function roundAt(run: Run, pane: Pane, task: Task | null, queued: number): number {
  if (seatsOf(run, pane.role).length === 1) return roundsOf(run, pane.pane) - queued
  return task && task.state !== 'queued' ? task.round + task.returned : 0
}

/** Share of its context below which a fresh agent is offered, unless the config says otherwise. */
export const DEFAULT_HANDOVER_AT = 0.15

/** Whether the agent's context runs out while it has something to hand over: a task, a conversation that is kept, the lead. */
export function offersHandOver(run: Run, paneId: string): boolean {
  const pane = run.panes[paneId]
  const agent = agentOf(run, paneId)
  const left = contextLeftOf(agent)
  if (!pane || left === null || agent?.exit !== null || pane.handOver !== null) return false
  return left < (run.limits.handoverAt ?? DEFAULT_HANDOVER_AT) && hasSomethingToHandOver(run, pane)
}

/** A role that starts afresh for every task has nothing to hand over between two of them. */
function hasSomethingToHandOver(run: Run, pane: Pane): boolean {
  return pane.start || run.orchestration === null || !pane.clear || currentTask(run, pane.pane) !== null
}

/** The task that the pane's agent has begun and not reported, also when it was lost with that agent. */
export function taskToHandOver(run: Run, paneId: string): Task | undefined {
  const current = currentTask(run, paneId)
  if (current) return current.state === 'checking' ? undefined : current
  const carried = Object.values(run.deliveries).filter(({ agent }) => agent === run.panes[paneId]?.agent)
  return Object.values(run.tasks).find(
    ({ id, state, lost }) =>
      state === 'queued' && lost > 0 && carried.some((delivery) => delivery.tasks.includes(id)),
  )
}

/** Whether the agent is in the middle of something that ending it would cut. */
export function inATurn(agent: Agent): boolean {
  return (
    agent.status === 'thinking' ||
    agent.status === 'working' ||
    (agent.status === 'waiting' && agent.lastPrompt !== null)
  )
}

function contextLeftOf(agent: Agent | null): number | null {
  const { contextUsed = null, contextSize = null } = agent?.usage ?? {}
  if (contextUsed === null || contextSize === null) return null
  return Math.min(1, Math.max(0, 1 - contextUsed / contextSize))
}

/** The status of a pane’s agent in a word or two. */
export function statusWord(agent: Agent | null, pane: Pane): string {
  if (pane.startFailure !== null) return 'could not start'
  if (!agent) return 'not started'
  if (agent.status === 'waiting') return 'waits for you'
  if (agent.status === 'exited' && agent.exit && !agent.exit.expected) {
    return agent.exit.signal ? `ended by ${agent.exit.signal}` : `exited with code ${agent.exit.code ?? '?'}`
  }
  return agent.status
}

/** How many agents are in which status. */
export interface Totals {
  working: number
  waiting: number
  idle: number
  other: number
}

/** Counts agents of open runs for the status bar and the menu bar. Thinking counts as working. */
export function totalsOf(runs: readonly Run[]): Totals {
  const totals: Totals = { working: 0, waiting: 0, idle: 0, other: 0 }
  for (const run of runs) {
    if (run.phase === 'closed') continue
    for (const pane of run.paneOrder) {
      const agent = agentOf(run, pane)
      const known = run.panes[pane]
      if (!agent && known && isVacant(known)) continue
      const status = agent?.status
      if (status === 'working' || status === 'thinking') totals.working++
      else if (status === 'waiting') totals.waiting++
      else if (status === 'idle') totals.idle++
      else totals.other++
    }
  }
  return totals
}

/** Panes whose agent is in the middle of something: named before a run is closed. */
export function busyPanes(run: Run): Pane[] {
  return run.paneOrder
    .map((id) => run.panes[id])
    .filter((pane): pane is Pane => {
      if (!pane) return false
      const status = agentOf(run, pane.pane)?.status
      return (
        status === 'working' ||
        status === 'thinking' ||
        status === 'waiting' ||
        currentTask(run, pane.pane) !== null
      )
    })
}

/** Whether a question still waits for its answer. One about an agent's own dialog is over when the dialog is. */
export function isOpenQuestion(run: Run, question: Question): boolean {
  if (question.answer) return false
  if (!question.about) return true
  const agent = run.agents[question.agent]
  return agent?.status === 'waiting' && agent.ask === question.about.ask
}

/** What the orchestrator was asked about the thing that an agent asks now. */
export function adviceFor(run: Run, agent: Agent): Question | undefined {
  return Object.values(run.questions).findLast(
    (question) => question.agent === agent.id && question.about?.ask === agent.ask,
  )
}
