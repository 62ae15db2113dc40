import { expect, test } from 'vitest'
import { firstSigns, foldSigns, lifeOf, needsProcesses, type Glimpse, type LifeSigns } from './life-signs'

const PACE = { lookMs: 10_000, stillMs: 60_000 }
const process = (cpuMs: number, more: { pid?: number; stopped?: boolean } = {}) => ({
  pid: 7,
  cpuMs,
  ...more,
})

/** Looks every ten seconds, with what is given for each look. */
function watched(looks: readonly Partial<Glimpse>[], silenceCounts = true) {
  const quiet: Glimpse = { at: 0, outputs: 0, reports: 0, processes: [process(100)] }
  const signs = looks.reduce<LifeSigns>(
    (before, look, index) => foldSigns(before, { ...quiet, at: (index + 1) * PACE.lookMs, ...look }, PACE),
    firstSigns(quiet),
  )
  return lifeOf(signs, PACE, silenceCounts)
}
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index + 1))

test('a spinner, a report, CPU time and new processes each keep an agent alive, and are named', () => {
  expect(watched(times(9, (n) => ({ outputs: n }))).signs).toEqual(['screen'])
  expect(watched(times(9, (n) => ({ reports: n }))).signs).toEqual(['reports'])
  expect(watched(times(9, (n) => ({ processes: [process(100 + n * 25)] }))).signs).toEqual(['cpu'])
  expect(
    watched(times(9, (n) => ({ processes: [process(100), process(0, { pid: 100 + n })] }))).signs,
  ).toEqual(['processes'])
})

test('nothing at all is a hang after a minute, not before', () => {
  expect(watched(times(5, () => ({}))).stillSince).toBeUndefined()
  expect(watched(times(6, () => ({})))).toEqual({ signs: [], stillSince: 0, stopped: false })
})

test('a program that something has stopped is known sooner', () => {
  const stopped = { processes: [process(100, { stopped: true })] }
  expect(watched([stopped]).stillSince).toBeUndefined()
  expect(watched([stopped, stopped])).toEqual({ signs: [], stillSince: 0, stopped: true })
})

test('CPU time that is too little for one look adds up; an event loop that only waits does not count', () => {
  expect(watched(times(9, (n) => ({ processes: [process(100 + n * 10)] }))).stillSince).toBeUndefined()
  expect(watched(times(9, (n) => ({ processes: [process(100 + n)] }))).stillSince).toBe(0)
})

test('silence says nothing about a program that is known by its screen alone; a signal does', () => {
  expect(
    watched(
      times(9, () => ({})),
      false,
    ).stillSince,
  ).toBeUndefined()
  const stopped = { processes: [process(100, { stopped: true })] }
  expect(
    watched(
      times(9, () => stopped),
      false,
    ).stopped,
  ).toBe(true)
})

test('time in which the machine slept counts as nobody’s silence', () => {
  expect(watched([...times(5, () => ({})), { at: 3_600_000 }]).stillSince).toBeUndefined()
})

test('processes are only looked at where the cheap signs are silent', () => {
  const signs = firstSigns({ at: 0, outputs: 4, reports: 1 })
  expect(needsProcesses(signs, { at: 1, outputs: 4, reports: 1 })).toBe(true)
  expect(needsProcesses(signs, { at: 1, outputs: 5, reports: 1 })).toBe(false)
  expect(needsProcesses(signs, { at: 1, outputs: 4, reports: 2 })).toBe(false)
})
