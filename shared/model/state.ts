import type {
  AgentStatus,
  BodyOf,
  AskOption,
  AskSeen,
  CheckResult,
  DeliveryPurpose,
  DeliveryState,
  FolderBefore,
  HoldReason,
  LifeSign,
  Limits,
  Proof,
  ReportOutcome,
  SideCause,
  SidePane,
  StatusSource,
  StoredText,
  TakenConfig,
  TaskHold,
  TeamRole,
  TokenCounts,
  UsageSource,
  WorkspaceRule,
} from './events'

/** All times are epoch milliseconds. Every object here is replaced, never changed in place. */

/** `lost` is passed through: a lost task is `queued` again or `failed`. */
export type TaskState =
  'queued' | 'delivering' | 'working' | 'checking' | 'held' | 'done' | 'failed' | 'cancelled'

export interface Pane extends TeamRole {
  /** The agent that lives here now, or lived here last. */
  agent: string | null
  /** Why the last start failed, until one succeeds. */
  startFailure: string | null
  /** When it failed, while `startFailure` stands. */
  startFailedAt: number | null
  /** Set while it gets nothing new. */
  held: { reason: string; at: number } | null
  /** A fresh agent is to take the place of the one that lives here. */
  handOver: HandOver | null
}

/** A hand-over that is asked for and not done: its new agent has yet to start. */
export interface HandOver {
  /** Whom it takes the place of. */
  agent: string
  /** `idle`: when its turn is over. */
  when: 'idle' | 'now'
  /** What the new agent is to know; null until it is written. */
  text: StoredText | null
  /** The task that goes along; null without one. */
  task: string | null
}

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

export interface Agent {
  id: string
  pane: string
  kind: string
  conversation: string | null
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

export interface Task {
  id: string
  batch: string
  from: string
  /** The seat that has it or had it last; before it is handed out, the first of its role. */
  pane: string
  role: string
  round: number
  text: StoredText
  after: string[]
  paths: string[]
  state: TaskState
  /** When the present state began. */
  since: number
  createdAt: number
  /** The agent that got it, once proven. */
  agent: string | null
  delivery: string | null
  report: string | null
  outcome: ReportOutcome | null
  /** Why it is held, while it is. */
  hold: { why: TaskHold; detail: string | null } | null
  /** Its place in the queue; lower goes first. */
  place: number
  /** The working tree before its work, where it is compared: see `tree-noted`. */
  tree: string | null
  /** How often a report of it was sent back by a check. */
  returned: number
  /** How often its agent died under it. */
  lost: number
  /** Milliseconds of its time in hand in which nobody could work: the machine slept or was off. */
  skipped: number
  /** What an earlier agent left for the next one. */
  handOver: StoredText | null
  /** Why it failed or was cancelled. */
  reason: string | null
}

export interface Report {
  id: string
  /** Null when nobody had asked for it. */
  task: string | null
  pane: string
  agent: string
  outcome: ReportOutcome
  text: StoredText
  at: number
  /** The delivery that carried it to the orchestrator. */
  delivery: string | null
  /** The check that runs now. */
  checking: string | null
  checks: CheckResult[]
  /** Null until every check is through. */
  verdict: 'accepted' | 'returned' | 'failed' | null
}

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

/** An edit found while only the orchestrator was at work, which may not edit. */
export interface TreeChange {
  id: string
  detail: string
  /** The change as a patch. */
  text: StoredText
  at: number
}

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

export interface Delivery {
  id: string
  purpose: DeliveryPurpose
  pane: string
  agent: string | null
  route: 'argument' | 'typed'
  text: string
  tasks: string[]
  reports: string[]
  questions: string[]
  notices: string[]
  /** Its place among what waits for the same agent; lower goes first. */
  place: number
  state: DeliveryState
  hold: HoldReason | null
  proof: Proof | null
  detail: string | null
  createdAt: number
  since: number
  submittedAt: number | null
  provenAt: number | null
}

/** One line of "who told whom what, when, how proven". `from` and `to` are role names, or "you" / "deck". */
export interface TimelineEntry {
  seq: number
  at: number
  kind:
    | 'opened'
    | 'task'
    | 'report'
    | 'question'
    | 'plan'
    | 'answer'
    | 'told'
    | 'prompt'
    | 'agent'
    | 'check'
    | 'delivery'
    | 'note'
    | 'finished'
    | 'closed'
  from: string
  to: string | null
  text: string
  /** What opening the entry shows. */
  refs: {
    task?: string
    report?: string
    question?: string
    note?: string
    delivery?: string
    agent?: string
    handOver?: string
    evidence?: string
    summary?: true
  }
  level: 'info' | 'good' | 'warning' | 'error'
}

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

/** A config that the agent of a run has handed in, the newest one. */
export interface Proposal {
  number: number
  attempt: number
  verdict: 'valid' | 'returned' | 'given-up'
  errors: number
  detail: string
  /** Null when there was nothing that could be read. */
  text: StoredText | null
  outside: string[]
  at: number
  /** What the person decided; null until then. */
  accepted: boolean | null
}

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
