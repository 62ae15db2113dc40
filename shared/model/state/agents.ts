/** Agents, and what is known of them. */

import type { AgentStatus, AskOption, LifeSign, StatusSource, TokenCounts, UsageSource } from '../events'

/** What an agent has used since its start, as itself tells. */
export interface Usage {
  tokens: TokenCounts
  /** US dollars; null where the agent does not tell. */
  costUsd: number | null
  /** Tokens in its context, and how many fit; null where the agent does not tell. */
  contextUsed: number | null
  contextSize: number | null
  /** How good these two are. */
  contextSource: UsageSource
  source: UsageSource
  at: number
}

/** What moves at an agent that has been quiet for long. */
export interface Life {
  signs: LifeSign[]
  /** When something last moved, once it stands still. */
  stillSince: number | null
  /** Its processes were stopped by a signal. */
  stopped: boolean
}

/** One process that lives or lived in a pane. */
export interface Agent {
  id: string
  pane: string
  kind: string
  conversation: string | null
  /** Something was said in it, before which CLIs keep nothing that could be gone on with. */
  begun: boolean
  /** Its conversation was compacted or begun anew, and what it has to know of its role was not put to it since. */
  forgot: boolean
  startedAt: number
  status: AgentStatus
  /** When the present status began. */
  since: number
  source: StatusSource
  tool: string | null
  detail: string | null
  waitingFor: string | null
  /** The card may answer what it waits for: a permission, or a question with `options`. */
  answerable: boolean
  /** The choices of its question, in order; null for anything else. */
  options: AskOption[] | null
  /** How often it has asked so far. */
  ask: number
  error: string | null
  limited: boolean
  lastPrompt: string | null
  toolCount: number
  /** Null while it has told nothing, or never does. */
  usage: Usage | null
  /** Null while its turn is young, or it is in none. */
  life: Life | null
  exit: { code: number | null; signal: string | null; expected: boolean; at: number } | null
}
