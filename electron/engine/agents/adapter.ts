import type { AskOption } from '#shared/model/events'
import type { Screen } from '../terminal/host'
import type { UsageFigures, UsageRecords } from '../usage/figures'

/** Status of an agent as a card shows it. */
export type AgentStatus = 'starting' | 'idle' | 'thinking' | 'working' | 'waiting' | 'error' | 'exited'

/** States of the Program Status Protocol (OSC 7501). */
export type ProgramState = 'idle' | 'working' | 'blocked' | 'done' | 'error' | 'clear'

/** What one source says about an agent. Folded by `track` in status.ts. Everything in it is untrusted text. */
export type Observation =
  | {
      source: 'hook'
      kind: 'session'
      sessionId: string
      how: 'startup' | 'resume' | 'clear' | 'compact'
    }
  /** A prompt was submitted: the proof of a delivery. */
  | { source: 'hook'; kind: 'prompt'; text: string }
  /** The agent goes on by itself, for example when a background task has ended. */
  | { source: 'hook'; kind: 'turn-start' }
  /** `subject`: what it runs or touches, whole, so that a dialog about it can be known by it. */
  | { source: 'hook'; kind: 'tool-start'; tool: string; id?: string; detail?: string; subject?: string }
  /** `ran` is false when the tool may not have been allowed to do anything. */
  | {
      source: 'hook'
      kind: 'tool-end'
      tool: string
      id?: string
      failed?: boolean
      interrupted?: boolean
      ran?: false
    }
  /** A permission or a question; `tool` names the tool it is about. */
  | { source: 'hook'; kind: 'waiting'; for: string; question?: string; tool?: string; ask?: Ask }
  /** The permission or question was answered; the turn goes on. */
  | { source: 'hook'; kind: 'answered' }
  /** The turn ended with so many background tasks still running. */
  | { source: 'hook'; kind: 'turn-end'; background: number; message?: string }
  | { source: 'hook'; kind: 'turn-failed'; error: string }
  | { source: 'hook'; kind: 'compacting' }
  /** A report with an `id` is about a child of the agent, not about the agent. */
  | { source: 'osc7501'; state: ProgramState; kind?: string; msg?: string; id?: string }
  /** `state` is what the adapter's `readTitle` makes of the title. */
  | { source: 'title'; title: string; state?: TitleState }
  /** `takenAt`: when the screen was asked for, epoch milliseconds. `still`: nothing has moved on it for long. */
  | { source: 'screen'; reading: ScreenReading; takenAt?: number; still?: true }
  /** What it has used since its start. */
  | { source: 'usage'; figures: UsageFigures }
  /** What its screen says of itself, once for each time. */
  | { source: 'notice'; kind: 'compacted' }
  /** The person typed the agent's command for a new conversation. */
  | { source: 'person'; kind: 'reset' }
  | { source: 'process'; kind: 'exit'; code: number | undefined; signal: string | undefined }

/** What an agent's own channel tells of a permission or a question, so that it can be answered for the person. */
export interface Ask {
  /** What a dialog about it has to show, whole: a command, or the path of a file. */
  subject?: string
  /** The choices of a question that takes one of them, in order. */
  options?: AskOption[]
  /** The agent takes the answer itself, without its terminal. */
  reply?: ReplyTo
}

/** A request that an agent takes an answer to: its id there, and what only the one who was told of it can know. */
export interface ReplyTo {
  id: string
  key: string
}

/** A dialog that was recognised as a whole, with rows of which one is marked. */
export interface DialogMenu {
  kind: 'permission' | 'question'
  /** What it is about, as it stands there: a command, a path, a question's words. White space tells nothing. */
  about: string
  /** `about` is a path as the dialog shortens it. */
  file?: true
  /** Every row, with the lines that belong to it. */
  rows: string[]
  /** Place of the marked row, from 0. */
  marked: number
}

/** What a window title can tell. */
export type TitleState = 'idle' | 'working' | 'waiting'

/** A dialog that only a person may answer. */
export interface Dialog {
  kind: 'trust' | 'permission' | 'login' | 'update' | 'hooks' | 'settings' | 'question' | 'other'
  /** The dialog's own words, one line. */
  title: string
}

/** What an adapter sees on a screen. */
export interface ScreenReading {
  /** The input box: 'absent' when something else has its place, 'unknown' when it cannot be told. */
  box: 'empty' | 'draft' | 'absent' | 'unknown'
  /** What stands in the box, when it is a draft and can be read. */
  draft?: string
  dialog?: Dialog
  /** The agent shows that it is in a turn. */
  busy?: boolean
  /** A draft is put aside already: stashing a second one would lose the first. */
  stashed?: boolean
  /**
   * Whether a turn runs, and whether something is asked, is certain: the box or the dialog was recognised as a whole. Then the
   * screen has the last word even beside hooks, which tell neither of an interrupt nor of a denied permission.
   */
  sure?: boolean
  /** The tool in hand, where only the screen tells of it. */
  tool?: { name: string; detail?: string }
  /** How many words about a compaction are on it, where only the screen tells of one. */
  compactions?: number
  /** Error with which the last turn ended, where only the screen tells of it. */
  failed?: string
}

/** What a reading of the screen needs beside the screen. */
export interface ReadContext {
  /** Epoch milliseconds. */
  now: number
  /** Characters that the person typed since the last submit; they are a draft wherever the box cannot be read. */
  typedSinceSubmit: number
  /** The input line as it was when the program last came to rest with nothing typed; see `restLine`. */
  rest?: RestLine
}

