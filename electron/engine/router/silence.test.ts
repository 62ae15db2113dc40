import { expect, test } from 'vitest'
import type { EventBody } from '#shared/model/events'
import { delivery, observed, reported, runOf, started, task } from '#shared/model/run.fixture'
import { restingOrchestrator } from './silence'

const IDLE_MS = 30_000
const prompted: EventBody[] = [
  started('a0', 'p0'),
  delivery('d1', { purpose: 'prompt', pane: 'p0', agent: 'a0' }),
  { type: 'delivery-changed', delivery: 'd1', state: 'proven' },
  observed('a0', 'working'),
  observed('a0', 'idle'),
]

function restsAfter(...bodies: EventBody[]): string | undefined {
  const run = runOf(...bodies)
  return restingOrchestrator(run, run.seq * 1000 + IDLE_MS, IDLE_MS)?.text
}

test('an orchestrator that was given nothing waits for the person, who knows', () => {
  expect(restsAfter(started('a0', 'p0'), observed('a0', 'idle'))).toBeUndefined()
})

test('one that was, and ends its turn without handing out a task, has stopped', () => {
  expect(restsAfter(...prompted)).toBe(
    'lead has stopped: it has handed out no task, and the run is not finished',
  )
  const run = runOf(...prompted)
  expect(restingOrchestrator(run, run.seq * 1000 + IDLE_MS - 1, IDLE_MS)).toBeUndefined()
})

test('it has not while a task is open, and has again once none is', () => {
  const working = [...prompted, task('t1'), started('a1', 'p1')]
  expect(restsAfter(...working)).toBeUndefined()
  expect(restsAfter(...working, reported('t1', 'a1'))).toBe(
    'lead has stopped: no task is open, and the run is not finished',
  )
})

test('one agent without a team always waits for the person', () => {
  const plain = { ...runOf(...prompted), orchestration: null }
  expect(restingOrchestrator(plain, plain.seq * 1000 + IDLE_MS, IDLE_MS)).toBeUndefined()
})

test('one that has lost what it was told, and is not told again, needs the person', () => {
  expect(restsAfter(...prompted, { type: 'conversation-compacted', agent: 'a0' })).toContain(
    'lead has lost what it was told',
  )
})
