import type { DeliveryPurpose, DeliveryState, HoldReason } from '#shared/model/events'
import type { Card } from '#shared/model/selectors'
import type { Task } from '#shared/model/state'
import { contextWords } from '../usage/usage-words'

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
  note: 'Note',
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

/** Why a task waits for the person. */
export function heldWords({ hold }: Task): string {
  if (hold?.why === 'approval') return 'waits for your yes'
  return hold?.detail ? `is held: ${hold.detail}` : 'is held'
}

/** Whose answer an agent awaits. */
export function asksWords({ plan, to }: NonNullable<Card['asks']>): string {
  if (to === 'person') return plan ? 'Its plan waits for your yes' : 'Waits for your answer'
  return plan ? 'Its plan waits for the orchestrator' : 'Waits for the orchestrator’s answer'
}

/** How often work has come to a role: "2/8", without a limit "round 2" from the second on. */
export function roundText({ round, maxRounds }: Pick<Card, 'round' | 'maxRounds'>): string | null {
  if (round === 0) return null
  if (maxRounds !== null) return `${round}/${maxRounds}`
  return round > 1 ? `round ${round}` : null
}

/** The same in words. */
export function roundWords({ round, maxRounds }: Pick<Card, 'round' | 'maxRounds'>): string | null {
  if (round === 0) return null
  return maxRounds === null ? `round ${round}` : `round ${round} of ${maxRounds}`
}

/** A card in one sentence, for screen readers: "coder, working, npm test, round 2". */
export function cardName(card: Card): string {
  return [
    card.role,
    card.word,
    card.tool ?? card.waitingFor ?? card.error,
    card.asks ? asksWords(card.asks).toLowerCase() : null,
    roundWords(card),
    card.contextLeft !== null && card.status !== 'exited' ? contextWords(card.contextLeft) : null,
    card.queued > 0 ? `${card.queued} queued` : null,
    card.delivery ? `delivery ${deliveryWords(card.delivery)}` : null,
    card.task?.state === 'held' ? `task ${card.task.id} ${heldWords(card.task)}` : null,
    card.held !== null ? 'gets nothing new: its budget is spent' : null,
    card.task?.state === 'checking' ? 'report is being checked' : null,
    card.limited ? 'limited status' : null,
  ]
    .filter((part) => part !== null && part !== '')
    .join(', ')
}
