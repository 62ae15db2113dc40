/** Texts on their way into an agent. */

import { z } from 'zod'
import { AgentId, LocalId, PaneId } from '../ids'

/** Why a delivery is for somebody. `prompt` is the person's own text from the composer. */
export const DeliveryPurpose = z.enum([
  'context',
  'task',
  'report',
  'question',
  'answer',
  'prompt',
  'notice',
  'note',
])
export type DeliveryPurpose = z.infer<typeof DeliveryPurpose>

/** What a delivery waits for while it is held. */
export const HoldReason = z.enum([
  'starting', // the agent is not ready yet
  'busy', // a turn is running
  'dialog', // a dialog is open; Enter would answer it
  'draft', // the person has half-typed text in the box
  'unread', // the screen cannot be read with certainty
  'behind', // another delivery to the same agent goes first
])
export type HoldReason = z.infer<typeof HoldReason>

/** What proved that a text was submitted; `report`: the agent reported on the task that it carried, and nothing else told. */
export const Proof = z.enum(['hook', 'screen', 'report'])
export type Proof = z.infer<typeof Proof>

/** How far a delivery has come. */
export const DeliveryState = z.enum(['held', 'typing', 'submitted', 'proven', 'unproven', 'refused'])
export type DeliveryState = z.infer<typeof DeliveryState>

/** A text is to be submitted in an agent’s input box. */
export const deliveryCreated = z.object({
  type: z.literal('delivery-created'),
  delivery: LocalId,
  purpose: DeliveryPurpose,
  pane: PaneId,
  /** The agent it is for; absent while that agent has yet to be started. */
  agent: AgentId.optional(),
  /** `argument`: the new agent's first prompt argument. `typed`: pasted and submitted in its input box. */
  route: z.enum(['argument', 'typed']),
  /** Exactly what is submitted. */
  text: z.string(),
  tasks: z.array(LocalId),
  reports: z.array(LocalId),
  questions: z.array(LocalId),
  notices: z.array(LocalId).optional(),
})

/** More to say to the same agent, added while the delivery was still held: it goes out as one. */
export const deliveryExtended = z.object({
  type: z.literal('delivery-extended'),
  delivery: LocalId,
  text: z.string(),
  reports: z.array(LocalId),
  questions: z.array(LocalId),
  notices: z.array(LocalId).optional(),
})

/** A delivery came further: held, typing, submitted, proven, unproven or refused. */
export const deliveryChanged = z.object({
  type: z.literal('delivery-changed'),
  delivery: LocalId,
  state: DeliveryState,
  agent: AgentId.optional(),
  hold: HoldReason.optional(),
  proof: Proof.optional(),
  /** A sentence for a person: why it was refused, what the screen showed. */
  detail: z.string().optional(),
})

/** The person changed the order of what waits for an agent: the delivery's place in it. Lower goes first; deliveries start with their number. */
export const deliveryMoved = z.object({
  type: z.literal('delivery-moved'),
  delivery: LocalId,
  place: z.number(),
})
