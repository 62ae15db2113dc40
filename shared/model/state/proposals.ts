/** What an agent proposes as the config of a folder. */

import type { StoredText } from '../events'

/** A config that the agent of a run has handed in, the newest one. */
export interface Proposal {
  number: number
  attempt: number
  verdict: 'valid' | 'returned' | 'given-up'
  errors: number
  detail: string
  /** Null when there was nothing that could be read. */
  text: StoredText | null
  outside: string[]
  at: number
  /** What the person decided; null until then. */
  accepted: boolean | null
}
