import { expect, test } from 'vitest'
import { DRAIN_LIMIT_MS, DRAIN_SILENCE_MS, ExitDrain } from './exit-drain'
import { IdleExit } from './idle-exit'
import { PauseTokens } from './pause-tokens'
import { POST_BURST, POSTS_PER_SECOND, RateCap } from './rate'
import { matchesSecret, newSecret, secretDigest } from './secrets'
import { TestClock } from './testing'
import { Throttle } from './throttle'
import { MAX_TITLE_CHARS, plainTitle } from './titles'

test('a PTY goes on only when the last reason to hold it is gone', () => {
  const calls: string[] = []
  const tokens = new PauseTokens(
    () => calls.push('pause'),
    () => calls.push('resume'),
  )
  tokens.hold('mirror')
  tokens.hold('mirror')
  tokens.hold('other')
  tokens.release('mirror')
  tokens.release('unknown')
  expect(tokens.paused).toBe(true)
  tokens.release('other')
  tokens.release('other')
  expect(calls).toEqual(['pause', 'resume'])
})

test('an exit is told after the last output: at once on POSIX, after a silence on Windows', () => {
  const clock = new TestClock()
  const told: string[] = []
  const posix = new ExitDrain(clock, 'linux', () => told.push('posix'))
  const windows = new ExitDrain(clock, 'win32', () => told.push('windows'))
  posix.exit()
  windows.exit()
  clock.advance(0)
  expect(told).toEqual(['posix'])
  clock.advance(DRAIN_SILENCE_MS - 1)
  windows.data()
  clock.advance(DRAIN_SILENCE_MS - 1)
  expect(told).toEqual(['posix'])
  clock.advance(1)
  expect(told).toEqual(['posix', 'windows'])
  expect(clock.waiting).toBe(0)
})

test('output without end after the exit is cut off', () => {
  const clock = new TestClock()
  let told = 0
  const drain = new ExitDrain(clock, 'win32', () => told++)
  drain.exit()
  for (let ms = 0; ms < DRAIN_LIMIT_MS; ms += 100) {
    drain.data()
    clock.advance(100)
  }
  expect(told).toBe(1)
})

test('a host ends when it was of no use for its whole linger time', () => {
  const clock = new TestClock()
  let inUse = true
  let ended = 0
  const idle = new IdleExit(
    clock,
    1000,
    () => inUse,
    () => ended++,
  )
  idle.check()
  clock.advance(5000)
  expect(ended).toBe(0)
  inUse = false
  idle.check()
  clock.advance(999)
  inUse = true
  idle.check()
  clock.advance(5000)
  expect(ended).toBe(0)
  inUse = false
  idle.check()
  clock.advance(1000)
  expect(ended).toBe(1)
})

test('activity is told at once, at most once per interval, and once more at its end', () => {
  const clock = new TestClock()
  const at: number[] = []
  const throttle = new Throttle(clock, 250, () => at.push(clock.now()))
  for (let ms = 0; ms < 600; ms += 50) {
    throttle.hit()
    clock.advance(50)
  }
  clock.advance(1000)
  expect(at).toEqual([0, 250, 500, 750])
})

test('an agent may post a burst, then at its rate', () => {
  const cap = new RateCap()
  for (let i = 0; i < POST_BURST; i++) expect(cap.allow('a', 0)).toBe(true)
  expect(cap.allow('a', 0)).toBe(false)
  expect(cap.allow('b', 0)).toBe(true)
  for (let i = 0; i < POSTS_PER_SECOND; i++) expect(cap.allow('a', 1000)).toBe(true)
  expect(cap.allow('a', 1000)).toBe(false)
})

test('secrets are compared by digest, whatever their length', () => {
  const secret = newSecret()
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  expect(matchesSecret(secret, secretDigest(secret))).toBe(true)
  expect(matchesSecret(`${secret}0`, secretDigest(secret))).toBe(false)
  expect(matchesSecret('', secretDigest(secret))).toBe(false)
})

test('titles are one line of plain, short text', () => {
  expect(plainTitle('\u2733 Claude\tCode\n\x1b[31m\u202e')).toBe('\u2733 Claude Code [31m')
  expect([...plainTitle('\u{1f600}'.repeat(1000))]).toHaveLength(MAX_TITLE_CHARS)
})
