/** Reports and edits, and what the deck found about them. */

import type { CheckResult, ReportOutcome, StoredText } from '../events'

/** What `work-done` said. */
export interface Report {
  id: string
  /** Null when nobody had asked for it. */
  task: string | null
  pane: string
  agent: string
  outcome: ReportOutcome
  text: StoredText
  at: number
  /** The delivery that carried it to the orchestrator. */
  delivery: string | null
  /** The check that runs now. */
  checking: string | null
  checks: CheckResult[]
  /** Null until every check is through. */
  verdict: 'accepted' | 'returned' | 'failed' | null
}

/** An edit found while only the orchestrator was at work, which may not edit. */
export interface TreeChange {
  id: string
  detail: string
  /** The change as a patch. */
  text: StoredText
  at: number
}
