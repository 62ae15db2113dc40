import { expect, it, vi } from 'vitest'
import { WATCHER_KEYS } from '#shared/contract/watcher'
import type { CliIo } from '../args'
import { fakeIo } from '../fake-io'
import { watch } from './watch'

/** A watcher whose keys and output are in the test's hands. */
function start(command: string, interval: string, change: Partial<CliIo> = {}) {
  let press: (keys: string) => void = () => undefined
  const { io, said } = fakeIo({
    env: process.env,
    onKeys: (listener) => {
      press = listener
      return () => undefined
    },
    ...change,
  })
  const ended = watch(['--interval', interval, command], io)
  return { said, ended, press: (keys: string) => press(keys) }
}

const CLEAR = '\x1b[H\x1b[2J\x1b[3J'
const rounds = (out: string): string[] => out.split(CLEAR).slice(1)

it('runs a command again and again, and shows each run in place of the one before', async () => {
  const watching = start('echo out; echo error >&2', '0.01')
  await vi.waitFor(() => expect(rounds(watching.said.out).length).toBeGreaterThan(2), 20_000)
  watching.press('\x03')
  expect(await watching.ended).toBe(130)
  expect(rounds(watching.said.out)[0]?.split('\n').toSorted()).toEqual(['', 'error', 'out'])
})

it('runs when it is asked to, also while it rests', async () => {
  const watching = start('echo ran', '1000')
  const ran = (times: number) =>
    vi.waitFor(() => expect(rounds(watching.said.out)).toHaveLength(times), 20_000)
  await ran(1)
  watching.press(WATCHER_KEYS.rest)
  // The wait for the next run begins a moment after the end of the first.
  await vi.waitFor(() => {
    watching.press(WATCHER_KEYS.now)
    expect(rounds(watching.said.out).length).toBeGreaterThan(1)
  }, 20_000)
  watching.press('\x03')
  expect(await watching.ended).toBe(130)
})

it('tells the deck how each run has ended, and shows that one has printed nothing', async () => {
  const env = { ...process.env, TERM_PROGRAM: 'dot-agent-deck' }
  const watching = start('exit 3', '1000', { env })
  const message = Buffer.from('exit 3').toString('base64')
  await vi.waitFor(
    () => expect(watching.said.out).toContain(`7501;state=error:app=dot-agent-deck:msg=${message}`),
    20_000,
  )
  expect(watching.said.out).toContain('(no output)')
  watching.press('\x03')
  await watching.ended
})

it.each([
  [['--interval', '0', 'true'], /--interval/],
  [['--interval', 'often', 'true'], /--interval/],
  [['true'], /--interval/],
  [['--interval', '1'], /command/],
  [['--interval', '1', ' '], /command/],
])('%j is not understood', async (args, reason) => {
  await expect(watch(args, fakeIo().io)).rejects.toThrow(reason)
})
