import type { AgentStatus, Ask, Observation, ProgramState, ScreenReading, TitleState } from './adapter'

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

type Changes = Partial<Omit<TrackerState, 'since'>>

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

/** Folds one observation into the state. Pure; an agent that has exited stays so. */
export function track(state: TrackerState, seen: Observation, now: number): TrackerState {
  if (state.status === 'exited') return state
  const changes = changesBy(state, seen, now)
  const next: TrackerState = { ...state, ...changes, trust: betterTrust(state.trust, seen) }
  if (next.status !== 'waiting') delete next.waitingFor
  if (next.status === 'idle' && state.status !== 'idle') next.tools = []
  if (next.status !== 'error') delete next.error
  if (asksAnew(state, next, seen)) next.asks += 1
  next.since = next.status === state.status ? state.since : now
  return next
}

/** A hook tells of each thing that is asked once, perhaps after it was seen; what else is seen may be the same thing again. */
function asksAnew(state: TrackerState, next: TrackerState, seen: Observation): boolean {
  if (next.status !== 'waiting') return false
  if (state.status !== 'waiting') return true
  return seen.source === 'hook' && seen.kind === 'waiting' && state.waitingFor?.by === 'hook'
}

function changesBy(state: TrackerState, seen: Observation, now: number): Changes {
  switch (seen.source) {
    case 'hook':
      return byHook(state, seen, now)
    case 'osc7501':
      return byProgram(state, seen)
    case 'title':
      return byTitle(state, seen.state)
    case 'screen':
      if (seen.still && overUnsaid(state, seen.reading)) return { status: 'idle', tools: [] }
      return byScreen(state, seen.reading, (seen.takenAt ?? now) > state.since)
    case 'usage':
    case 'person':
      return {}
    case 'process':
      return { status: 'exited', tools: [], background: 0, exit: { code: seen.code, signal: seen.signal } }
  }
}

function byHook(state: TrackerState, seen: Extract<Observation, { source: 'hook' }>, now: number): Changes {
  // What is told late, such as the conversation or the prompt of this very turn, does not answer what the agent says it waits for now.
  const asks = state.status === 'waiting' && state.waitingFor?.by === 'osc7501'
  switch (seen.kind) {
    case 'session':
      // At a start the first prompt may be on its way, and title or OSC 7501 may have told of its turn already: hooks travel
      // slower than the screen. A compaction can happen inside a turn. So only a cleared session says something about the status.
      if (seen.how !== 'clear' || asks) return { sessionId: seen.sessionId }
      return { sessionId: seen.sessionId, status: 'idle', tools: [], background: 0 }
    case 'prompt':
      return {
        lastPrompt: { text: seen.text, at: now },
        ...(asks ? {} : { status: 'thinking', tools: [], background: 0 }),
      }
    case 'turn-start':
      return state.status === 'waiting' ? {} : { status: 'thinking' }
    case 'tool-start': {
      const tool: OpenTool = {
        name: seen.tool,
        ...optional('id', seen.id),
        ...optional('detail', seen.detail),
        ...optional('subject', seen.subject),
      }
      const status = state.status === 'waiting' ? 'waiting' : 'working'
      return { tools: [...state.tools, tool], toolCount: state.toolCount + 1, status }
    }
    case 'tool-end':
      return byToolEnd(state, seen)
    case 'waiting': {
      const waitingFor: Waiting = {
        what: seen.for,
        by: 'hook',
        ...optional('question', seen.question),
        ...optional('tool', seen.tool),
        ...optional('ask', seen.ask),
      }
      return { status: 'waiting', waitingFor }
    }
    case 'answered':
      return state.status === 'waiting' ? { status: inTurn(state.tools, state) } : {}
    case 'turn-end':
      return { status: seen.background > 0 ? 'working' : 'idle', tools: [], background: seen.background }
    case 'turn-failed':
      return { status: 'error', error: seen.error, tools: [], background: 0 }
    case 'compacting':
      return state.status === 'waiting' ? {} : { status: 'working' }
    case 'session-end':
      // A process that ends says so itself, and one that goes on starts a session anew.
      return {}
  }
}

