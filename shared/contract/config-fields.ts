import { DEFAULT_GATE_TIMEOUT_MINUTES, DEFAULT_PAUSE_AT, DEFAULT_RESPONSE_TIMEOUT_MINUTES } from './config'

/** What a field of the config holds. `long` is text of several lines. */
export type FieldKind = 'text' | 'long' | 'boolean' | 'integer' | 'number' | 'texts' | 'choice'

/** One field of a kind of table, as an editor shows it. */
export interface ConfigField {
  /** As it is written in the file. */
  key: string
  kind: FieldKind
  /** What it does, in one sentence. */
  help: string
  /** What holds when the file does not say. Absent: nothing does. */
  otherwise?: string | number | boolean
  choices?: readonly string[]
  /** The reader reports its absence as an error. */
  required?: true
}

/** The fields of each kind of table that hold plain values, in the order in which an editor shows them. */
export const configFields = {
  top: [
    {
      key: 'worker_response_timeout_minutes',
      kind: 'integer',
      help: 'Minutes after which a worker that has not answered is reported as late. 0 switches it off.',
      otherwise: DEFAULT_RESPONSE_TIMEOUT_MINUTES,
    },
  ],
  features: [
    {
      key: 'experimental',
      kind: 'boolean',
      help: 'Switches on what is still being tried out.',
      otherwise: false,
    },
  ],
  orchestration: [
    { key: 'name', kind: 'text', help: 'What the team is called. The name of the folder when empty.' },
    {
      key: 'tracking_file',
      kind: 'text',
      help: 'A file of the project that is shown live, and handed to the orchestrator again after a restart.',
    },
    {
      key: 'worktree',
      kind: 'boolean',
      help: 'Gives each run a git worktree and a branch of its own.',
      otherwise: false,
    },
    { key: 'max_parallel', kind: 'integer', help: 'Tasks that may be worked on at once in one run.' },
    { key: 'max_rounds', kind: 'integer', help: 'Times that one task may go back to a role.' },
    {
      key: 'handover_at',
      kind: 'number',
      help: 'Share of an agent’s context below which a fresh agent is offered: 0.15 when empty, 0 for never.',
    },
    {
      key: 'peers',
      kind: 'boolean',
      help: 'Lets the agents of a run pass notes to each other.',
      otherwise: false,
    },
    {
      key: 'stop_when',
      kind: 'texts',
      help: 'Pauses a run that gets nowhere: gate-failed 3, task-failed 3, same-finding 3.',
    },
    { key: 'instructions', kind: 'long', help: 'A standing rule that is put into every task of every role.' },
  ],
  budget: [
    { key: 'tokens', kind: 'integer', help: 'Tokens that one run may use.' },
    { key: 'cost_usd', kind: 'number', help: 'US dollars that one run may cost.' },
    { key: 'minutes', kind: 'number', help: 'Minutes that one run may take.' },
    {
      key: 'pause_at',
      kind: 'number',
      help: 'Share of any limit at which no new work is handed out.',
      otherwise: DEFAULT_PAUSE_AT,
    },
  ],
  roleBudget: [
    { key: 'tokens', kind: 'integer', help: 'Tokens that the agents of this role may use in one run.' },
    {
      key: 'cost_usd',
      kind: 'number',
      help: 'US dollars that the agents of this role may cost in one run.',
    },
    { key: 'minutes', kind: 'number', help: 'Minutes that this role may have tasks in hand in one run.' },
    {
      key: 'pause_at',
      kind: 'number',
      help: 'Share of any limit at which this role gets no new work.',
      otherwise: DEFAULT_PAUSE_AT,
    },
  ],
  role: [
    {
      key: 'name',
      kind: 'text',
      help: 'What the role is called, by the orchestrator as well.',
      required: true,
    },
    { key: 'command', kind: 'text', help: 'A shell command that ends in an agent.', required: true },
    {
      key: 'start',
      kind: 'boolean',
      help: 'Makes this role the orchestrator. Exactly one role has it.',
      otherwise: false,
    },
    { key: 'description', kind: 'text', help: 'What the orchestrator is told about this role.' },
    {
      key: 'prompt_template',
      kind: 'long',
      help: 'For a worker: put ahead of every task. For the orchestrator: how it begins.',
    },
    { key: 'clear', kind: 'boolean', help: 'Starts a new agent for every task.', otherwise: true },
    {
      key: 'max_parallel',
      kind: 'integer',
      help: 'Tasks that this role works on at once, each with an agent of its own. Further ones wait in its queue.',
      otherwise: 1,
    },
    {
      key: 'plan',
      kind: 'choice',
      help: 'Who approves a plan before work starts.',
      choices: ['none', 'orchestrator', 'person'],
      otherwise: 'none',
    },
    {
      key: 'approval',
      kind: 'choice',
      help: 'Whether a task for this role waits for your yes.',
      choices: ['none', 'person'],
      otherwise: 'none',
    },
    {
      key: 'permissions',
      kind: 'choice',
      help: 'Who is asked when its own program wants a permission: you alone, the orchestrator for its advice first, or the orchestrator, which then decides.',
      choices: ['person', 'advice', 'orchestrator'],
      otherwise: 'person',
    },
    {
      key: 'may_edit',
      kind: 'boolean',
      help: 'When off, an edit of the project fails the report of this role. Of the orchestrator, it is shown to you.',
      otherwise: true,
    },
    {
      key: 'may_delegate_to',
      kind: 'texts',
      help: 'Roles that it may give tasks to. Unless said, the orchestrator may give tasks to all, a worker to none.',
    },
    {
      key: 'where',
      kind: 'text',
      help: 'Another machine, as ssh://host/path. Kept, but not used yet: every role runs here.',
    },
  ],
  gate: [
    { key: 'name', kind: 'text', help: 'What the check is called.', required: true },
    {
      key: 'command',
      kind: 'text',
      help: 'What the deck runs when the role says it is done.',
      required: true,
    },
    {
      key: 'timeout_minutes',
      kind: 'number',
      help: 'Minutes after which the check counts as failed.',
      otherwise: DEFAULT_GATE_TIMEOUT_MINUTES,
    },
    {
      key: 'scope',
      kind: 'choice',
      help: 'With task, the command finds the files of the task in DOT_AGENT_DECK_PATHS, and is not run when there are none.',
      choices: ['project', 'task'],
      otherwise: 'project',
    },
  ],
  mode: [
    { key: 'name', kind: 'text', help: 'What the workspace is called.', required: true },
    {
      key: 'init_command',
      kind: 'text',
      help: 'Typed into a shell first. The agent and all panes start with the environment and in the folder that it leaves.',
    },
    { key: 'seed_prompt', kind: 'long', help: 'First prompt of the agent.' },
    {
      key: 'reactive_panes',
      kind: 'integer',
      help: 'Panes that run the agent’s commands again that match a rule, one after the other.',
      otherwise: 2,
    },
  ],
  pane: [
    { key: 'command', kind: 'text', help: 'What the side pane runs.', required: true },
    { key: 'name', kind: 'text', help: 'What the side pane is called. Its command when empty.' },
    { key: 'watch', kind: 'boolean', help: 'Runs it again every 10 seconds.', otherwise: true },
  ],
  rule: [
    {
      key: 'pattern',
      kind: 'text',
      help: 'A regular expression for the agent’s shell commands. What matches is run again, with your rights.',
      required: true,
    },
    { key: 'watch', kind: 'boolean', help: 'Runs the command again at an interval.', otherwise: false },
    {
      key: 'interval',
      kind: 'number',
      help: 'Seconds between runs, when it is watched. 5 unless said.',
    },
  ],
} as const satisfies Record<string, readonly ConfigField[]>

/** A kind of table with fields. */
export type FieldLevel = keyof typeof configFields

/** The fields of one kind of table. */
export function fieldsOf(level: FieldLevel): readonly ConfigField[] {
  return configFields[level]
}
