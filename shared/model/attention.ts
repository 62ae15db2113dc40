import type { AttentionItem } from './attention/item'
import { contextItems, paneItems } from './attention/panes'
import { proposalItems } from './attention/proposals'
import { endItems, lessonItems, pauseItems, raisedItems } from './attention/run'
import {
  changeItems,
  deliveryItems,
  editItems,
  heldTaskItems,
  lostTaskItems,
  questionItems,
} from './attention/work'
import type { AgentStatus } from './events'
import { agentOf } from './selectors'
import type { Run } from './state'

export type { AttentionItem } from './attention/item'
export { restsWithoutProposal } from './attention/proposals'
export { changeKey } from './attention/work'

/** What can need the person; of equal rank and age the earlier goes first. */
const KINDS: readonly ((run: Run) => AttentionItem[])[] = [
  paneItems,
  contextItems,
  questionItems,
  heldTaskItems,
  editItems,
  changeItems,
  deliveryItems,
  lostTaskItems,
  raisedItems,
  proposalItems,
  pauseItems,
  lessonItems,
  endItems,
]

/** All that needs the person in a run, most urgent first. */
export function attentionOf(run: Run): AttentionItem[] {
  if (run.phase === 'closed') return []
  return KINDS.flatMap((itemsOf) => itemsOf(run))
    .filter((item) => !run.dismissed[item.key])
    .sort((a, b) => a.rank - b.rank || a.since - b.since)
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
