import type { AgentStatus, EventBody, RunEvent } from '#shared/model/events'
import { reduce } from '#shared/model/reduce'
import type { Run } from '#shared/model/state'

/** A run whose roles have an agent in the given states, made of the same events that a real one is. */
export function runWith(id: string, statuses: Record<string, AgentStatus>, extra: EventBody[] = []): Run {
  const roles = Object.keys(statuses)
  const bodies: EventBody[] = [
    {
      type: 'run-opened',
      project: { dir: `/projects/${id}`, name: id },
      directory: `/projects/${id}`,
      orchestration: 'team',
      title: id,
      origin: 'window',
      team: roles.map((role, index) => ({
        pane: `${id}-${role}`,
        role,
        command: 'agent',
        start: index === 0,
        clear: true,
      })),
    },
    ...roles.flatMap((role): EventBody[] => {
      const agent = `${id}-${role}-agent`
      const status = statuses[role] ?? 'idle'
      const started: EventBody = {
        type: 'agent-started',
        agent,
        pane: `${id}-${role}`,
        kind: 'any',
        purpose: 'open',
      }
      if (status === 'exited') {
        return [started, { type: 'agent-exited', agent, code: 0, signal: null, expected: true }]
      }
      return [started, { type: 'agent-observed', agent, status, source: 'hook' }]
    }),
    ...extra,
  ]
  const events = bodies.map((body, index): RunEvent => ({
    v: 1,
    seq: index + 1,
    at: 1000 + index,
    run: id,
    body,
  }))
  const run = events.reduce<Run | undefined>((state, event) => reduce(state, event), undefined)
  if (!run) throw new Error('a run needs at least one event')
  return run
}
