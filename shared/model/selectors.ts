import type { AgentStatus, DeliveryState, HoldReason } from './events'
import type { Agent, Delivery, Pane, Run, Task } from './state'

/** What a role's card shows. */
export interface Card {
  pane: string
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
  error: string | null
  limited: boolean
  /** Which round the work in hand is, reports that a check sent back included; 0 before the first task. */
  round: number
  /** How often it may; null without a limit. */
  maxRounds: number | null
  /** Tasks of this role that wait for their turn. */
  queued: number
  /** Share of the agent's context that is free, 0 to 1; null where the agent does not tell. */
  contextLeft: number | null
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

export function agentOf(run: Run, paneId: string): Agent | null {
  const id = run.panes[paneId]?.agent
  return id ? (run.agents[id] ?? null) : null
}

export function orchestratorOf(run: Run): Pane | null {
  return run.paneOrder.map((id) => run.panes[id]).find((pane) => pane?.start) ?? null
}

/** A role's tasks in the order they were given. */
export function tasksOf(run: Run, paneId: string): Task[] {
  return Object.values(run.tasks).filter((task) => task.pane === paneId)
}

/** How often work has come to this role: tasks that were handed out or wait their turn, and reports that a check sent back. */
export function roundsOf(run: Run, paneId: string): number {
  const tasks = tasksOf(run, paneId).filter((task) => task.state !== 'cancelled' && task.state !== 'held')
  return tasks.length + tasks.reduce((sum, task) => sum + task.returned, 0)
}

/** The task that the pane's agent has in hand: being delivered, worked on or checked. */
export function currentTask(run: Run, paneId: string): Task | null {
  return (
    tasksOf(run, paneId).find(
      (task) => task.state === 'delivering' || task.state === 'working' || task.state === 'checking',
    ) ?? null
  )
}

export function isOpen(task: Task): boolean {
  return openTaskStates.has(task.state)
}

export function openDeliveries(run: Run, paneId?: string): Delivery[] {
  return Object.values(run.deliveries).filter(
    (delivery) =>
      !settledDeliveryStates.has(delivery.state) && (paneId === undefined || delivery.pane === paneId),
  )
}

export function cardOf(run: Run, paneId: string): Card {
  const pane = run.panes[paneId]
  if (!pane) throw new Error(`${run.id} has no pane ${paneId}`)
  const agent = agentOf(run, paneId)
  const tasks = tasksOf(run, paneId)
  const task = currentTask(run, paneId) ?? tasks.at(-1) ?? null
  const delivery = openDeliveries(run, paneId)[0] ?? null
  return {
    pane: paneId,
    role: pane.role,
    description: pane.description ?? null,
    command: pane.command,
    start: pane.start,
    status: agent?.status ?? 'not-started',
    word: statusWord(agent, pane),
    tool: agent?.tool ?? null,
    detail: agent?.detail ?? null,
    since: agent?.since ?? run.openedAt,
    waitingFor: agent?.waitingFor ?? null,
    error: pane.startFailure ?? agent?.error ?? null,
    limited: agent?.limited ?? false,
    round: roundsOf(run, paneId) - tasks.filter((candidate) => candidate.state === 'queued').length,
    maxRounds: run.limits.maxRounds ?? null,
    queued: tasks.filter((candidate) => candidate.state === 'queued').length,
    contextLeft: contextLeftOf(agent),
    delivery: delivery && {
      id: delivery.id,
      state: delivery.state,
      hold: delivery.hold,
      detail: delivery.detail,
    },
    task,
  }
}

function contextLeftOf(agent: Agent | null): number | null {
  const { contextUsed = null, contextSize = null } = agent?.usage ?? {}
  if (contextUsed === null || contextSize === null) return null
  return Math.min(1, Math.max(0, 1 - contextUsed / contextSize))
}

function statusWord(agent: Agent | null, pane: Pane): string {
  if (pane.startFailure !== null) return 'could not start'
  if (!agent) return 'not started'
  if (agent.status === 'waiting') return 'waits for you'
  if (agent.status === 'exited' && agent.exit && !agent.exit.expected) {
    return agent.exit.signal ? `ended by ${agent.exit.signal}` : `exited with code ${agent.exit.code ?? '?'}`
  }
  return agent.status
}

/** Most urgent first; what a tab's dot shows is the first that any agent of the run has. */
const urgency: readonly AgentStatus[] = [
  'error',
  'waiting',
  'working',
  'thinking',
  'starting',
  'idle',
  'exited',
]

/** The most urgent status inside a run: an item that needs the person counts as waiting. */
export function urgencyOf(run: Run): AgentStatus {
  const present = new Set(run.paneOrder.map((pane) => agentOf(run, pane)?.status ?? 'exited'))
  if (attentionOf(run).some((item) => item.kind !== 'finished')) present.add('waiting')
  return urgency.find((status) => present.has(status)) ?? 'exited'
}

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
      const status = agentOf(run, pane)?.status
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

/** Something that needs the person. The lower the rank, the sooner. */
export interface AttentionItem {
  /** Stable while its cause lasts. */
  key: string
  rank: number
  kind:
    | 'approval'
    | 'held'
    | 'paused'
    | 'resting'
    | 'edits'
    | 'waiting'
    | 'question'
    | 'plan'
    | 'lesson'
    | 'unproven'
    | 'failed'
    | 'start-failed'
    | 'task-failed'
    | 'finished'
  pane: string | null
  role: string
  /** One sentence: "coder waits for you: trust this folder". */
  text: string
  since: number
  /** A permission that the card may answer. */
  answerable?: true
  refs: { task?: string; question?: string; delivery?: string; agent?: string; report?: string }
}

/** All that needs the person in a run, most urgent first. */
export function attentionOf(run: Run): AttentionItem[] {
  if (run.phase === 'closed') return []
  const items: AttentionItem[] = []
  const role = (pane: string) => run.panes[pane]?.role ?? pane

  for (const id of run.paneOrder) {
    const pane = run.panes[id]
    const agent = agentOf(run, id)
    if (!pane) continue
    if (pane.startFailure !== null) {
      items.push({
        key: `start-failed:${id}:${pane.startFailedAt ?? 0}`,
        rank: 1,
        kind: 'start-failed',
        pane: id,
        role: pane.role,
        text: `${pane.role} could not start: ${pane.startFailure}`,
        since: pane.startFailedAt ?? run.openedAt,
        refs: {},
      })
    } else if (agent?.status === 'waiting') {
      items.push({
        key: `waiting:${agent.id}:${agent.since}`,
        rank: 0,
        kind: 'waiting',
        pane: id,
        role: pane.role,
        text: `${pane.role} waits for you${agent.waitingFor ? `: ${agent.waitingFor}` : ''}`,
        since: agent.since,
        ...(agent.answerable ? { answerable: true as const } : {}),
        refs: { agent: agent.id },
      })
    } else if (agent?.status === 'error') {
      items.push({
        key: `failed:${agent.id}:${agent.since}`,
        rank: 3,
        kind: 'failed',
        pane: id,
        role: pane.role,
        text: `${pane.role} stopped with an error${agent.error ? `: ${agent.error}` : ''}`,
        since: agent.since,
        refs: { agent: agent.id },
      })
    } else if (agent?.status === 'exited' && agent.exit && !agent.exit.expected) {
      items.push({
        key: `exited:${agent.id}`,
        rank: 3,
        kind: 'failed',
        pane: id,
        role: pane.role,
        text: `${pane.role} ${statusWord(agent, pane)}`,
        since: agent.since,
        refs: { agent: agent.id },
      })
    }
  }
  for (const question of Object.values(run.questions)) {
    if (question.to !== 'person' || question.answer) continue
    items.push({
      key: `question:${question.id}`,
      rank: 1,
      kind: question.plan ? 'plan' : 'question',
      pane: question.pane,
      role: role(question.pane),
      text: `${role(question.pane)} ${question.plan ? 'has a plan' : 'asks'}: ${question.text.preview}`,
      since: question.at,
      refs: { question: question.id },
    })
  }
  for (const task of Object.values(run.tasks)) {
    if (task.state !== 'held') continue
    const approval = task.hold?.why === 'approval'
    items.push({
      key: `held:${task.id}:${task.since}`,
      rank: 1,
      kind: approval ? 'approval' : 'held',
      pane: task.pane,
      role: task.role,
      text: approval
        ? `${task.role} waits for your yes: ${task.text.preview}`
        : `Task ${task.id} is held. ${task.hold?.detail ?? ''}`.trim(),
      since: task.since,
      refs: { task: task.id },
    })
  }
  for (const report of Object.values(run.reports)) {
    const edits = report.checks.find((check) => check.kind === 'edits' && check.verdict === 'failed')
    if (!edits) continue
    items.push({
      key: `edits:${report.id}`,
      rank: 3,
      kind: 'edits',
      pane: report.pane,
      role: role(report.pane),
      text: edits.detail,
      since: report.at,
      refs: { report: report.id, ...(report.task ? { task: report.task } : {}) },
    })
  }
  for (const delivery of Object.values(run.deliveries)) {
    const stuckOnDraft = delivery.state === 'held' && delivery.hold === 'draft'
    if (delivery.state !== 'unproven' && !stuckOnDraft) continue
    items.push({
      key: `delivery:${delivery.id}:${delivery.state}:${delivery.since}`,
      rank: 2,
      kind: 'unproven',
      pane: delivery.pane,
      role: role(delivery.pane),
      text: stuckOnDraft
        ? `A text for ${role(delivery.pane)} waits: you have half-typed text there`
        : `A text for ${role(delivery.pane)} may not have arrived. ${delivery.detail ?? ''}`.trim(),
      since: delivery.since,
      refs: { delivery: delivery.id, ...(delivery.tasks[0] ? { task: delivery.tasks[0] } : {}) },
    })
  }
  for (const task of Object.values(run.tasks)) {
    // A report of "blocked" or "failed" goes to the orchestrator; only a task given up by the deck is the person's.
    if (task.state !== 'failed' || task.report) continue
    items.push({
      key: `task-failed:${task.id}`,
      rank: 2,
      kind: 'task-failed',
      pane: task.pane,
      role: task.role,
      text: `Task ${task.id} of ${task.role} was given up. ${task.reason ?? ''}`.trim(),
      since: task.since,
      refs: { task: task.id },
    })
  }
  for (const [key, raised] of run.phase === 'running' ? Object.entries(run.raised) : []) {
    items.push({
      key,
      rank: 2,
      kind: 'resting',
      pane: raised.pane,
      role: role(raised.pane),
      text: raised.text,
      since: raised.at,
      refs: {},
    })
  }
  if (run.paused?.by === 'deck') {
    items.push({
      key: `paused:${run.paused.at}`,
      rank: 1,
      kind: 'paused',
      pane: null,
      role: '',
      text: run.paused.reason,
      since: run.paused.at,
      refs: {},
    })
  }
  const lessons = Object.values(run.lessons).filter((lesson) => lesson.accepted === null)
  if (run.phase === 'finished' && lessons.length > 0) {
    items.push({
      key: `lessons:${run.endedAt ?? 0}`,
      rank: 4,
      kind: 'lesson',
      pane: null,
      role: '',
      text: `${lessons.length} ${lessons.length === 1 ? 'lesson is' : 'lessons are'} proposed for AGENTS.md`,
      since: run.endedAt ?? 0,
      refs: {},
    })
  }
  if (run.phase === 'finished') {
    items.push({
      key: `finished:${run.endedAt ?? 0}`,
      rank: 5,
      kind: 'finished',
      pane: orchestratorOf(run)?.pane ?? null,
      role: orchestratorOf(run)?.role ?? '',
      text:
        run.outcome === 'done'
          ? 'The run has finished'
          : `The run failed: ${run.endReason ?? 'no reason given'}`,
      since: run.endedAt ?? 0,
      refs: {},
    })
  }
  return items.filter((item) => !run.dismissed[item.key]).sort((a, b) => a.rank - b.rank || a.since - b.since)
}
