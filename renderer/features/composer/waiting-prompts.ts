import type { Delivery, Run } from '#shared/model/state'
import { ask, deck } from '../../state/deck'

/** Milliseconds after which a text that has not gone out is shown as waiting; one that goes out at once never is. */
const SHOW_AFTER = 800

/** The person's texts for a pane that wait, in the order in which they will go, and those that may not have arrived. */
export function waitingPrompts(run: Run, pane: string, now: number): Delivery[] {
  return Object.values(run.deliveries)
    .filter(
      (delivery) =>
        delivery.purpose === 'prompt' &&
        delivery.pane === pane &&
        (delivery.state === 'unproven' ||
          (delivery.state === 'held' && now - delivery.createdAt >= SHOW_AFTER)),
    )
    .sort((a, b) => a.place - b.place)
}

/**
 * Takes a text back before it is typed.
 * @returns whether it was; false when it went out first.
 */
export async function takeBackPrompt(run: string, delivery: string): Promise<boolean> {
  const state = () => deck.getState().runs[run]?.deliveries[delivery]?.state
  if ((await ask('delivery.cancel', { run, delivery })) === null) return false
  // The answer says only that the wish has arrived; the journal says what became of it.
  if (state() === 'held') {
    await new Promise<void>((resolve) => {
      const stop = deck.subscribe(() => {
        if (state() === 'held') return
        stop()
        resolve()
      })
    })
  }
  return state() === 'refused'
}

/** A text that comes back into the box, ahead of what is being written there. */
export function withDraft(text: string, draft: string): string {
  return draft.trim() === '' ? text : `${text}\n\n${draft}`
}
