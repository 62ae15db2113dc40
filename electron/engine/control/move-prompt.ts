import { waitingPrompts } from '#shared/model/selectors'
import type { LiveRun } from '../run/live-run'

/**
 * Puts a text of the person's that waits before another one for the same agent, or last of them.
 * @returns why it cannot be.
 */
export async function movePrompt(
  live: LiveRun,
  id: string,
  before: string | null,
): Promise<string | undefined> {
  const prompt = live.head.deliveries[id]
  if (prompt?.purpose !== 'prompt' || prompt.state !== 'held') return 'This text has gone out already.'
  const waits = waitingPrompts(live.head, prompt.pane)
  const place = placeBefore(waits, prompt, before)
  if (place === undefined) return 'The text that it should go before has gone out already.'
  await live.commit([{ type: 'delivery-moved', delivery: id, place }])
  if (prompt.agent) live.deliveries.poke(prompt.agent)
  return undefined
}

/** A place in a queue right before another entry, or last. Undefined when that entry does not wait any more. */
export function placeBefore<T extends { id: string; place: number }>(
  queue: readonly T[],
  moved: T,
  before: string | null,
): number | undefined {
  const others = queue.filter((other) => other.id !== moved.id)
  const at = before === null ? others.length : others.findIndex((other) => other.id === before)
  if (at < 0) return undefined
  const low = others[at - 1]?.place
  const high = others[at]?.place
  if (low === undefined) return (high ?? moved.place) - 1
  return high === undefined ? low + 1 : (low + high) / 2
}
