import type { ScreenReading } from '../adapter'
import { inTurn, optional, outranks, type Changes, type TrackerState, type Waiting } from './tracker'

/** What the screen shows of a turn that nothing better tells of: the tool in hand, and how the turn failed. */
export function byScreen(state: TrackerState, reading: ScreenReading, fresh: boolean): Changes {
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
