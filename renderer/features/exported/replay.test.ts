import { expect, it } from 'vitest'
import type { EventBody, RunEvent } from '#shared/model/events'
import { event, observed, opened, reported, started, task } from '#shared/model/run.fixture'
import { replay } from '#shared/model/reduce'
import { Replay } from './replay'

const round = (number: number): EventBody[] => [
  observed('a1', 'thinking'),
  task(`t${number}`),
  observed('a1', 'working'),
  reported(`t${number}`, 'a1'),
  observed('a1', 'idle'),
]
const bodies: EventBody[] = [
  opened,
  started('a0', 'p0'),
  started('a1', 'p1'),
  ...Array.from({ length: 130 }, (_, index) => round(index + 1)).flat(),
  { type: 'run-closed', reason: 'person' },
]
const journal = bodies.map((body, index): RunEvent => event(index + 1, body))

it('shows a run as of any event, whichever was looked at before', () => {
  const shown = new Replay(journal)
  expect(shown.at(shown.length)).toEqual(replay(journal))
  for (const seq of [1, 2, 250, 251, 252, 500, 501, 3, 600, 249, journal.length - 1]) {
    const { phase, endedAt, ...moment } = shown.at(seq)
    const { phase: _, endedAt: __, ...prefix } = replay(journal.slice(0, seq)) ?? {}
    expect(moment, `event ${seq}`).toEqual(prefix)
    expect([phase, endedAt]).toEqual(['closed', seq * 1000])
  }
})

it('steps from one line of the timeline to the next, and knows where tasks were handed out', () => {
  const shown = new Replay(journal)
  const first = shown.tasks[0]
  expect(first).toEqual({ task: 't1', role: 'coder', seq: 5 })
  expect(shown.step(1, 1)).toBe(5)
  expect(shown.step(6, 1)).toBe(7)
  expect(shown.step(6, -1)).toBe(5)
  expect(shown.step(1, -1)).toBeUndefined()
  expect(shown.step(shown.length, 1)).toBeUndefined()
  expect(shown.at(5).timeline.at(-1)?.text).toBe('Task t1')
})