/** The end of one tool neither ends the others nor answers a permission that another one waits for. */
function byToolEnd(
  state: TrackerState,
  seen: Extract<Observation, { source: 'hook'; kind: 'tool-end' }>,
): Changes {
  const open = state.tools.findIndex((tool) =>
    seen.id === undefined || tool.id === undefined ? tool.name === seen.tool : tool.id === seen.id,
  )
  if (seen.interrupted) return { tools: [], status: 'idle' }
  const tools = open < 0 ? state.tools : state.tools.toSpliced(open, 1)
  if (state.status === 'waiting') {
    const answered = state.waitingFor?.tool === seen.tool && !tools.some((tool) => tool.name === seen.tool)
    return answered ? { tools, status: inTurn(tools) } : { tools }
  }
  // A late word after the end of the turn does not start a new one.
  return state.status === 'idle' || state.status === 'error'
    ? { tools }
    : { tools, status: inTurn(tools, state) }
}

/**
 * OSC 7501. Any output in the pane could forge it, so it is for display and for gating together with the screen. It alone tells
 * of an interrupt by Esc and of an answered dialog, so a *change* in what it says is believed over an older hook.
 */
function byProgram(state: TrackerState, seen: Extract<Observation, { source: 'osc7501' }>): Changes {
  if (seen.id !== undefined) return {}
  // Without hooks a report that is repeated is as good as a new one.
  const news = state.program !== seen.state || state.trust !== 'hook'
  const program = seen.state
  switch (seen.state) {
    case 'idle':
    case 'done':
      if (!news && state.status !== 'starting') return { program }
      return { program, status: 'idle', tools: [], background: 0 }
    case 'working':
      return { program, ...atWork(state, seen.msg, news) }
    case 'blocked': {
      if (state.status === 'waiting' && state.waitingFor?.by === 'hook') return { program }
      const what = seen.kind ?? 'answer'
      const waitingFor: Waiting = { what, by: 'osc7501', ...optional('question', seen.msg) }
      return { program, status: 'waiting', waitingFor }
    }
    case 'error':
      return { program, status: 'error', error: seen.msg ?? state.error ?? 'The agent reports an error.' }
    case 'clear':
      return { program }
  }
}

/** Working, by its own word. Where no hook tells of tools, what it says it does is shown in their place. */
function atWork(state: TrackerState, doing: string | undefined, news: boolean): Changes {
  if (state.trust !== 'hook' && doing !== undefined) return { status: 'working', tools: [{ name: doing }] }
  if (!news || state.status === 'thinking' || state.status === 'working') return {}
  return { status: inTurn(state.tools) }
}

function byTitle(state: TrackerState, told: TitleState | undefined): Changes {
  if (told === undefined || outranks(state.trust, 'title')) return {}
  // A title calls itself idle before the input box is there, and before a first prompt is taken up.
  if (told === 'idle' && state.status === 'starting') return {}
  if (told === 'waiting') {
    const { what = 'answer', ...known } = state.waitingFor ?? {}
    return { status: 'waiting', waitingFor: { ...known, what, by: 'title' } }
  }
  // A dialog before the first turn leaves the title as it is; only the screen sees it go. So it does an error.
  if (state.status === 'waiting' && state.waitingFor?.by === 'screen') return {}
  if (told === 'idle' && state.status === 'error') return {}
  return { status: told, ...(told === 'idle' ? { tools: [] } : {}) }
}

