/** What stands beside the one agent of a workspace. */

import type { SideCause, SidePane, WorkspaceRule } from '../events'

/** A pane beside the agent of a workspace, and what it runs or ran last. */
export interface Side extends Omit<SidePane, 'command' | 'every'> {
  command: string | null
  every: number | null
  /** The session that it shows; null before the first one. */
  session: string | null
  startedAt: number | null
  running: boolean
  /** How the command ended last, and since when it has ended so; null while it never has. */
  result: { code: number | null; signal: string | null; at: number } | null
  /** Why it could not be started, until it is. */
  failure: string | null
  paused: boolean
  because: SideCause | null
}

/** The panes beside the one agent of a run, and the rules by which they follow it. */
export interface WorkspaceState {
  mode: string
  seed: string | null
  /** False until the command that makes it ready is through; true from the start without one. */
  ready: boolean
  /** As in the config: `init`, fixed, reactive. */
  order: string[]
  sides: Record<string, Side>
  rules: WorkspaceRule[]
  /** How often a rule has taken a new reactive pane; the next one is counted from it. */
  turns: number
}
