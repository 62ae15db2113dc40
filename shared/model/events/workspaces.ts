/** One agent beside panes of commands. */

import { z } from 'zod'
import { AgentId, PaneId } from '../ids'

/** What one pane beside the agent of a workspace is for: `init` shows how the workspace is made ready. */
const SideKind = z.enum(['init', 'fixed', 'reactive'])

/** A pane beside the agent of a workspace. */
export const SidePane = z.object({
  side: PaneId,
  kind: SideKind,
  name: z.string(),
  /** What it runs. A reactive pane has nothing to run before a rule gives it something. */
  command: z.string().optional(),
  /** Seconds after which it runs again; absent: once. */
  every: z.number().positive().optional(),
})
export type SidePane = z.infer<typeof SidePane>

/** Sends those commands of the agent that match to a reactive pane. */
export const WorkspaceRule = z.object({
  /** Regular expression, as the config has it. */
  pattern: z.string(),
  /** Seconds after which the command runs again; absent: once. */
  every: z.number().positive().optional(),
})
export type WorkspaceRule = z.infer<typeof WorkspaceRule>

/** A workspace as it was opened. A later edit of the config does not change it. */
export const Workspace = z.object({
  /** The mode's name in the config. */
  mode: z.string(),
  /** First prompt of each new agent. */
  seed: z.string().optional(),
  sides: z.array(SidePane),
  rules: z.array(WorkspaceRule),
})
export type Workspace = z.infer<typeof Workspace>

/** Why a rule of a workspace gave a pane its command. */
export const SideCause = z.object({ agent: AgentId, pattern: z.string() })
export type SideCause = z.infer<typeof SideCause>

/** The command that makes a workspace ready is through: its agent and its panes have the environment that it made. */
export const workspaceReady = z.object({ type: z.literal('workspace-ready') })

/** A side pane is about to run a command in a session of its own; the one before it has ended. */
export const sideStarted = z.object({
  type: z.literal('side-started'),
  side: PaneId,
  session: AgentId,
  command: z.string(),
  /** Seconds after which it runs again. */
  every: z.number().positive().optional(),
  /** The rule that chose it; absent for the config's own command. */
  because: SideCause.optional(),
})

/** The command of a side pane could not be started. */
export const sideStartFailed = z.object({
  type: z.literal('side-start-failed'),
  side: PaneId,
  reason: z.string(),
})

/** One run of a watched command is over with another result than the one before. */
export const sideRan = z.object({
  type: z.literal('side-ran'),
  side: PaneId,
  session: AgentId,
  code: z.number(),
})

/** The program of a side pane is gone. */
export const sideEnded = z.object({
  type: z.literal('side-ended'),
  side: PaneId,
  session: AgentId,
  code: z.number().nullable(),
  signal: z.string().nullable(),
})

/** The person lets a watched command rest, or go on. */
export const sidePaused = z.object({ type: z.literal('side-paused'), side: PaneId, paused: z.boolean() })