/** What the screen shows of a turn that nothing better tells of: the tool in hand, and how the turn failed. */
function byScreen(state: TrackerState, reading: ScreenReading, fresh: boolean): Changes {
  // A screen from before the last change cannot say what came of it.
  const certain = reading.sure === true && fresh && outranks(state.trust, 'title')
  const changes = (certain ? statusForSure(state, reading) : undefined) ?? statusByScreen(state, reading)
  if (outranks(state.trust, 'title')) return changes
  const status = changes.status ?? state.status
  if (status === 'waiting') return changes
  if (reading.tool) {
    const { name, detail } = reading.tool
    const same = state.tools.some((tool) => tool.name === name && tool.detail === detail)
    if (same) return changes
    return { ...changes, tools: [{ name, ...optional('detail', detail) }], toolCount: state.toolCount + 1 }
  }
  const settled = status === 'idle' || status === 'error'
  if (settled && reading.failed !== undefined && !reading.busy)
    return { ...changes, tools: [], status: 'error', error: reading.failed }
  // The conversation has gone on since the error.
  if (status === 'error' && reading.box !== 'absent' && reading.box !== 'unknown')
    return { ...changes, tools: [], status: 'idle' }
  return state.tools.length > 0 ? { ...changes, tools: [] } : changes
}

/**
 * Whether a turn is over whose end was never told: the screen shows the input box and no sign of a turn. An agent at work moves
 * something on it, so it has to be `still` as well. What runs in the background has no sign there.
 */
export function overUnsaid(state: TrackerState, reading: ScreenReading): boolean {
  const inATurn = state.status === 'thinking' || state.status === 'working'
  const atBox = reading.box === 'empty' || reading.box === 'draft'
  return inATurn && state.background === 0 && atBox && !reading.busy && !reading.dialog
}

/** What a certain screen corrects in what hooks have told; undefined when there is nothing to correct. */
function statusForSure(state: TrackerState, reading: ScreenReading): Changes | undefined {
  if (reading.dialog) {
    if (state.status === 'waiting') return {}
    const { kind, title } = reading.dialog
    return { status: 'waiting', waitingFor: { what: kind, question: title, by: 'screen' } }
  }
  if (reading.box !== 'empty' && reading.box !== 'draft') return undefined
  const inATurn = state.status === 'thinking' || state.status === 'working'
  if (reading.busy) {
    if (state.status === 'waiting' || state.status === 'idle') return { status: inTurn(state.tools, state) }
    return undefined
  }
  // The turn was interrupted, or what was asked was denied.
  if (state.status === 'waiting' || (inATurn && state.background === 0)) return { status: 'idle', tools: [] }
  return undefined
}

/** The screen decides where nothing better speaks. A dialog counts in any case while no turn is known to run. */
function statusByScreen(state: TrackerState, reading: ScreenReading): Changes {
  if (reading.dialog) {
    const quiet = state.status === 'starting' || state.status === 'idle' || state.status === 'error'
    const by = state.waitingFor?.by
    const wordless = by === 'osc7501' && state.waitingFor?.question === undefined
    const own = by === 'screen' || by === 'title' || wordless
    if (outranks(state.trust, 'screen') && !quiet && !own) return {}
    const { kind, title } = reading.dialog
    // A title, or a report without a message, says only that something is asked; the words are on the screen.
    const keeps = by === 'title' || wordless ? by : 'screen'
    const waitingFor: Waiting = { what: kind, question: title, by: keeps }
    return { status: 'waiting', waitingFor }
  }
  const lowered = state.status === 'waiting' && state.waitingFor?.by === 'screen'
  if (outranks(state.trust, 'screen') && !lowered && state.status !== 'starting') return {}
  if (reading.busy) return { status: 'working' }
  if (reading.box === 'empty' || reading.box === 'draft') return { status: 'idle' }
  return lowered ? { status: 'working' } : {}
}

/** Status of a turn that goes on. */
function inTurn(tools: readonly OpenTool[], state?: TrackerState): AgentStatus {
  return tools.length > 0 || (state?.background ?? 0) > 0 ? 'working' : 'thinking'
}

function outranks(best: TrackerState['trust'], source: TrackerState['trust']): boolean {
  return TRUST.indexOf(best) < TRUST.indexOf(source)
}

function betterTrust(best: TrackerState['trust'], seen: Observation): TrackerState['trust'] {
  if (seen.source === 'process' || seen.source === 'usage' || seen.source === 'person') return best
  if (seen.source === 'title' && seen.state === undefined) return best
  return outranks(seen.source, best) ? seen.source : best
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const result: { [P in K]?: V } = {}
  if (value !== undefined) result[key] = value
  return result
}
