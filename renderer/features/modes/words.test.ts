import { expect, it } from 'vitest'
import type { Side } from '#shared/model/state'
import { paneWords } from './mode-words'
import { sideShape, sideTitle, sideWord } from './words'

const side: Side = {
  side: 'r-f0',
  kind: 'fixed',
  name: 'tests',
  command: 'npm test',
  every: null,
  session: 's-1',
  startedAt: 0,
  running: true,
  result: null,
  failure: null,
  paused: false,
  because: null,
}
const ended = (code: number | null, signal: string | null = null) => ({ code, signal, at: 1 })

it.each([
  [{ session: null, command: null, running: false, kind: 'reactive' }, 'nothing yet', 'not-started'],
  [{ session: null, running: false }, 'waits', 'not-started'],
  [{ failure: 'No such shell.', running: false }, 'could not start', 'error'],
  [{}, 'running', 'working'],
  [{ running: false, result: ended(0) }, 'exit 0', 'done'],
  [{ running: false, result: ended(2) }, 'exit 2', 'error'],
  [{ running: false, result: ended(null, 'SIGKILL') }, 'ended by SIGKILL', 'error'],
  [{ every: 10 }, 'every 10 s', 'starting'],
  [{ every: 10, result: ended(0) }, 'every 10 s', 'done'],
  [{ every: 0.5, result: ended(1) }, 'exit 1, every 0.5 s', 'error'],
  [{ every: 10, result: ended(0), paused: true }, 'paused', 'exited'],
] satisfies [Partial<Side>, string, string][])('%j is "%s"', (change, word, shape) => {
  expect(sideWord({ ...side, ...change })).toBe(word)
  expect(sideShape({ ...side, ...change })).toBe(shape)
})

it('says on request what it runs, how that went, and why', () => {
  expect(sideTitle({ ...side, because: { agent: 'a', pattern: '^npm' } })).toBe(
    'tests: npm test\nrunning\nThe agent ran it, and it matches ^npm',
  )
})

it.each([
  [2, 0, 2, '2 panes'],
  [1, 1, 2, '1 pane, 2 that follow the agent'],
  [0, 1, 1, '1 pane that follows the agent'],
])('%i panes, %i rules and %i reactive panes are "%s"', (panes, rules, reactivePanes, words) => {
  const mode = {
    name: 'dev',
    panes: Array.from({ length: panes }, () => ({ name: 'x', command: 'x', watch: true })),
    rules: Array.from({ length: rules }, () => 'x'),
    reactivePanes,
  }
  expect(paneWords(mode)).toBe(words)
})
