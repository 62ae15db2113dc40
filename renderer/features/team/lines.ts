import { signsOfLife, whyFrozen } from '#shared/model/life'
import type { Card } from '#shared/model/selectors'
import type { Run } from '#shared/model/state'
import { contextWords } from '../usage/usage-words'
import { asksWords, deliveryWords, heldWords } from './words'

/** What a card says below its name, and how tall that makes it. */
export interface CardLines {
  /** What it does: only while it is busy. */
  doing: string | null
  /** What it needs, or what is held up. */
  needs: { text: string; urgent: boolean } | null
}

/** The check of its report that runs now, by name. */
export function runningCheck(run: Run, card: Card): string | null {
  return (card.task?.report && run.reports[card.task.report]?.checking) || null
}

/**
 * One line when calm, two when busy, three when somebody is needed.
 * @param checking the check of its report that runs now
 */
export function cardLines(card: Card, checking: string | null = null): CardLines {
  const busy = card.status === 'working' || card.status === 'thinking' || card.status === 'starting'
  const hand = busy ? (card.tool ?? card.detail ?? null) : null
  const alive = busy && card.life ? signsOfLife(card.life) : null
  const doing = hand ?? (checking === null ? alive : `checking: ${checking}`)
  if (card.error) return { doing, needs: { text: card.error, urgent: true } }
  const frozen = whyFrozen(card.life)
  if (frozen !== null) return { doing, needs: { text: `Stands still: ${frozen}`, urgent: true } }
  if (card.status === 'waiting') {
    return { doing: card.tool, needs: { text: card.waitingFor ?? 'Look at its terminal', urgent: true } }
  }
  if (card.asks) return { doing, needs: { text: asksWords(card.asks), urgent: card.asks.to === 'person' } }
  if (card.task?.state === 'held') {
    return { doing, needs: { text: `Task ${card.task.id} ${heldWords(card.task)}`, urgent: true } }
  }
  if (card.held !== null) {
    return { doing, needs: { text: 'Gets nothing new: its budget is spent', urgent: true } }
  }
  if (card.handOver) {
    const text = card.handOver.text ? 'A fresh agent takes over' : 'A fresh agent takes over after this turn'
    return { doing, needs: { text, urgent: false } }
  }
  // A submission that only awaits its proof takes moments; a line for it would come and go.
  if (card.delivery && card.delivery.state !== 'typing' && card.delivery.state !== 'submitted') {
    const text = `Delivery ${deliveryWords(card.delivery)}`
    return {
      doing,
      needs: { text, urgent: card.delivery.state === 'unproven' || card.delivery.hold === 'draft' },
    }
  }
  if (card.offersHandOver && card.contextLeft !== null)
    return { doing, needs: { text: contextWords(card.contextLeft), urgent: false } }
  return { doing, needs: null }
}
