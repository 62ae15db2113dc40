/** A run from its beginning to its end, its team and what it may use. */

import { z } from 'zod'
import { Orchestration } from '../../contract/config'
import { LocalId, PaneId } from '../ids'
import { FolderBefore } from './proposals'
import { StoredText } from './text'
import { Workspace } from './workspaces'

/** A budget: of a run, or of one role in it. */
const budgetLimits = {
  /** Budget of time. */
  minutes: z.number().positive().optional(),
  /** Budget of tokens, those read from a cache aside. */
  tokens: z.number().positive().optional(),
  /** Budget of money, in US dollars. */
  costUsd: z.number().positive().optional(),
}

/** A role of the team as the run uses it, or one of its seats. `pane` is its slot. */
export const TeamRole = z.object({
  pane: PaneId,
  role: z.string(),
  description: z.string().optional(),
  command: z.string(),
  /** The orchestrator's role. */
  start: z.boolean(),
  /** A new agent for every task. */
  clear: z.boolean(),
  /** Roles that it may delegate to; absent: the orchestrator to every worker, a worker to nobody. */
  leads: z.array(z.string()).optional(),
  /** Its own budget; absent without one. */
  limits: z.object(budgetLimits).optional(),
  /** Which of the role's seats this is, where it has several; absent: its first. */
  seat: z.number().int().min(2).optional(),
  /** The config has fewer seats now: no further task goes here. */
  retired: z.boolean().optional(),
})
export type TeamRole = z.infer<typeof TeamRole>

/** What the config allows this run; absent where it says nothing. */
export const Limits = z.object({
  /** Times that work may come to one role. */
  maxRounds: z.number().int().positive().optional(),
  /** Tasks at work at once. */
  maxParallel: z.number().int().positive().optional(),
  /** Share of an agent's context, 0 to 1, below which a fresh agent is offered. */
  handoverAt: z.number().min(0).max(1).optional(),
  ...budgetLimits,
})
export type Limits = z.infer<typeof Limits>

/**
 * What a config says of a team, as a run has taken it over: the run goes on with this, also in another deck, until it takes
 * over an edit. Gates, approvals and prohibitions are nowhere else.
 */
export const TakenConfig = z.object({
  team: Orchestration,
  /** How long a worker may take to answer; 0: for ever. */
  responseMinutes: z.number().int().nonnegative(),
})
export type TakenConfig = z.infer<typeof TakenConfig>

/** A run begins; the first event of every journal. */
export const runOpened = z.object({
  type: z.literal('run-opened'),
  project: z.object({ dir: z.string(), name: z.string() }),
  /** Where the agents work: the project folder or a worktree of it. */
  directory: z.string(),
  /** Canonical name in the config; null for a plain agent without a team. */
  orchestration: z.string().nullable(),
  title: z.string(),
  /** `export`: a copy of a finished run, opened to be looked at. */
  origin: z.enum(['window', 'command', 'demo', 'export']),
  team: z.array(TeamRole).min(1),
  limits: Limits.optional(),
  /** Absent in journals of older versions. */
  config: TakenConfig.optional(),
  /** Its own git worktree, when it has one: the repository that it belongs to, its branch, and the commit it began at. */
  worktree: z.object({ repository: z.string(), branch: z.string(), base: z.string() }).optional(),
  /** Present when one agent works beside panes of a workspace. */
  workspace: Workspace.optional(),
  /** Its one agent was asked to propose a config for the folder, which was like this before. */
  generates: FolderBefore.optional(),
})

/** The config was edited: what is new for the roles named, further seats included, and for the limits. */
export const teamChanged = z.object({
  type: z.literal('team-changed'),
  team: z.array(TeamRole),
  limits: Limits.optional(),
  /** The config as it is now; absent when nothing else in it has changed. */
  config: TakenConfig.optional(),
})

/** The work is over; the agents may live on so that the person can look and ask. */
export const runFinished = z.object({
  type: z.literal('run-finished'),
  outcome: z.enum(['done', 'failed']),
  by: z.enum(['orchestrator', 'person', 'deck']),
  reason: z.string().optional(),
  summary: StoredText.optional(),
})

/** Every process of the run has ended. */
export const runClosed = z.object({
  type: z.literal('run-closed'),
  reason: z.enum(['person', 'start-failed', 'quit', 'command']),
  detail: z.string().optional(),
})

/** Nothing new is handed out until it goes on; what runs is not cut. */
export const runPaused = z.object({
  type: z.literal('run-paused'),
  by: z.enum(['person', 'deck']),
  reason: z.string(),
  /** What shows it, oldest first: texts of this run. */
  evidence: z.array(z.object({ kind: z.enum(['evidence', 'report', 'task']), id: LocalId })).optional(),
})

/** The run goes on after a pause. */
export const runResumed = z.object({ type: z.literal('run-resumed') })

/** The machine slept or was off, or its clock was set forward: so much of the time counts for no budget. */
export const timeSkipped = z.object({
  type: z.literal('time-skipped'),
  /** Milliseconds. */
  ms: z.number().nonnegative(),
})

/** A role gets nothing new until it goes on: its budget is spent. What it has in hand is not cut. */
export const roleHeld = z.object({ type: z.literal('role-held'), pane: PaneId, reason: z.string() })

/** The person let a held role go on. */
export const roleReleased = z.object({ type: z.literal('role-released'), pane: PaneId })
