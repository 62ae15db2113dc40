import { expect, test } from 'vitest'
import type { EventBody } from './events'
import { noticesOf } from './notices'
import {
  asked,
  changed,
  delivery,
  event,
  exited,
  observed,
  reported,
  runOf,
  started,
  task,
  next,
} from './run.fixture'

/** The calls for the person while these bodies happen one after the other. */
function calls(...bodies: EventBody[]) {
  let run = runOf(started('a0', 'p0'), started('a1', 'p1'), task('t1'))
  return bodies.flatMap((body) => {
    const before = run
    run = next(run, body)
    return noticesOf(before, run, event(run.seq, body))
  })
}
const noted: EventBody = { type: 'noted', level: 'info', text: 'x' }

test('one cause gives one call, however long it lasts', () => {
  const waiting = observed('a1', 'waiting', { waitingFor: 'approve Bash' })
  expect(calls(waiting, noted, waiting, noted)).toMatchObject([
    {
      category: 'waiting',
      title: 'shop · coder · waits for you',
      body: 'coder waits for you: approve Bash',
      pane: 'p1',
    },
  ])
  expect(calls(waiting, observed('a1', 'working'), waiting).map(({ key }) => key)).toHaveLength(2)
})

test.each<[EventBody[], string, string]>([
  [[reported('t1', 'a1')], 'report', 'shop · coder · work done'],
  [[reported('t1', 'a1', 'blocked')], 'failed', 'shop · coder · is blocked'],
  [[reported('t1', 'a1', 'failed')], 'failed', 'shop · coder · failed'],
  [[{ type: 'run-finished', outcome: 'done', by: 'person' }], 'finished', 'shop · run finished'],
  [[{ type: 'run-finished', outcome: 'failed', by: 'deck', reason: 'x' }], 'failed', 'shop · run failed'],
  [[exited('a1')], 'failed', 'shop · coder · needs you'],
  [[delivery('d1'), changed('d1', 'unproven')], 'failed', 'shop · coder · needs you'],
  [[asked('?', { to: 'person' })], 'waiting', 'shop · coder · asks you'],
])('what it says can be understood alone: %#', (bodies, category, title) => {
  expect(calls(...bodies)).toMatchObject([{ category, title, run: 'run' }])
})

test('what needs nobody calls nobody', () => {
  expect(
    calls(
      noted,
      observed('a1', 'idle'),
      delivery('d1'),
      changed('d1', 'submitted'),
      exited('a1', true),
      task('t2'),
    ),
  ).toEqual([])
})
