import { z } from 'zod'

/**
 * What `.dot-agent-deck.toml` means once it has been read: names in camelCase, every default filled in. The file itself
 * uses snake_case; `electron/engine/config` translates.
 */

/** Name of the project's config file, in the project folder. */
export const CONFIG_FILE_NAME = '.dot-agent-deck.toml'
/** Larger files are refused unread: a config is a page of text. */
export const MAX_CONFIG_BYTES = 1024 * 1024
/** Minutes a worker may take to answer when the config does not say. */
export const DEFAULT_RESPONSE_TIMEOUT_MINUTES = 120
/** One week. Longer timeouts fall back to the default. */
export const MAX_RESPONSE_TIMEOUT_MINUTES = 10_080
/** Minutes a gate may run when it does not say. */
export const DEFAULT_GATE_TIMEOUT_MINUTES = 20
/** Share of the budget at which new deliveries are held when the config does not say. */
export const DEFAULT_PAUSE_AT = 0.85
/** Bytes of UTF-8 that a role or orchestration name may have. */
export const MAX_NAME_BYTES = 128

const count = z.number().int().positive()

/** A command that the deck runs when its role says work-done; a failure goes back to the worker. */
export const Gate = z.object({
  name: z.string(),
  command: z.string(),
  timeoutMinutes: z.number().positive(),
  /** `task`: the command is told which files the task is about, and is passed over when it changed none. */
  scope: z.enum(['project', 'task']),
})

/** Limits of one run, or of one role in it. New deliveries are held at `pauseAt` of any of them; a running turn is never cut. */
export const Budget = z.object({
  tokens: z.number().positive().optional(),
  costUsd: z.number().positive().optional(),
  minutes: z.number().positive().optional(),
  /** Share between 0 (exclusive) and 1. */
  pauseAt: z.number().positive().max(1),
})

/** One member of a team. */
export const Role = z.object({
  name: z.string(),
  /** A shell command that ends in an agent. */
  command: z.string(),
  /** Marks the orchestrator. */
  start: z.boolean(),
  /** What the orchestrator is told about this role. */
  description: z.string().optional(),
  promptTemplate: z.string().optional(),
  /** A new agent for every task. */
  clear: z.boolean(),
  /** Tasks at once, each with an agent of its own; further ones queue. */
  maxParallel: count,
  /** Who is asked about what this role's own program asks, and who decides: see `permissions` in docs/config.md. */
  permissions: z.enum(['person', 'advice', 'orchestrator']),
  /** Who approves a plan before work starts. */
  plan: z.enum(['none', 'orchestrator', 'person']),
  /** `person`: a delegation to this role waits for a person's yes. */
  approval: z.enum(['none', 'person']),
  /** False: an edit of the tree fails the report; of the orchestrator it is shown to the person. */
  mayEdit: z.boolean(),
  /** Names of the roles it may give tasks to, resolved: every worker for the orchestrator, nobody for a worker. */
  mayDelegateTo: z.array(z.string()),
  /** Another machine, `ssh://host/path`; here when absent. */
  where: z.string().optional(),
  gates: z.array(Gate),
  budget: Budget.optional(),
})

/** Conditions under which it makes no sense to go on. */
export const stopKinds = ['gate-failed', 'task-failed', 'same-finding'] as const
/** A run is paused when this has happened so often in a row: written as "gate-failed 3". */
export const StopRule = z.object({ kind: z.enum(stopKinds), times: count })

/** A named team. */
export const Orchestration = z.object({
  /** As written, or the folder's name. */
  name: z.string(),
  roles: z.array(Role),
  /** Path inside the project, shown live and handed to the orchestrator again after a restart. */
  trackingFile: z.string().optional(),
  /** Each run gets its own git worktree and branch. */
  worktree: z.boolean(),
  /** Agents of the run may pass notes to each other. */
  peers: z.boolean(),
  /** Tasks working at once in one run. */
  maxParallel: count.optional(),
  /** Times one task may go back to a role. */
  maxRounds: count.optional(),
  /** Share of an agent's context, 0 to 1, below which a fresh agent is offered. */
  handoverAt: z.number().min(0).max(1).optional(),
  /** Standing rule, put in every task of every role. */
  instructions: z.string().optional(),
  budget: Budget.optional(),
  /** When the run is paused because it gets nowhere. */
  stopWhen: z.array(StopRule).optional(),
})

/** A side pane of a mode. `watch` runs it again every 10 s. */
export const ModePane = z.object({ name: z.string(), command: z.string(), watch: z.boolean() })
/** Routes commands that match `pattern` to a reactive pane. `interval` is in seconds and needs `watch`. */
export const ModeRule = z.object({
  pattern: z.string(),
  watch: z.boolean(),
  interval: z.number().positive().optional(),
})
/** A project's workspace of one agent and command panes. */
export const Mode = z.object({
  name: z.string(),
  initCommand: z.string().optional(),
  seedPrompt: z.string().optional(),
  panes: z.array(ModePane),
  rules: z.array(ModeRule),
  reactivePanes: z.number().int().nonnegative(),
})

/** The whole file. */
export const ProjectConfig = z.object({
  orchestrations: z.array(Orchestration),
  modes: z.array(Mode),
  /** 0: workers are never reported as late. */
  workerResponseTimeoutMinutes: z.number().int().nonnegative(),
  experimental: z.boolean(),
})

/** One problem of the file, for a person. Lines and columns count from 1. */
export const Diagnostic = z.object({
  /** Errors of an orchestration keep it from starting; warnings never do. */
  severity: z.enum(['error', 'warning']),
  /** `file`, `orchestration NAME` or `mode NAME`. */
  scope: z.string(),
  message: z.string(),
  fix: z.string(),
  file: z.string(),
  line: z.number().int().positive(),
  column: z.number().int().positive(),
})

export type Gate = z.infer<typeof Gate>
export type Role = z.infer<typeof Role>
export type StopRule = z.infer<typeof StopRule>
export type Budget = z.infer<typeof Budget>
export type Orchestration = z.infer<typeof Orchestration>
export type ModePane = z.infer<typeof ModePane>
export type ModeRule = z.infer<typeof ModeRule>
export type Mode = z.infer<typeof Mode>
export type ProjectConfig = z.infer<typeof ProjectConfig>
export type Diagnostic = z.infer<typeof Diagnostic>

/** Diagnostics that concern the file as a whole. */
export const FILE_SCOPE = 'file'

/** Scope of the diagnostics of one orchestration. */
export function orchestrationScope(name: string): string {
  return `orchestration ${name}`
}

/** Scope of the diagnostics of one mode. */
export function modeScope(name: string): string {
  return `mode ${name}`
}

/** The errors that keep what has this scope from starting: its own, and those of the file as a whole. */
export function blockingErrors(diagnostics: readonly Diagnostic[], scope: string): Diagnostic[] {
  return diagnostics.filter((d) => d.severity === 'error' && (d.scope === FILE_SCOPE || d.scope === scope))
}
