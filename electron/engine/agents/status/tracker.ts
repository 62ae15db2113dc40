import type { AgentStatus, Ask, ProgramState } from '../adapter'

/** A tool that an agent has in hand. */
export interface OpenTool {
  name: string
  id?: string
  detail?: string
  /** What it runs or touches, whole. */
  subject?: string
}

/** What an agent waits for. */
export interface Waiting {
  what: string
  question?: string
  /** Tool the permission is about; the end of another tool does not answer it. */
  tool?: string
  /** What a hook tells of it beyond its words. */
  ask?: Ask
  /** Source that raised it; the screen may only lower what the screen raised. */
  by: 'hook' | 'osc7501' | 'title' | 'screen'
}

/** Everything known about an agent's state. Plain data; made by `newTracker`, changed only by `track`. */
export interface TrackerState {
  status: AgentStatus
  /** Epoch milliseconds since when `status` holds. */
  since: number
  /** Tools at work, oldest first. */
  tools: OpenTool[]
  /** Tools started since the agent began. */
  toolCount: number
  waitingFor?: Waiting
  /** How often it has asked, so that an answer can name what was read. */
  asks: number
  /** Last prompt that a hook reported, and when. */
  lastPrompt?: { text: string; at: number }
  sessionId?: string
  error?: string
  /** Tasks left running in the background by the last turn. */
  background: number
  /** Best source heard so far; what it says beats what lesser ones say. */
  trust: 'hook' | 'osc7501' | 'title' | 'screen' | 'none'
  /** Last state by OSC 7501, so that a repeated report is not taken for news. */
  program?: ProgramState
  exit?: { code: number | undefined; signal: string | undefined }
}

/** What an observation changes. */
export type Changes = Partial<Omit<TrackerState, 'since'>>

/** Order of trust, greatest first. */
const TRUST = ['hook', 'osc7501', 'title', 'screen', 'none'] as const

/** The state of an agent that has just been started. */
export function newTracker(now: number): TrackerState {
  return { status: 'starting', since: now, tools: [], toolCount: 0, asks: 0, background: 0, trust: 'none' }
}

/** The tool that a card names: the one started last. */
export function toolInHand(state: TrackerState): OpenTool | undefined {
  return state.tools.at(-1)
}

/** Status of a turn that goes on. */
export function inTurn(tools: readonly OpenTool[], state?: TrackerState): AgentStatus {
  return tools.length > 0 || (state?.background ?? 0) > 0 ? 'working' : 'thinking'
}

/** Whether `best` is believed over `source`. */
export function outranks(best: TrackerState['trust'], source: TrackerState['trust']): boolean {
  return TRUST.indexOf(best) < TRUST.indexOf(source)
}

/** A key with its value, or nothing at all. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const result: { [P in K]?: V } = {}
  if (value !== undefined) result[key] = value
  return result
}
