import type { Agent } from '#shared/model/state'
import type { Asked } from '../agents/asked'
import { newTracker, toolInHand, type TrackerState } from '../agents/index'

export type ShownStatus = ReturnType<typeof shownStatus>

/** What a card shows of an agent. `asked` is what it asks, as far as that is certain. */
export function shownStatus(tracker: TrackerState, asked: Asked | undefined) {
  const tool = toolInHand(tracker)
  const waiting = tracker.waitingFor
  return {
    status: tracker.status,
    source: tracker.trust === 'none' ? ('process' as const) : tracker.trust,
    tool: tool?.name,
    detail: tool?.detail,
    waitingFor:
      asked?.what ??
      (waiting && (waiting.question ? `${waitingVerb(waiting.what)}${waiting.question}` : waiting.what)),
    answerable: asked !== undefined,
    options: asked?.options,
    ask: tracker.asks,
    error: tracker.error,
    // Without a hook or a report of its own, all that is known is what the screen shows.
    limited: tracker.status !== 'starting' && (tracker.trust === 'screen' || tracker.trust === 'title'),
  }
}

/** Goes on from what the journal says; the next hook, title or screen corrects it. */
export function knownTracker(agent: Agent): TrackerState {
  return {
    ...newTracker(agent.since),
    status: agent.status,
    tools:
      agent.tool === null
        ? []
        : [{ name: agent.tool, ...(agent.detail === null ? {} : { detail: agent.detail }) }],
    toolCount: agent.toolCount,
    asks: agent.ask,
    trust: agent.source === 'process' ? 'none' : agent.source,
    ...(agent.waitingFor === null
      ? {}
      : { waitingFor: { what: 'answer', question: agent.waitingFor, by: 'screen' } }),
  }
}

/** "permission" and its like say less than the question itself. */
function waitingVerb(what: string): string {
  return what === 'permission' || what === 'question' || what === 'answer' || what === 'other'
    ? ''
    : `${what}: `
}
