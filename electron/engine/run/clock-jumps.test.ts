import { expect, test } from 'vitest'
import { ClockJumps, jumpText } from './clock-jumps'

const MINUTE = 60_000

function clock() {
  const time = { wall: 10 * MINUTE, steady: 5 * MINUTE }
  const jumps = new ClockJumps(
    () => time.wall,
    () => time.steady,
  )
  const pass = (ms: number) => {
    time.wall += ms
    time.steady += ms
  }
  return { time, jumps, pass }
}

test('time that passes evenly is no jump, nor is a clock that is set right', () => {
  const { jumps, pass, time } = clock()
  pass(MINUTE)
  expect(jumps.look(0)).toEqual({ now: 11 * MINUTE, jumped: 0 })
  time.wall += 5000
  pass(MINUTE)
  expect(jumps.look(0)).toEqual({ now: 12 * MINUTE + 5000, jumped: 0 })
})

test('sleep is told where the even clock sleeps, and where it does not', () => {
  const { jumps, pass, time } = clock()
  time.wall += 300 * MINUTE
  pass(10_000)
  expect(jumps.look(0, 10_000).jumped).toBe(300 * MINUTE)
  pass(300 * MINUTE + 10_000)
  expect(jumps.look(0, 10_000).jumped).toBe(300 * MINUTE)
  // A machine that is busy is late as well, but not by so much.
  pass(30_000)
  expect(jumps.look(0, 10_000).jumped).toBe(0)
})

test('a jump forward, or sleep, is told once', () => {
  const { jumps, pass, time } = clock()
  time.wall += 300 * MINUTE
  pass(MINUTE)
  expect(jumps.look(0)).toEqual({ now: 311 * MINUTE, jumped: 300 * MINUTE })
  pass(MINUTE)
  expect(jumps.look(0).jumped).toBe(0)
})

test('after a clock was set back, waiting goes on until it has caught up', () => {
  const { jumps, pass, time } = clock()
  const lastEventAt = time.wall
  time.wall -= 8 * MINUTE
  expect(jumps.look(lastEventAt)).toEqual({ now: 10 * MINUTE, jumped: -8 * MINUTE })
  pass(3 * MINUTE)
  expect(jumps.look(lastEventAt)).toEqual({ now: 13 * MINUTE, jumped: 0 })
  pass(6 * MINUTE)
  expect(jumps.look(lastEventAt)).toEqual({ now: 11 * MINUTE, jumped: 0 })
})

test('the words say what happened and what it means', () => {
  expect(jumpText(180 * MINUTE)).toContain('forward by 180 minutes')
  expect(jumpText(-MINUTE)).toContain('set back by 1 minute.')
})
