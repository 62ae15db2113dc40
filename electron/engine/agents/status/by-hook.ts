import type { Observation } from '../adapter'
import { inTurn, optional, type Changes, type OpenTool, type TrackerState, type Waiting } from './tracker'

/** What a hook tells is what the agent itself says, but it may come late. */
export function byHook(
  state: TrackerState,
  seen: Extract<Observation, { source: 'hook' }>,
  now: number,
): Changes {
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
