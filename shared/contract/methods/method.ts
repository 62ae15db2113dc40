import { z } from 'zod'
import { PaneId, RunId } from '../../model/ids'
import { MAX_TEXT_BYTES } from '../text-size'

/** What starts an agent, as a person types it in. */
export const agentCommand = z.string().trim().min(1).max(4096)
/** A folder's path. */
export const dir = z.string().min(1).max(4096)
/** A text of the person's. */
export const text = z.string().min(1).max(MAX_TEXT_BYTES)
/** Where nothing has to be said. */
export const nothing = z.object({})
/** What an agent asked when the person decided: of which agent's pane, for the how-manieth time, and in which words. */
export const asked = {
  run: RunId,
  pane: PaneId,
  ask: z.number().int().nonnegative(),
  waitingFor: z.string().nullable(),
}

/** One thing that a window may ask: what it has to give, and what it gets. */
export function method<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { input, output }
}
