import { put } from '../entries'
import type { BodyOf } from '../events'
import type { Agent, Run } from '../state'
import type { Folds } from './folds'
import { patchAgent, patchPane } from './patch'

/** Whether a turn was seen of an agent of which nothing but its terminal tells; others report their prompts. */
function showsATurn({ source, status }: BodyOf<'agent-observed'>): boolean {
  return (source === 'title' || source === 'screen') && (status === 'working' || status === 'thinking')
}

/** Whether what an agent has to know of its role is on its way to it, and not given to it yet. */
function isToBeTold(run: Run, { id }: Agent): boolean {
  return Object.values(run.deliveries).some(
    ({ agent, purpose, state }) => agent === id && purpose === 'context' && state === 'held',
  )
}

/** Whether a conversation of which an agent tells is without what it was told. One that the person began anew is known to be. */
function isLost({ conversation }: Agent, how: BodyOf<'agent-conversation'>['how']): boolean {
  return how === 'compact' || (how === 'clear' && conversation !== null)
}

/** Agents: their starts and ends, and what is seen of them. */
export const agentFolds = {
  'agent-started': (run, body, at) => {
    const agent: Agent = {
      id: body.agent,
      pane: body.pane,
      kind: body.kind,
      conversation: body.conversation ?? null,
      begun: body.resumed ?? false,
      forgot: false,
      startedAt: at,
      status: 'starting',
      since: at,
      source: 'process',
      tool: null,
      detail: null,
      waitingFor: null,
      answerable: false,
      options: null,
      ask: 0,
      error: null,
      limited: false,
      lastPrompt: null,
      toolCount: 0,
      usage: null,
      life: null,
      exit: null,
    }
    return patchPane({ ...run, agents: put(run.agents, agent.id, agent) }, body.pane, {
      agent: agent.id,
      startFailure: null,
      startFailedAt: null,
      handOver: null,
    })
  },

  'agent-start-failed': (run, body, at) =>
    patchPane(run, body.pane, { startFailure: body.reason, startFailedAt: at }),

  'agent-observed': (run, body, at) =>
    patchAgent(run, body.agent, (agent) => ({
      status: body.status,
      begun: agent.begun || showsATurn(body),
      since: body.status === agent.status ? agent.since : at,
      life: body.status === agent.status ? agent.life : null,
      source: body.source,
      tool: body.tool ?? null,
      detail: body.detail ?? null,
      waitingFor: body.waitingFor ?? null,
      answerable: body.answerable ?? false,
      options: body.options ?? null,
      ask: body.ask ?? 0,
      error: body.error ?? null,
      limited: body.limited ?? agent.limited,
      toolCount:
        body.tool !== undefined && (body.tool !== agent.tool || body.detail !== (agent.detail ?? undefined))
          ? agent.toolCount + 1
          : agent.toolCount,
    })),

  'agent-prompted': (run, body) =>
    patchAgent(run, body.agent, () => ({ lastPrompt: body.text, begun: true })),

  'agent-conversation': (run, body) =>
    patchAgent(run, body.agent, (agent) => ({
      conversation: body.conversation,
      kind: body.kind ?? agent.kind,
      begun: body.how === 'resume' || body.how === 'compact' || (agent.begun && body.how !== 'clear'),
      forgot: agent.forgot || (isLost(agent, body.how) && !isToBeTold(run, agent)),
    })),

  'conversation-compacted': (run, body) =>
    patchAgent(run, body.agent, (agent) => ({ forgot: agent.forgot || !isToBeTold(run, agent) })),

  'ask-answered': (run) => run,

  'conversation-reset': (run, body) =>
    patchAgent(run, body.agent, (agent) => ({
      conversation: body.conversation ?? null,
      begun: false,
      lastPrompt: null,
      // Where its own hook has told of the new one, that has said so already.
      forgot: agent.forgot || (body.conversation === undefined && !isToBeTold(run, agent)),
    })),

  'agent-exited': (run, body, at) =>
    patchAgent(run, body.agent, () => ({
      status: 'exited',
      since: at,
      source: 'process',
      tool: null,
      detail: null,
      waitingFor: null,
      life: null,
      exit: { code: body.code, signal: body.signal, expected: body.expected, at },
    })),

  'usage-seen': (run, body, at) =>
    patchAgent(run, body.agent, () => ({
      usage: {
        tokens: body.tokens,
        costUsd: body.costUsd ?? null,
        contextUsed: body.contextUsed ?? null,
        contextSize: body.contextSize ?? null,
        contextSource: body.contextSource ?? body.source,
        source: body.source,
        at,
      },
    })),

  'life-seen': (run, body) =>
    patchAgent(run, body.agent, () => ({
      life: { signs: body.signs, stillSince: body.stillSince ?? null, stopped: body.stopped ?? false },
    })),
} satisfies Partial<Folds>
