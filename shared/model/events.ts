import { z } from 'zod'
import { AgentId, LocalId, PaneId, RunId } from './ids'

/**
 * The journal's vocabulary. Every fact that the deck acts on is one of these events, written before it is shown or
 * acted on; the state of a run is nothing but a fold over them (see `reduce`). One line of JSON each on disk.
 */

/** Raised when an old journal can no longer be read by adding optional fields alone. */
export const JOURNAL_VERSION = 1

/** What an agent is doing, as shown on its card. */
export const AgentStatus = z.enum(['starting', 'idle', 'thinking', 'working', 'waiting', 'error', 'exited'])
/** Who said so, most trusted first. */
export const StatusSource = z.enum(['hook', 'osc7501', 'title', 'screen', 'process'])

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

/** A text file that the deck keeps: a task, a report, a question. `preview` is its first line, at most 200 characters. */
export const StoredText = z.object({
  /** Absolute path. */
  file: z.string(),
  bytes: z.number().int().nonnegative(),
  /** Hex digest of the file's UTF-8 bytes. */
  sha256: z.string(),
  preview: z.string(),
})

/**
 * What moves at an agent in a turn: its terminal prints, it reports (hooks, status, usage), its processes use CPU time, or processes
 * come and go.
 */
export const LifeSign = z.enum(['screen', 'reports', 'cpu', 'processes'])

/** Why a delivery is for somebody. `prompt` is the person's own text from the composer. */
export const DeliveryPurpose = z.enum([
  'context',
  'task',
  'report',
  'question',
  'answer',
  'prompt',
  'notice',
  'note',
])

/** What a delivery waits for while it is held. */
export const HoldReason = z.enum([
  'starting', // the agent is not ready yet
  'busy', // a turn is running
  'dialog', // a dialog is open; Enter would answer it
  'draft', // the person has half-typed text in the box
  'unread', // the screen cannot be read with certainty
  'behind', // another delivery to the same agent goes first
])

/** What proved that a text was submitted; `report`: the agent reported on the task that it carried, and nothing else told. */
export const Proof = z.enum(['hook', 'screen', 'report'])

export const DeliveryState = z.enum(['held', 'typing', 'submitted', 'proven', 'unproven', 'refused'])
export const ReportOutcome = z.enum(['done', 'blocked', 'failed'])

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
/** How good a figure is. A figure that nobody tells is unavailable. */
export const UsageSource = z.enum(['measured', 'estimated'])

/** What one pane beside the agent of a workspace is for: `init` shows how the workspace is made ready. */
export const SideKind = z.enum(['init', 'fixed', 'reactive'])
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
/** Sends those commands of the agent that match to a reactive pane. */
export const WorkspaceRule = z.object({
  /** Regular expression, as the config has it. */
  pattern: z.string(),
  /** Seconds after which the command runs again; absent: once. */
  every: z.number().positive().optional(),
})
/** A workspace as it was opened. A later edit of the config does not change it. */
export const Workspace = z.object({
  /** The mode's name in the config. */
  mode: z.string(),
  /** First prompt of each new agent. */
  seed: z.string().optional(),
  sides: z.array(SidePane),
  rules: z.array(WorkspaceRule),
})

/** How a folder was before an agent was asked to propose its config: what to compare with afterwards. */
export const FolderBefore = z.object({
  /** A git tree id of its working tree; null outside a repository. */
  tree: z.string().nullable(),
  /** Hex digest of its config's bytes; null when it had none. */
  config: z.string().nullable(),
})

const runOpened = z.object({
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
  /** Its own git worktree, when it has one: the repository that it belongs to, its branch, and the commit it began at. */
  worktree: z.object({ repository: z.string(), branch: z.string(), base: z.string() }).optional(),
  /** Present when one agent works beside panes of a workspace. */
  workspace: Workspace.optional(),
  /** Its one agent was asked to propose a config for the folder, which was like this before. */
  generates: FolderBefore.optional(),
})
/** The config was edited: what is new for the roles named, further seats included, and for the limits. */
const teamChanged = z.object({
  type: z.literal('team-changed'),
  team: z.array(TeamRole),
  limits: Limits.optional(),
})
/** The work is over; the agents may live on so that the person can look and ask. */
const runFinished = z.object({
  type: z.literal('run-finished'),
  outcome: z.enum(['done', 'failed']),
  by: z.enum(['orchestrator', 'person', 'deck']),
  reason: z.string().optional(),
  summary: StoredText.optional(),
})
/** Every process of the run has ended. */
const runClosed = z.object({
  type: z.literal('run-closed'),
  reason: z.enum(['person', 'start-failed', 'quit', 'command']),
  detail: z.string().optional(),
})

