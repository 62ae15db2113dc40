import type { EventBody, RunEvent } from '#shared/model/events'

/** The first event of a run with an orchestrator `lead` and workers `coder` and `reviewer`. */
export const opened: EventBody = {
  type: 'run-opened',
  project: { dir: '/p', name: 'Größe' },
  directory: '/p',
  orchestration: 'flow',
  title: 'flow',
  origin: 'window',
  team: ['lead', 'coder', 'reviewer'].map((role, index) => ({
    pane: `p${index}`,
    role,
    command: role,
    start: index === 0,
    clear: index === 1,
  })),
}

export const noted = (text: string): EventBody => ({ type: 'noted', level: 'info', text })

/** These bodies as a journal numbers them. */
export function numbered(...bodies: readonly EventBody[]): RunEvent[] {
  return bodies.map((body, index) => ({ v: 1, seq: index + 1, at: 1000 + index, run: 'run', body }))
}

export const line = (event: RunEvent): string => `${JSON.stringify(event)}\n`
