/** What agents, the person and the deck say to each other. */

import type { AskSeen, StoredText } from '../events'

/** Something that the orchestrator has to know and nobody reported. */
export interface LeadNotice {
  id: string
  /** Same key, same cause. */
  key: string
  text: string
  at: number
  delivery: string | null
  withdrawn: boolean
}

/** What an agent has asked. */
export interface Question {
  id: string
  pane: string
  agent: string
  to: 'orchestrator' | 'person'
  task: string | null
  text: StoredText
  at: number
  delivery: string | null
  answer: StoredText | null
  plan: boolean
  /** Of an answered plan. */
  approved: boolean
  /** What the agent's own dialog asks; null for a question of the agent's words. */
  about: AskSeen | null
  /** The orchestrator's advice on it, as the journal's `question-answered` has it. */
  advice: string | null
}
