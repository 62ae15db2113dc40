/** One agent: its process, what it does, what it asks in its own dialogs, and what it uses. */

import { z } from 'zod'
import { AgentId, PaneId } from '../ids'

/** What an agent is doing, as shown on its card. */
export const AgentStatus = z.enum(['starting', 'idle', 'thinking', 'working', 'waiting', 'error', 'exited'])
export type AgentStatus = z.infer<typeof AgentStatus>

/** Who said so, most trusted first. */
export const StatusSource = z.enum(['hook', 'osc7501', 'title', 'screen', 'process'])
export type StatusSource = z.infer<typeof StatusSource>

/**
 * What moves at an agent in a turn: its terminal prints, it reports (hooks, status, usage), its processes use CPU time, or processes
 * come and go.
 */
export const LifeSign = z.enum(['screen', 'reports', 'cpu', 'processes'])
export type LifeSign = z.infer<typeof LifeSign>

/** Tokens that an agent has used since its start. */
export const TokenCounts = z.object({
  /** Sent to the model, without what came from its cache. */
  input: z.number().nonnegative(),
  /** Written by the model. */
  output: z.number().nonnegative(),
  /** Sent, but read from the model's cache. */
  cacheRead: z.number().nonnegative(),
  /** Sent, and put into the cache. */
  cacheWrite: z.number().nonnegative(),
})
export type TokenCounts = z.infer<typeof TokenCounts>

/** How good a figure is. A figure that nobody tells is unavailable. */
export const UsageSource = z.enum(['measured', 'estimated'])
export type UsageSource = z.infer<typeof UsageSource>

/** One choice of a question that an agent's own dialog asks, in the agent's words. */
export const AskOption = z.object({ label: z.string(), detail: z.string().optional() })
export type AskOption = z.infer<typeof AskOption>

/** What an agent's own dialog asks, as it was read. */
export const AskSeen = z.object({
  /** For the how-manieth time the agent asks something. */
  ask: z.number().int().nonnegative(),
  what: z.string(),
  options: z.array(AskOption).optional(),
})
export type AskSeen = z.infer<typeof AskSeen>

/** An agent is about to be started in a pane; its id is new at each start. */
export const agentStarted = z.object({
  type: z.literal('agent-started'),
  agent: AgentId,
  pane: PaneId,
  /** Adapter id, such as `claude` or `any`. */
  kind: z.string(),
  pid: z.number().int().optional(),
  /** The agent CLI's own conversation id, when we chose it. */
  conversation: z.string().optional(),
  /** It goes on with that conversation, which an earlier agent has begun. */
  resumed: z.literal(true).optional(),
  purpose: z.enum(['open', 'task', 'person', 'recovery', 'hand-over']),
})

/** An agent could not be started. */
export const agentStartFailed = z.object({
  type: z.literal('agent-start-failed'),
  pane: PaneId,
  reason: z.string(),
})

/** What a card shows of an agent has changed. */
export const agentObserved = z.object({
  type: z.literal('agent-observed'),
  agent: AgentId,
  status: AgentStatus,
  source: StatusSource,
  tool: z.string().optional(),
  detail: z.string().optional(),
  /** What it waits for, in words: "trust this folder", "approve Bash: npm test". */
  waitingFor: z.string().optional(),
  error: z.string().optional(),
  /** What it asks is certain, so that the card may answer it: a permission, or a question with `options`. */
  answerable: z.boolean().optional(),
  options: z.array(AskOption).optional(),
  /** How often it has asked so far: an answer names the one that was read. */
  ask: z.number().int().nonnegative().optional(),
  /** Only what the screen shows is known: the agent's hooks did not reach us. */
  limited: z.boolean().optional(),
})

/** A prompt was submitted to an agent, whoever typed it. */
export const agentPrompted = z.object({
  type: z.literal('agent-prompted'),
  agent: AgentId,
  /** First 200 characters of what was submitted, whoever typed it. */
  text: z.string(),
})

/** An agent told the id of its own conversation. */
export const agentConversation = z.object({
  type: z.literal('agent-conversation'),
  agent: AgentId,
  conversation: z.string(),
  /** Adapter id, when the agent made itself known only now. */
  kind: z.string().optional(),
  how: z.enum(['startup', 'resume', 'clear', 'compact']),
})

/** The answer to a permission, or to a question of an agent's own dialog. Written before it is given. */
export const askAnswered = z.object({
  type: z.literal('ask-answered'),
  agent: AgentId,
  /** What was asked, in full. */
  what: z.string(),
  /** `allow` is for this once; any other word is the label of the choice. */
  answer: z.string(),
  by: z.enum(['person', 'orchestrator']),
})

/** The person began a new conversation in the same process; seen to be empty. */
export const conversationReset = z.object({
  type: z.literal('conversation-reset'),
  agent: AgentId,
  /** The new one's id; absent while the agent has not told it. */
  conversation: z.string().optional(),
})

/** An agent’s screen says that its conversation was compacted, where no hook does. */
export const conversationCompacted = z.object({
  type: z.literal('conversation-compacted'),
  agent: AgentId,
})

/** An agent’s process has ended. */
export const agentExited = z.object({
  type: z.literal('agent-exited'),
  agent: AgentId,
  code: z.number().nullable(),
  signal: z.string().nullable(),
  /** The deck ended it: for a new task, or because the run closes. */
  expected: z.boolean(),
})

/** What an agent's own record says it has used so far, told at the end of a turn. */
export const usageSeen = z.object({
  type: z.literal('usage-seen'),
  agent: AgentId,
  tokens: TokenCounts,
  /** US dollars since its start, where the agent tells. */
  costUsd: z.number().nonnegative().optional(),
  /** Tokens in its context now, and how many fit. */
  contextUsed: z.number().nonnegative().optional(),
  contextSize: z.number().positive().optional(),
  /** How good these two are, where that is another than `source`. */
  contextSource: UsageSource.optional(),
  source: UsageSource,
})

/** What moves at an agent that has been in one state of a turn for a minute, or that nothing does. Told when it changes; the end of the turn ends it. */
export const lifeSeen = z.object({
  type: z.literal('life-seen'),
  agent: AgentId,
  signs: z.array(LifeSign),
  /** It stands still: epoch milliseconds of the last sign. */
  stillSince: z.number().optional(),
  /** Its processes were stopped by a signal, such as SIGSTOP. */
  stopped: z.boolean().optional(),
})
