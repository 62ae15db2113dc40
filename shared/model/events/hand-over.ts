/** A fresh agent in the place of one whose context runs out. */

import { z } from 'zod'
import { AgentId, LocalId, PaneId } from '../ids'
import { StoredText } from './text'

/** The person wants a fresh agent in the place of this one: when its turn is over, or now, which cuts the turn. */
export const handOverAsked = z.object({
  type: z.literal('hand-over-asked'),
  pane: PaneId,
  agent: AgentId,
  when: z.enum(['idle', 'now']),
})

/** The person wants to keep the agent after all. */
export const handOverWithdrawn = z.object({ type: z.literal('hand-over-withdrawn'), pane: PaneId })

/** What the next agent is to know is written down, and the task in hand waits for that agent. The old one ends next. */
export const handedOver = z.object({
  type: z.literal('handed-over'),
  handOver: LocalId,
  pane: PaneId,
  agent: AgentId,
  text: StoredText,
  task: LocalId.optional(),
})