/** An input line at rest: what stands left of the cursor, and the cursor's column. */
export interface RestLine {
  text: string
  x: number
}

/** What is known when an agent is about to be started. */
export interface LaunchContext {
  agentId: string
  /** A folder of this agent's own in the deck's data folder. Made by `prepare` when it is missing. */
  agentDir: string
  /** Arguments that start the deck's hook entry, program first: `[execPath, '/.../dist/hook.js']`. */
  hookCommand: string[]
  /** Environment that the hook entry needs and the agent must not have, such as ELECTRON_RUN_AS_NODE. */
  hookEnv: Record<string, string>
  platform: NodeJS.Platform
  /** Handed over as an argument where the CLI takes one. */
  firstPrompt?: string
  /** Session to go on with, as an earlier `session` observation named it. */
  resume?: string
}

/** What the engine adds to an agent's environment. */
export interface LaunchAdditions {
  /** Folders for the head of the PATH, first one first. */
  pathFolders: string[]
  env: Record<string, string>
  /** The session id that the agent will have unless its command names another. */
  sessionId?: string
  /** Whether a shim carries the additions; without one the agent has limited status. */
  shimmed: boolean
  /** Whether `firstPrompt` travels as an argument. When false it has to be typed. */
  firstPromptPassed: boolean
  /** Whether an agent has taken the additions by now; false while the shim has not been reached, or was bypassed. */
  carried: () => Promise<boolean>
  /** Whether the start that took them had no place for the first prompt, so that it has to be typed after all. */
  promptLeft?: () => Promise<boolean>
  /** For a command that does not say which agent it starts: the one that was met on the way, by its adapter's id. */
  agent?: () => Promise<string | undefined>
}

/** How text is put into an agent's input box and submitted. */
export interface SubmitRecipe {
  /** Writes in order, paste brackets included. Control characters are gone, and what would start a command or continue a line is defused. */
  chunks(text: string, screen: Pick<Screen, 'bracketedPaste'>): string[]
  /** Milliseconds between the last write and `enter`. Look at the screen again in between. */
  beforeEnterMs: number
  enter: string
  /** Key that puts a draft aside; it comes back by itself after the submit. */
  stash?: string
}

/** A living agent whose own files are read. */
export interface Followed {
  /** Its processes at this moment, outermost first. */
  processes(): Promise<number[]>
  platform: NodeJS.Platform
  /** Epoch milliseconds; what happened earlier is known already. */
  since: number
  /** Epoch milliseconds at which the agent began, when it lived before; what it has used since then is its own. */
  startedAt?: number
}

/** Reads what an agent writes about itself beside its terminal. */
export interface Follower {
  /** The agent shows signs of life: look again. */
  poke(): void
  /** A prompt has been submitted: what is written of it proves it, so it is looked for closely until it is there. */
  expectPrompt(): void
  stop(): void
}

/** One agent CLI, as far as the deck has to know it. */
export interface AgentAdapter {
  /** Stable name, as `detect-agent` says it; 'any' for every other program. */
  id: string
  label: string
  /** Names of the program on the PATH. */
  binaries: string[]
  firstPrompt: 'argument' | 'typed'
  /** Whether a draft can be put aside with `submit.stash`. */
  canStash: boolean
  /** Writes what this start needs into `agentDir`; never into the project, never into the person's home. */
  prepare(context: LaunchContext): Promise<LaunchAdditions>
  /** Reads what a hook posted. Unknown payloads give nothing. */
  readHook(payload: unknown): Observation[]
  readTitle(title: string): TitleState | undefined
  readScreen(screen: Screen, context: ReadContext): ScreenReading
  /**
   * The dialog on the screen, where its rows can be chosen by key. Only for a CLI whose hooks or record name what is asked: what
   * stands on a screen alone could have been printed by anything.
   */
  readMenu?(screen: Screen): DialogMenu | undefined
  /** Where the CLI keeps a record of its conversation that only itself can have written: what it says, as a hook would. */
  follow?(agent: Followed, report: (seen: Observation) => void): Follower
  /** Where it counts its tokens, when its hooks name a record or the id of its conversation finds it; another way is a `usage` observation before each end of a turn. */
  usage?: UsageRecords
  /** What it takes up in memory after a turn, all its processes together, in bytes; measured on Linux. */
  memoryBytes?: number
  submit: SubmitRecipe
  /** What is typed at its empty box for a new conversation in the same process. */
  reset?: string
  /** Whether text may be typed now: known to be at its input box, idle, nothing in the way. A draft in the box is the caller's to judge. */
  ready(screen: Screen, status: Pick<TrackedStatus, 'status'>, context: ReadContext): boolean
  /** What proves a submit: a `prompt` observation, or `sawSubmit` on the screen. */
  proof: 'hook' | 'screen'
  /** Whether a reported prompt is the submitted text, spelling of white space and wrappers aside. */
  matches(submitted: string, reported: string): boolean
  /**
   * Whether the screen shows that `text` was submitted, compared with the one just before Enter. Without a screen before, the
   * text travelled with the start, or the deck was not there when Enter was pressed.
   * @param enterAt when an earlier deck was about to press Enter, in epoch milliseconds; what it saw before is not known.
   */
  sawSubmit(text: string, before: Screen | undefined, after: Screen, enterAt?: number): boolean
}

/** The part of the tracker's state that adapters look at. */
export interface TrackedStatus {
  status: AgentStatus
}
