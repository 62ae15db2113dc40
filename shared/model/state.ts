import type { BodyOf, FolderBefore, Limits, StoredText, TakenConfig } from './events'
import type { Agent } from './state/agents'
import type { Delivery } from './state/deliveries'
import type { LeadNotice, Question } from './state/messages'
import type { Pane } from './state/panes'
import type { Proposal } from './state/proposals'
import type { Report, TreeChange } from './state/reports'
import type { Task } from './state/tasks'
import type { TimelineEntry } from './state/timeline'
import type { WorkspaceState } from './state/workspaces'

export type { Usage, Life, Agent } from './state/agents'
export type { Delivery } from './state/deliveries'
export type { LeadNotice, Question } from './state/messages'
export type { Pane, HandOver } from './state/panes'
export type { Proposal } from './state/proposals'
export type { Report, TreeChange } from './state/reports'
export type { TaskState, Task } from './state/tasks'
export type { TimelineEntry } from './state/timeline'
export type { Side, WorkspaceState } from './state/workspaces'

/**
 * A run, as its journal makes it when it is folded; its parts are in the folder `state`, by topic. All times are epoch
 * milliseconds. Every object is replaced, never changed in place.
 */
export interface Run {
  id: string
  /** Of the last event folded in. */
  seq: number
  openedAt: number
  project: { dir: string; name: string }
  directory: string
  orchestration: string | null
  title: string
  origin: 'window' | 'command' | 'demo' | 'export'
  worktree: { repository: string; branch: string; base: string } | null
  workspace: WorkspaceState | null
  /** How the folder was before its agent was asked to propose a config; null for every other run. */
  generates: FolderBefore | null
  proposal: Proposal | null
  phase: 'running' | 'finished' | 'closed'
  outcome: 'done' | 'failed' | null
  endReason: string | null
  endedAt: number | null
  summary: StoredText | null
  limits: Limits
  /** What its team works by. */
  config: TakenConfig
  /** In config order, the orchestrator included; a role's seats one after the other. */
  paneOrder: string[]
  panes: Record<string, Pane>
  agents: Record<string, Agent>
  tasks: Record<string, Task>
  reports: Record<string, Report>
  questions: Record<string, Question>
  changes: Record<string, TreeChange>
  notices: Record<string, LeadNotice>
  lessons: Record<string, { id: string; pane: string; text: string; accepted: boolean | null }>
  deliveries: Record<string, Delivery>
  timeline: TimelineEntry[]
  dismissed: Record<string, true>
  /** What needs the person beyond what the rest of the state tells, by key. */
  raised: Record<string, { pane: string; text: string; at: number; about: 'config' | null }>
  /** Milliseconds since it was opened in which nobody could work: the machine slept or was off. */
  skipped: number
  /** Set while nothing new is handed out. */
  paused: {
    by: 'person' | 'deck'
    reason: string
    at: number
    /** What shows it, oldest first. */
    evidence: NonNullable<BodyOf<'run-paused'>['evidence']>
  } | null
  /** Next numbers for `t`, `b`, `d`, `r`, `q` ids. */
  counters: {
    task: number
    batch: number
    delivery: number
    report: number
    question: number
    notice: number
    lesson: number
    note: number
    handOver: number
    change: number
  }
}
