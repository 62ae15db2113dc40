/** What agents say to each other and to the person beside tasks and reports. */

import { z } from 'zod'
import { AgentId, LocalId, PaneId } from '../ids'
import { AskSeen } from './agents'
import { StoredText } from './text'

/** A worker asks, or proposes a plan. */
export const questionAsked = z.object({
  type: z.literal('question-asked'),
  question: LocalId,
  pane: PaneId,
  agent: AgentId,
  to: z.enum(['orchestrator', 'person']),
  task: LocalId.optional(),
  text: StoredText,
  /** A plan that has to be approved before the work on the task counts. */
  plan: z.boolean().optional(),
  /** What the agent's own dialog asks: the orchestrator is asked for its advice. The agent does not know. */
  about: AskSeen.optional(),
})

/** A question has its answer. */
export const questionAnswered = z.object({
  type: z.literal('question-answered'),
  question: LocalId,
  by: z.enum(['orchestrator', 'person']),
  text: StoredText,
  /** Of a plan: the work may begin. */
  approved: z.boolean().optional(),
  /** Of what a dialog asks: `allow`, `deny` or the label of a choice; absent when the words name none. */
  advice: z.string().optional(),
})

/** A note from one agent to another, where the config allows it. */
export const noteTold = z.object({
  type: z.literal('note-told'),
  note: LocalId,
  from: PaneId,
  to: PaneId,
  text: StoredText,
})

/** What an agent proposes to keep for next time; only the person puts it into a file. */
export const lessonProposed = z.object({
  type: z.literal('lesson-proposed'),
  lesson: LocalId,
  pane: PaneId,
  text: z.string().max(2000),
})

/** The person accepted a lesson, or let it go. */
export const lessonDecided = z.object({
  type: z.literal('lesson-decided'),
  lesson: LocalId,
  accepted: z.boolean(),
})
