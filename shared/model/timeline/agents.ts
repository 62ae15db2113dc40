import type { Lines } from './lines'
import { oneLine } from './one-line'

const COMPACTED = 'Its conversation was compacted'

/** Agents: their starts and ends, their answered dialogs, and hand-overs. */
export const agentLines = {
  'agent-start-failed': (body, { entry, role }) =>
    entry('agent', 'deck', role(body.pane), `Could not start: ${body.reason}`, {}, 'error'),

  'ask-answered': (body, { after, entry, role, lead }) => {
    const pane = after.agents[body.agent]?.pane ?? ''
    const done = { allow: 'Allowed', deny: 'Denied' }[body.answer] ?? `Chose “${body.answer}”`
    const from = body.by === 'person' ? 'you' : (lead() ?? 'orchestrator')
    return entry('answer', from, role(pane), `${done}: ${oneLine(body.what).replace(/^Allow /, '')}`, {
      agent: body.agent,
    })
  },

  'agent-conversation': ({ agent, how }, { after, entry, role }) =>
    how === 'compact'
      ? entry('agent', role(after.agents[agent]?.pane ?? ''), null, COMPACTED, { agent })
      : null,

  'conversation-compacted': ({ agent }, { after, entry, role }) =>
    entry('agent', role(after.agents[agent]?.pane ?? ''), null, COMPACTED, { agent }),

  'conversation-reset': (body, { after, entry, role }) => {
    const pane = after.agents[body.agent]?.pane ?? ''
    return entry('agent', 'you', role(pane), 'Began a new conversation', { agent: body.agent })
  },

  'agent-exited': (body, { after, entry, role }) => {
    if (body.expected) return null
    const pane = after.agents[body.agent]?.pane ?? ''
    const how = body.signal ? `ended by ${body.signal}` : `exited with code ${body.code ?? 'unknown'}`
    return entry('agent', role(pane), null, `Agent ${how}`, { agent: body.agent }, 'warning')
  },

  'hand-over-asked': (body, { entry, role }) => {
    const text =
      body.when === 'now' ? 'A fresh agent takes over now' : 'A fresh agent takes over after this turn'
    return entry('agent', 'you', role(body.pane), text, { agent: body.agent })
  },

  'hand-over-withdrawn': (body, { entry, role }) =>
    entry('agent', 'you', role(body.pane), 'The agent is kept'),

  'handed-over': (body, { entry, role }) => {
    const refs = { agent: body.agent, handOver: body.handOver }
    const what = body.task === undefined ? '' : ` of task ${body.task}`
    return entry('agent', role(body.pane), role(body.pane), `Hand-over${what} to a fresh agent`, refs)
  },
} satisfies Partial<Lines>
