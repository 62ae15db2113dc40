/** Tasks, from the delegation to their end. */

import type { ReportOutcome, StoredText, TaskHold } from '../events'

/** `lost` is passed through: a lost task is `queued` again or `failed`. */
export type TaskState =
  'queued' | 'delivering' | 'working' | 'checking' | 'held' | 'done' | 'failed' | 'cancelled'

/** One delegation to one role. */
export interface Task {
  id: string
  batch: string
  from: string
  /** The seat that has it or had it last; before it is handed out, the first of its role. */
  pane: string
  role: string
  round: number
  text: StoredText
  after: string[]
  paths: string[]
  state: TaskState
  /** When the present state began. */
  since: number
  createdAt: number
  /** The agent that got it, once proven. */
  agent: string | null
  delivery: string | null
  report: string | null
  outcome: ReportOutcome | null
  /** Why it is held, while it is. */
  hold: { why: TaskHold; detail: string | null } | null
  /** Its place in the queue; lower goes first. */
  place: number
  /** The working tree before its work, where it is compared: see `tree-noted`. */
  tree: string | null
  /** How often a report of it was sent back by a check. */
  returned: number
  /** How often its agent died under it. */
  lost: number
  /** Milliseconds of its time in hand in which nobody could work: the machine slept or was off. */
  skipped: number
  /** What an earlier agent left for the next one. */
  handOver: StoredText | null
  /** Why it failed or was cancelled. */
  reason: string | null
}
