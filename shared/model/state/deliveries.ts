/** Texts on their way into an agent's input box. */

import type { DeliveryPurpose, DeliveryState, HoldReason, Proof } from '../events'

/** One text on its way into one agent’s input box. */
export interface Delivery {
  id: string
  purpose: DeliveryPurpose
  pane: string
  agent: string | null
  route: 'argument' | 'typed'
  text: string
  tasks: string[]
  reports: string[]
  questions: string[]
  notices: string[]
  /** Its place among what waits for the same agent; lower goes first. */
  place: number
  state: DeliveryState
  hold: HoldReason | null
  proof: Proof | null
  detail: string | null
  createdAt: number
  since: number
  submittedAt: number | null
  provenAt: number | null
}
