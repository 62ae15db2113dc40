import { whyFrozen } from '../life'
import { nameOf, seatName, seatNumber } from '../seats'
import { agentOf, cardOf, offersHandOver, statusWord } from '../selectors'
import type { Pane, Run } from '../state'
import { oneLine } from '../timeline'
import type { AttentionItem } from './item'

/** What stands in a pane: a role that is held, an agent that could not start, waits, stands still or has stopped. */
export function paneItems(run: Run): AttentionItem[] {
  return run.paneOrder.flatMap((id) => {
    const pane = run.panes[id]
    if (!pane) return []
    return [heldRole(id, pane), stuckAgent(run, id, pane)].filter((item) => item !== null)
  })
}

/** A role is held as a whole: its first seat tells. */
function heldRole(id: string, pane: Pane): AttentionItem | null {
  if (!pane.held || seatNumber(pane) !== 1) return null
  return {
    key: `role-held:${id}:${pane.held.at}`,
    rank: 1,
    kind: 'role-held',
    pane: id,
    role: seatName(pane),
    text: pane.held.reason,
    since: pane.held.at,
    refs: {},
  }
}

/** The one thing that keeps the agent of a pane from going on. */
function stuckAgent(run: Run, id: string, pane: Pane): AttentionItem | null {
  const name = seatName(pane)
  const agent = agentOf(run, id)
  if (pane.startFailure !== null)
    return {
      key: `start-failed:${id}:${pane.startFailedAt ?? 0}`,
      rank: 1,
      kind: 'start-failed',
      pane: id,
      role: name,
      text: `${name} could not start: ${pane.startFailure}`,
      since: pane.startFailedAt ?? run.openedAt,
      refs: {},
    }
  if (!agent) return null
  if (agent.status === 'waiting')
    return {
      key: `waiting:${agent.id}:${agent.since}`,
      rank: 0,
      kind: 'waiting',
      pane: id,
      role: name,
      text: `${name} waits for you${agent.waitingFor ? `: ${oneLine(agent.waitingFor)}` : ''}`,
      since: agent.since,
      ...(agent.answerable ? { answerable: true as const } : {}),
      refs: { agent: agent.id },
    }
  const frozen = whyFrozen(agent.life)
  if (frozen !== null) {
    const since = agent.life?.stillSince ?? agent.since
    return {
      key: `frozen:${agent.id}:${since}`,
      rank: 2,
      kind: 'frozen',
      pane: id,
      role: name,
      text: `${name} stands still: ${frozen}`,
      since,
      refs: { agent: agent.id },
    }
  }
  if (agent.status === 'error')
    return {
      key: `failed:${agent.id}:${agent.since}`,
      rank: 3,
      kind: 'failed',
      pane: id,
      role: name,
      text: `${name} stopped with an error${agent.error ? `: ${agent.error}` : ''}`,
      since: agent.since,
      refs: { agent: agent.id },
    }
  if (agent.status === 'exited' && agent.exit && !agent.exit.expected)
    return {
      key: `exited:${agent.id}`,
      rank: 3,
      kind: 'failed',
      pane: id,
      role: name,
      text: `${name} ${statusWord(agent, pane)}`,
      since: agent.since,
      refs: { agent: agent.id },
    }
  return null
}

/** Agents whose context runs out, where a fresh one is offered. */
export function contextItems(run: Run): AttentionItem[] {
  return run.paneOrder.flatMap((id): AttentionItem[] => {
    const agent = agentOf(run, id)
    if (!agent || !offersHandOver(run, id)) return []
    const { contextLeft } = cardOf(run, id)
    const name = nameOf(run, id)
    return [
      {
        key: `context:${agent.id}`,
        rank: 4,
        kind: 'context',
        pane: id,
        role: name,
        text: `${name} has ${Math.round((contextLeft ?? 0) * 100)} % of its context left`,
        since: agent.usage?.at ?? agent.since,
        refs: { agent: agent.id },
      },
    ]
  })
}
