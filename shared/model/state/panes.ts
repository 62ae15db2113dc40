/** The slots of a run, and what is asked of them. */

import type { StoredText, TeamRole } from '../events'

/** The slot of a role, or of one of its seats. */
export interface Pane extends TeamRole {
  /** The agent that lives here now, or lived here last. */
  agent: string | null
  /** Why the last start failed, until one succeeds. */
  startFailure: string | null
  /** When it failed, while `startFailure` stands. */
  startFailedAt: number | null
  /** Set while it gets nothing new. */
  held: { reason: string; at: number } | null
  /** A fresh agent is to take the place of the one that lives here. */
  handOver: HandOver | null
}

/** A hand-over that is asked for and not done: its new agent has yet to start. */
export interface HandOver {
  /** Whom it takes the place of. */
  agent: string
  /** `idle`: when its turn is over. */
  when: 'idle' | 'now'
  /** What the new agent is to know; null until it is written. */
  text: StoredText | null
  /** The task that goes along; null without one. */
  task: string | null
}
