import type { EventBody, RunEvent } from '#shared/model/events'
import { opened as anyOpened } from '#shared/model/run.fixture'

/** The first event of the run of the tests, whose project needs more than ASCII. */
export const opened: EventBody = { ...anyOpened, project: { dir: '/p', name: 'Größe' } }

export const noted = (text: string): EventBody => ({ type: 'noted', level: 'info', text })

/** These bodies as a journal numbers them. */
export function numbered(...bodies: readonly EventBody[]): RunEvent[] {
  return bodies.map((body, index) => ({ v: 1, seq: index + 1, at: 1000 + index, run: 'run', body }))
}

export const line = (event: RunEvent): string => `${JSON.stringify(event)}\n`
