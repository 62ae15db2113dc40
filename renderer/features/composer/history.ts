import type { Run } from '#shared/model/state'

/** What the person sent to this pane, oldest first; the same text twice in a row counts once. */
export function sentTexts(run: Run, pane: string): string[] {
  return Object.values(run.deliveries)
    .filter((delivery) => delivery.purpose === 'prompt' && delivery.pane === pane)
    .sort((a, b) => a.createdAt - b.createdAt)
    .map((delivery) => delivery.text)
    .filter((text, index, all) => text !== all[index - 1])
}

/**
 * Where Up and Down go in the history. Positions count back from the end: 0 is the empty box, 1 the newest text.
 */
export function stepHistory(position: number, by: 1 | -1, count: number): number {
  return Math.min(count, Math.max(0, position + by))
}
