import type { Observation } from './adapter'
import { byHook } from './status/by-hook'
import { byProgram, byTitle } from './status/by-program'
import { byScreen, overUnsaid } from './status/by-screen'
import { outranks, type Changes, type TrackerState } from './status/tracker'

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
    case 'notice':
    case 'person':
      return {}
    case 'process':
      return { status: 'exited', tools: [], background: 0, exit: { code: seen.code, signal: seen.signal } }
  }
}

function betterTrust(best: TrackerState['trust'], seen: Observation): TrackerState['trust'] {
  if (seen.source === 'process' || seen.source === 'usage') return best
  if (seen.source === 'person' || seen.source === 'notice') return best
  if (seen.source === 'title' && seen.state === undefined) return best
  return outranks(seen.source, best) ? seen.source : best
}
