import { z } from 'zod'
import { MAX_TEXT_BYTES } from './text-size'

/**
 * What the `dot-agent-deck` command asks on behalf of the agent whose pane it runs in. Who asks is never part of the
 * request: the post box knows it from the agent's token.
 */

const role = z.string().min(1).max(256)
const text = z.string().max(MAX_TEXT_BYTES)

/** What an agent’s command asks, by its verb. */
export const VerbRequest = z.discriminatedUnion('verb', [
  /** One batch of one task for each role. */
  z.object({
    verb: z.literal('delegate'),
    to: z.array(role).min(1).max(64),
    text,
    /** Ids of tasks that must be done before. */
    after: z.array(z.string().max(64)).max(64).optional(),
    /** Files and folders that these tasks claim. */
    paths: z.array(z.string().min(1).max(1024)).max(256).optional(),
  }),
  z.object({
    verb: z.literal('work-done'),
    text,
    outcome: z.enum(['done', 'blocked', 'failed']),
    /** From the orchestrator: the run is over. */
    done: z.boolean(),
    /** Proposed for next time, a sentence each. */
    lessons: z.array(z.string().min(1).max(2000)).max(20).optional(),
  }),
  z.object({
    verb: z.literal('ask'),
    text,
    to: z.enum(['orchestrator', 'person']),
    /** A plan for the task in hand, to be approved by whom the config says. */
    plan: z.boolean().optional(),
  }),
  /** From the orchestrator: an answer to a worker's question, by its id. */
  z.object({
    verb: z.literal('answer'),
    question: z.string().max(64),
    text,
    /** Of a plan: the work may begin. */
    approve: z.boolean().optional(),
  }),
  /** A note to another agent of the run, where the config says `peers = true`. */
  z.object({ verb: z.literal('tell'), to: role, text }),
  z.object({ verb: z.literal('status') }),
  z.object({ verb: z.literal('tasks') }),
  z.object({ verb: z.literal('peek'), role, lines: z.number().int().min(1).max(2000) }),
  /** From the terminal host: a file in the outbox is no message of an agent's. */
  z.object({ verb: z.literal('outbox-ignored'), file: z.string().max(4096), why: z.string().max(200) }),
  /** An agent's own hook, as the agent wrote it; its adapter makes sense of it. */
  z.object({ verb: z.literal('hook'), agent: z.string().max(64), payload: z.unknown() }),
])

/** A task as `tasks` tells of it. */
export const TaskSummary = z.object({
  task: z.string(),
  batch: z.string(),
  role: z.string(),
  /** The agent that has it or had it, where its role has several: "coder 2". Null before it is handed out. */
  seat: z.string().nullable(),
  round: z.number(),
  state: z.string(),
  outcome: z.string().nullable(),
  preview: z.string(),
  file: z.string(),
  report: z.string().nullable(),
  minutes: z.number(),
})
/** A role as `status` tells of it. */
export const RoleSummary = z.object({
  role: z.string(),
  orchestrator: z.boolean(),
  status: z.string(),
  tool: z.string().nullable(),
  detail: z.string().nullable(),
  waitingFor: z.string().nullable(),
  task: z.string().nullable(),
  queued: z.number(),
  seconds: z.number(),
})

/** The answer to an agent’s command. */
export const VerbReply = z.discriminatedUnion('ok', [
  /** Accepted and, where it changes anything, on disk. `message` is for the agent to read. */
  z.object({
    ok: z.literal(true),
    message: z.string(),
    tasks: z.array(TaskSummary).optional(),
    roles: z.array(RoleSummary).optional(),
    screen: z.string().optional(),
  }),
  /** Refused. `reason` says what happened, `fix` what to do next. */
  z.object({ ok: z.literal(false), reason: z.string(), fix: z.string() }),
])

export type VerbRequest = z.infer<typeof VerbRequest>
export type VerbReply = z.infer<typeof VerbReply>
export type TaskSummary = z.infer<typeof TaskSummary>
export type RoleSummary = z.infer<typeof RoleSummary>
