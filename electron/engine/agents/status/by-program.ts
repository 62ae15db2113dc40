import type { Observation, TitleState } from '../adapter'
import { inTurn, optional, outranks, type Changes, type TrackerState, type Waiting } from './tracker'

/**
 * OSC 7501. Any output in the pane could forge it, so it is for display and for gating together with the screen. It alone tells
 * of an interrupt by Esc and of an answered dialog, so a *change* in what it says is believed over an older hook.
 */
export function byProgram(state: TrackerState, seen: Extract<Observation, { source: 'osc7501' }>): Changes {
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

/** A title tells of the status where neither hooks nor OSC 7501 speak. */
export function byTitle(state: TrackerState, told: TitleState | undefined): Changes {
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
