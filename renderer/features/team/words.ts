import type { DeliveryPurpose, DeliveryState, HoldReason } from '#shared/model/events'
import type { Card } from '#shared/model/selectors'
import type { Task } from '#shared/model/state'

const holdWords: Readonly<Record<HoldReason, string>> = {
  starting: 'waits: the agent is still starting',
  busy: 'waits: the agent is in the middle of a turn',
  dialog: 'waits: a dialog is open there',
  draft: 'waits: you have half-typed text there',
  unread: 'waits: the screen cannot be read with certainty',
  behind: 'waits: another delivery goes first',
}

const stateWords: Readonly<Record<DeliveryState, string>> = {
  held: 'waits',
  typing: 'is being typed',
  submitted: 'submitted, proof is awaited',
  proven: 'delivered',
  unproven: 'may not have arrived',
  refused: 'not delivered',
}

/** How far a delivery has come, in words. */
export function deliveryWords(delivery: { state: DeliveryState; hold: HoldReason | null }): string {
  return delivery.state === 'held' && delivery.hold ? holdWords[delivery.hold] : stateWords[delivery.state]
}

/** What is being delivered, as the beginning of a sentence. */
export const purposeWords: Readonly<Record<DeliveryPurpose, string>> = {
  context: 'First prompt',
  task: 'Task',
  report: 'Report',
  question: 'Question',
  answer: 'Answer',
  prompt: 'Your text',
  notice: 'Notice',
}

export const taskStateWords: Readonly<Record<Task['state'], string>> = {
  queued: 'queued',
  delivering: 'being delivered',
  working: 'working',
  checking: 'being checked',
  held: 'held',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
}

/** A card in one sentence, for screen readers: "coder, working, npm test, round 2". */
export function cardName(card: Card): string {
  return [
    card.role,
    card.word,
    card.tool ?? card.waitingFor ?? card.error,
    card.round > 0 ? `round ${card.round}` : null,
    card.queued > 0 ? `${card.queued} queued` : null,
    card.delivery ? `delivery ${deliveryWords(card.delivery)}` : null,
    card.limited ? 'limited status' : null,
  ]
    .filter((part) => part !== null && part !== '')
    .join(', ')
}