const agentStarted = z.object({
  type: z.literal('agent-started'),
  agent: AgentId,
  pane: PaneId,
  /** Adapter id, such as `claude` or `any`. */
  kind: z.string(),
  pid: z.number().int().optional(),
  /** The agent CLI's own conversation id, when we chose it. */
  conversation: z.string().optional(),
  purpose: z.enum(['open', 'task', 'person', 'recovery', 'hand-over']),
})
const agentStartFailed = z.object({ type: z.literal('agent-start-failed'), pane: PaneId, reason: z.string() })
/** One choice of a question that an agent's own dialog asks, in the agent's words. */
export const AskOption = z.object({ label: z.string(), detail: z.string().optional() })
/** What an agent's own dialog asks, as it was read. */
export const AskSeen = z.object({
  /** For the how-manieth time the agent asks something. */
  ask: z.number().int().nonnegative(),
  what: z.string(),
  options: z.array(AskOption).optional(),
})
const agentObserved = z.object({
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
const agentPrompted = z.object({
  type: z.literal('agent-prompted'),
  agent: AgentId,
  /** First 200 characters of what was submitted, whoever typed it. */
  text: z.string(),
})
const agentConversation = z.object({
  type: z.literal('agent-conversation'),
  agent: AgentId,
  conversation: z.string(),
  /** Adapter id, when the agent made itself known only now. */
  kind: z.string().optional(),
  how: z.enum(['startup', 'resume', 'clear', 'compact']),
})
/** The answer to a permission, or to a question of an agent's own dialog. Written before it is given. */
const askAnswered = z.object({
  type: z.literal('ask-answered'),
  agent: AgentId,
  /** What was asked, in full. */
  what: z.string(),
  /** `allow` is for this once; any other word is the label of the choice. */
  answer: z.string(),
  by: z.enum(['person', 'orchestrator']),
})
/** The person began a new conversation in the same process; seen to be empty. */
const conversationReset = z.object({
  type: z.literal('conversation-reset'),
  agent: AgentId,
  /** The new one's id; absent while the agent has not told it. */
  conversation: z.string().optional(),
})
const agentExited = z.object({
  type: z.literal('agent-exited'),
  agent: AgentId,
  code: z.number().nullable(),
  signal: z.string().nullable(),
  /** The deck ended it: for a new task, or because the run closes. */
  expected: z.boolean(),
})

/** What an agent's own record says it has used so far, told at the end of a turn. */
const usageSeen = z.object({
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
const lifeSeen = z.object({
  type: z.literal('life-seen'),
  agent: AgentId,
  signs: z.array(LifeSign),
  /** It stands still: epoch milliseconds of the last sign. */
  stillSince: z.number().optional(),
  /** Its processes were stopped by a signal, such as SIGSTOP. */
  stopped: z.boolean().optional(),
})

/** The person wants a fresh agent in the place of this one: when its turn is over, or now, which cuts the turn. */
const handOverAsked = z.object({
  type: z.literal('hand-over-asked'),
  pane: PaneId,
  agent: AgentId,
  when: z.enum(['idle', 'now']),
})
/** The person wants to keep the agent after all. */
const handOverWithdrawn = z.object({ type: z.literal('hand-over-withdrawn'), pane: PaneId })
/** What the next agent is to know is written down, and the task in hand waits for that agent. The old one ends next. */
const handedOver = z.object({
  type: z.literal('handed-over'),
  handOver: LocalId,
  pane: PaneId,
  agent: AgentId,
  text: StoredText,
  task: LocalId.optional(),
})

const taskCreated = z.object({
  type: z.literal('task-created'),
  task: LocalId,
  batch: LocalId,
  from: PaneId,
  /** The first seat of its role; which seat it goes to is decided when it is delivered. */
  pane: PaneId,
  role: z.string(),
  /** Counts the tasks of this role in this run, from 1. */
  round: z.number().int().positive(),
  text: StoredText,
  /** It is released when these are done. */
  after: z.array(LocalId).optional(),
  /** Files and folders that it claims, relative to the run's directory; a second claim waits. */
  paths: z.array(z.string()).optional(),
})
/** Why a task waits for the person, or for other tasks. */
export const TaskHold = z.enum(['approval', 'rounds'])
/** The router lets a task wait. Only a release lets it go on. */
const taskHeld = z.object({
  type: z.literal('task-held'),
  task: LocalId,
  why: TaskHold,
  detail: z.string().optional(),
})
const taskReleased = z.object({
  type: z.literal('task-released'),
  task: LocalId,
  by: z.enum(['person', 'deck']),
})
/** The person changed the queue: the task's place in it. Lower goes first; tasks start with their number. */
const taskMoved = z.object({ type: z.literal('task-moved'), task: LocalId, place: z.number() })
/** The working tree before a role that may not edit gets its task: a git tree id, compared when it reports. */
const treeNoted = z.object({ type: z.literal('tree-noted'), task: LocalId, tree: z.string() })
/** The working tree at the moment from which only the orchestrator is at work: a git tree id, compared while it still is. */
const treeWatched = z.object({ type: z.literal('tree-watched'), tree: z.string() })
/** The tree changed while only the orchestrator was at work, which may not edit. Who did it cannot be told from the person's own edits. */
const treeChanged = z.object({
  type: z.literal('tree-changed'),
  change: LocalId,
  /** One sentence for a person: how much changed, and who was at work. */
  detail: z.string(),
  /** The change as a patch; the names of the files where it is too large for one. */
  text: StoredText,
})
const taskReported = z.object({
  type: z.literal('task-reported'),
  task: LocalId,
  report: LocalId,
  agent: AgentId,
  outcome: ReportOutcome,
  text: StoredText,
  /** The deck checks this report before it counts. */
  checking: z.boolean().optional(),
})
/** How one check of a report went. `output` is the evidence. */
export const CheckResult = z.object({
  name: z.string(),
  kind: z.enum(['gate', 'edits']),
  command: z.string().optional(),
  verdict: z.enum(['passed', 'failed', 'undecided']),
  /** One sentence for a person: "exited with code 1", "changed 2 files although it may not edit". */
  detail: z.string(),
  /** Milliseconds. */
  took: z.number(),
  output: StoredText.optional(),
  /** Of a gate that failed: a digest of its error, numbers and times aside, by which the same error is known again. */
  error: z.string().optional(),
})
const checkStarted = z.object({ type: z.literal('check-started'), report: LocalId, name: z.string() })
const checkFinished = z.object({ type: z.literal('check-finished'), report: LocalId, result: CheckResult })
/** Every check is through. `accepted`: the report counts. `returned`: the worker goes on with its task. `failed`: the task has failed. */
const reportChecked = z.object({
  type: z.literal('report-checked'),
  task: LocalId,
  report: LocalId,
  verdict: z.enum(['accepted', 'returned', 'failed']),
})
/** Something that the orchestrator has to know and nobody reported. */
const noticeRaised = z.object({
  type: z.literal('notice-raised'),
  notice: LocalId,
  key: z.string(),
  text: z.string(),
})
/** It turned out otherwise before anybody was told. */
const noticeWithdrawn = z.object({ type: z.literal('notice-withdrawn'), notice: LocalId })
const taskLost = z.object({
  type: z.literal('task-lost'),
  task: LocalId,
  reason: z.string(),
  /** Back to the queue for a new agent, or given up. */
  again: z.boolean(),
})
const taskCancelled = z.object({ type: z.literal('task-cancelled'), task: LocalId, reason: z.string() })
/** A report that answers no task, kept and passed on under that label. */
const reportUnsolicited = z.object({
  type: z.literal('report-unsolicited'),
  report: LocalId,
  pane: PaneId,
  agent: AgentId,
  text: StoredText,
})
const questionAsked = z.object({
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
const questionAnswered = z.object({
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
const noteTold = z.object({
  type: z.literal('note-told'),
  note: LocalId,
  from: PaneId,
  to: PaneId,
  text: StoredText,
})
/** What an agent proposes to keep for next time; only the person puts it into a file. */
const lessonProposed = z.object({
  type: z.literal('lesson-proposed'),
  lesson: LocalId,
  pane: PaneId,
  text: z.string().max(2000),
})
const lessonDecided = z.object({ type: z.literal('lesson-decided'), lesson: LocalId, accepted: z.boolean() })

const deliveryCreated = z.object({
  type: z.literal('delivery-created'),
  delivery: LocalId,
  purpose: DeliveryPurpose,
  pane: PaneId,
  /** The agent it is for; absent while that agent has yet to be started. */
  agent: AgentId.optional(),
  /** `argument`: the new agent's first prompt argument. `typed`: pasted and submitted in its input box. */
  route: z.enum(['argument', 'typed']),
  /** Exactly what is submitted. */
  text: z.string(),
  tasks: z.array(LocalId),
  reports: z.array(LocalId),
  questions: z.array(LocalId),
  notices: z.array(LocalId).optional(),
})
/** More to say to the same agent, added while the delivery was still held: it goes out as one. */
const deliveryExtended = z.object({
  type: z.literal('delivery-extended'),
  delivery: LocalId,
  text: z.string(),
  reports: z.array(LocalId),
  questions: z.array(LocalId),
  notices: z.array(LocalId).optional(),
})
const deliveryChanged = z.object({
  type: z.literal('delivery-changed'),
  delivery: LocalId,
  state: DeliveryState,
  agent: AgentId.optional(),
  hold: HoldReason.optional(),
  proof: Proof.optional(),
  /** A sentence for a person: why it was refused, what the screen showed. */
  detail: z.string().optional(),
})
/** The person changed the order of what waits for an agent: the delivery's place in it. Lower goes first; deliveries start with their number. */
const deliveryMoved = z.object({ type: z.literal('delivery-moved'), delivery: LocalId, place: z.number() })
/** Something worth a line in the timeline that changes nothing else. */
const noted = z.object({ type: z.literal('noted'), level: z.enum(['info', 'warning']), text: z.string() })
/** Something needs the person that no other event tells. Withdrawn when it turns out otherwise. */
const attentionRaised = z.object({
  type: z.literal('attention-raised'),
  key: z.string().max(200),
  pane: PaneId,
  text: z.string(),
})
const attentionWithdrawn = z.object({ type: z.literal('attention-withdrawn'), key: z.string().max(200) })
/** Nothing new is handed out until it goes on; what runs is not cut. */
const runPaused = z.object({
  type: z.literal('run-paused'),
  by: z.enum(['person', 'deck']),
  reason: z.string(),
  /** What shows it, oldest first: texts of this run. */
  evidence: z.array(z.object({ kind: z.enum(['evidence', 'report', 'task']), id: LocalId })).optional(),
})
const runResumed = z.object({ type: z.literal('run-resumed') })
/** The machine slept or was off, or its clock was set forward: so much of the time counts for no budget. */
const timeSkipped = z.object({
  type: z.literal('time-skipped'),
  /** Milliseconds. */
  ms: z.number().nonnegative(),
})
/** A role gets nothing new until it goes on: its budget is spent. What it has in hand is not cut. */
const roleHeld = z.object({ type: z.literal('role-held'), pane: PaneId, reason: z.string() })
/** The person let a held role go on. */
const roleReleased = z.object({ type: z.literal('role-released'), pane: PaneId })
/** Why a rule of a workspace gave a pane its command. */
export const SideCause = z.object({ agent: AgentId, pattern: z.string() })
/** The command that makes a workspace ready is through: its agent and its panes have the environment that it made. */
const workspaceReady = z.object({ type: z.literal('workspace-ready') })
/** A side pane is about to run a command in a session of its own; the one before it has ended. */
const sideStarted = z.object({
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
const sideStartFailed = z.object({ type: z.literal('side-start-failed'), side: PaneId, reason: z.string() })
/** One run of a watched command is over with another result than the one before. */
const sideRan = z.object({ type: z.literal('side-ran'), side: PaneId, session: AgentId, code: z.number() })
/** The program of a side pane is gone. */
const sideEnded = z.object({
  type: z.literal('side-ended'),
  side: PaneId,
  session: AgentId,
  code: z.number().nullable(),
  signal: z.string().nullable(),
})
/** The person lets a watched command rest, or go on. */
const sidePaused = z.object({ type: z.literal('side-paused'), side: PaneId, paused: z.boolean() })
/**
 * The agent of a run that generates has handed in a config, and the deck has read it. `valid`: it waits for the person.
 * `returned`: it has errors, which the agent was told. `given-up`: the agent gave up, or had too many attempts.
 */
const proposalChecked = z.object({
  type: z.literal('proposal-checked'),
  /** Counts from 1 within the run. */
  number: z.number().int().positive(),
  /** Counts from 1 since the last one that was valid. */
  attempt: z.number().int().positive(),
  verdict: z.enum(['valid', 'returned', 'given-up']),
  /** How many errors it has. */
  errors: z.number().int().nonnegative(),
  /** One sentence: what is in it, or what is wrong with it. */
  detail: z.string(),
  /** The proposed config; absent when there was nothing that could be read. */
  text: StoredText.optional(),
  /** What else has changed in the folder since the run was opened, at most 20 paths relative to it. */
  outside: z.array(z.string()),
})
/** What the person decided about the last proposal. Accepted: it is the folder's config now. */
const proposalDecided = z.object({ type: z.literal('proposal-decided'), accepted: z.boolean() })
const attentionDismissed = z.object({ type: z.literal('attention-dismissed'), key: z.string() })

/** What happened, without where it stands in a journal. */
export const EventBody = z.discriminatedUnion('type', [
  runOpened,
  teamChanged,
  runFinished,
  runClosed,
  agentStarted,
  agentStartFailed,
  agentObserved,
  agentPrompted,
  agentConversation,
  askAnswered,
  conversationReset,
  agentExited,
  usageSeen,
  lifeSeen,
  handOverAsked,
  handOverWithdrawn,
  handedOver,
  taskCreated,
  taskHeld,
  taskReleased,
  taskMoved,
  treeNoted,
  treeWatched,
  treeChanged,
  taskReported,
  checkStarted,
  checkFinished,
  reportChecked,
  noticeRaised,
  noticeWithdrawn,
  taskLost,
  taskCancelled,
  reportUnsolicited,
  questionAsked,
  questionAnswered,
  noteTold,
  lessonProposed,
  lessonDecided,
  deliveryCreated,
  deliveryExtended,
  deliveryChanged,
  deliveryMoved,
  noted,
  attentionRaised,
  attentionWithdrawn,
  runPaused,
  runResumed,
  timeSkipped,
  roleHeld,
  roleReleased,
  workspaceReady,
  sideStarted,
  sideStartFailed,
  sideRan,
  sideEnded,
  sidePaused,
  proposalChecked,
  proposalDecided,
  attentionDismissed,
])

/**
 * Where and when: `seq` counts from 1 within the run's journal, `at` is epoch milliseconds. `cause` is the id of the
 * message that an agent's command sent: a message that arrives again is recognised by it and changes nothing.
 */
export const EventEnvelope = z.object({
  v: z.literal(JOURNAL_VERSION),
  seq: z.number().int().positive(),
  at: z.number(),
  run: RunId,
  cause: z.string().max(64).optional(),
  /** More events of the same decision follow. Without the last of them none counts: a decision is written whole or not at all. */
  more: z.literal(true).optional(),
})

/** One line of a run's journal. */
export const RunEvent = z.object({ ...EventEnvelope.shape, body: EventBody })

export type AgentStatus = z.infer<typeof AgentStatus>
export type StatusSource = z.infer<typeof StatusSource>
export type LifeSign = z.infer<typeof LifeSign>
export type Limits = z.infer<typeof Limits>
export type AskSeen = z.infer<typeof AskSeen>
export type AskOption = z.infer<typeof AskOption>
export type TokenCounts = z.infer<typeof TokenCounts>
export type UsageSource = z.infer<typeof UsageSource>
export type TeamRole = z.infer<typeof TeamRole>
export type SideKind = z.infer<typeof SideKind>
export type SidePane = z.infer<typeof SidePane>
export type SideCause = z.infer<typeof SideCause>
export type WorkspaceRule = z.infer<typeof WorkspaceRule>
export type Workspace = z.infer<typeof Workspace>
export type FolderBefore = z.infer<typeof FolderBefore>
export type StoredText = z.infer<typeof StoredText>
export type DeliveryPurpose = z.infer<typeof DeliveryPurpose>
export type HoldReason = z.infer<typeof HoldReason>
export type Proof = z.infer<typeof Proof>
export type DeliveryState = z.infer<typeof DeliveryState>
export type TaskHold = z.infer<typeof TaskHold>
export type CheckResult = z.infer<typeof CheckResult>
export type ReportOutcome = z.infer<typeof ReportOutcome>
export type EventBody = z.infer<typeof EventBody>
export type RunEvent = z.infer<typeof RunEvent>
/** One kind of event body, by its `type`. */
export type BodyOf<T extends EventBody['type']> = Extract<EventBody, { type: T }>
