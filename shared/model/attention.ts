import type { AgentStatus } from './events'
import { whyFrozen } from './life'
import { agentOf, cardOf, offersHandOver, orchestratorOf, statusWord } from './selectors'
import { nameOf, seatName, seatNumber } from './seats'
import type { Run } from './state'
import { oneLine } from './timeline'

/** Something that needs the person. The lower the rank, the sooner. */
export interface AttentionItem {
  /** Stable while its cause lasts. */
  key: string
  rank: number
  kind:
    | 'approval'
    | 'held'
    | 'paused'
    | 'role-held'
    | 'resting'
    | 'edits'
    | 'tree-changed'
    | 'waiting'
    | 'frozen'
    | 'context'
    | 'question'
    | 'plan'
    | 'lesson'
    | 'unproven'
    | 'failed'
    | 'start-failed'
    | 'proposal'
    | 'no-proposal'
    | 'task-failed'
    | 'finished'
  pane: string | null
  role: string
  /** One sentence: "coder waits for you: trust this folder". */
  text: string
  since: number
  /** A permission that the card may answer. */
  answerable?: true
  refs: {
    task?: string
    question?: string
    delivery?: string
    agent?: string
    report?: string
    change?: string
  }
}

/** All that needs the person in a run, most urgent first. */
export function attentionOf(run: Run): AttentionItem[] {
  if (run.phase === 'closed') return []
  const items: AttentionItem[] = []
  const role = (pane: string) => nameOf(run, pane)

  for (const id of run.paneOrder) {
    const pane = run.panes[id]
    const agent = agentOf(run, id)
    if (!pane) continue
    const name = seatName(pane)
    if (pane.held && seatNumber(pane) === 1) {
      items.push({
        key: `role-held:${id}:${pane.held.at}`,
        rank: 1,
        kind: 'role-held',
        pane: id,
        role: name,
        text: pane.held.reason,
        since: pane.held.at,
        refs: {},
      })
    }
    if (pane.startFailure !== null) {
      items.push({
        key: `start-failed:${id}:${pane.startFailedAt ?? 0}`,
        rank: 1,
        kind: 'start-failed',
        pane: id,
        role: name,
        text: `${name} could not start: ${pane.startFailure}`,
        since: pane.startFailedAt ?? run.openedAt,
        refs: {},
      })
    } else if (agent?.status === 'waiting') {
      items.push({
        key: `waiting:${agent.id}:${agent.since}`,
        rank: 0,
        kind: 'waiting',
        pane: id,
        role: name,
        text: `${name} waits for you${agent.waitingFor ? `: ${oneLine(agent.waitingFor)}` : ''}`,
        since: agent.since,
        ...(agent.answerable ? { answerable: true as const } : {}),
        refs: { agent: agent.id },
      })
    } else if (agent && whyFrozen(agent.life) !== null) {
      const since = agent.life?.stillSince ?? agent.since
      items.push({
        key: `frozen:${agent.id}:${since}`,
        rank: 2,
        kind: 'frozen',
        pane: id,
        role: pane.role,
        text: `${pane.role} stands still: ${whyFrozen(agent.life)}`,
        since,
        refs: { agent: agent.id },
      })
    } else if (agent?.status === 'error') {
      items.push({
        key: `failed:${agent.id}:${agent.since}`,
        rank: 3,
        kind: 'failed',
        pane: id,
        role: name,
        text: `${name} stopped with an error${agent.error ? `: ${agent.error}` : ''}`,
        since: agent.since,
        refs: { agent: agent.id },
      })
    } else if (agent?.status === 'exited' && agent.exit && !agent.exit.expected) {
      items.push({
        key: `exited:${agent.id}`,
        rank: 3,
        kind: 'failed',
        pane: id,
        role: name,
        text: `${name} ${statusWord(agent, pane)}`,
        since: agent.since,
        refs: { agent: agent.id },
      })
    }
  }
  for (const id of run.paneOrder) {
    const agent = agentOf(run, id)
    if (!agent || !offersHandOver(run, id)) continue
    const { contextLeft } = cardOf(run, id)
    items.push({
      key: `context:${agent.id}`,
      rank: 4,
      kind: 'context',
      pane: id,
      role: role(id),
      text: `${role(id)} has ${Math.round((contextLeft ?? 0) * 100)} % of its context left`,
      since: agent.usage?.at ?? agent.since,
      refs: { agent: agent.id },
    })
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
  for (const change of Object.values(run.changes)) {
    const lead = orchestratorOf(run)
    items.push({
      key: changeKey(change.id),
      rank: 3,
      kind: 'tree-changed',
      pane: lead?.pane ?? null,
      role: lead?.role ?? '',
      text: change.detail,
      since: change.at,
      refs: { change: change.id },
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
  items.push(...proposalItems(run))
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

/** Key of the item that a change of the tree makes: it is settled by dismissing it. */
export function changeKey(change: string): string {
  return `change:${change}`
}

/** Of a run whose agent is to propose a config: what it proposed, or that it rests without having proposed anything. */
function proposalItems(run: Run): AttentionItem[] {
  const lead = orchestratorOf(run)
  if (!run.generates || !lead) return []
  const { proposal } = run
  const at = { pane: lead.pane, role: lead.role, refs: {} }
  if (proposal && proposal.verdict !== 'returned') {
    if (proposal.accepted !== null) return []
    const text =
      proposal.verdict === 'valid'
        ? `${lead.role} proposes a team: ${proposal.detail}`
        : proposal.text
          ? `${lead.role} proposes a team that still has errors`
          : `${lead.role} proposes no team: ${proposal.detail}`
    return [
      { ...at, key: `proposal:${proposal.number}`, rank: 1, kind: 'proposal', text, since: proposal.at },
    ]
  }
  if (!restsWithoutProposal(run)) return []
  const since = agentOf(run, lead.pane)?.since ?? run.openedAt
  const text = `${lead.role} has stopped and handed in no valid proposal`
  return [{ ...at, key: `no-proposal:${since}`, rank: 2, kind: 'no-proposal', text, since }]
}

/** The agent that is to propose a config has ended its turn without a valid one. */
export function restsWithoutProposal(run: Run): boolean {
  const lead = orchestratorOf(run)
  const agent = lead && agentOf(run, lead.pane)
  if (!run.generates || !agent || agent.status !== 'idle') return false
  if (run.proposal && run.proposal.verdict !== 'returned') return false
  return Object.values(run.deliveries).some(
    ({ agent: of, provenAt }) => of === agent.id && provenAt !== null && provenAt < agent.since,
  )
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
