import { expect, it } from 'vitest'
import { cpuShareOf, lifeWords, limitedWords, memoryText } from './words'

it('explains limited status by what the deck knows of the program', () => {
  expect(limitedWords({ limited: false, kind: 'claude' })).toBeNull()
  expect(limitedWords({ limited: true, kind: 'any' })).toMatch(/only by its terminal/)
  expect(limitedWords({ limited: true, kind: 'claude' })).toMatch(/do not reach the deck/)
})

it('tells the CPU that was used between two looks, without what came or went', () => {
  const at = (cpuMs: number, pid = 1) => ({ pid, cpuMs })
  expect(cpuShareOf([at(100), at(900, 2)], [at(600), at(5000, 3)], 2000)).toBe(0.25)
  expect(cpuShareOf([], [at(600)], 2000)).toBe(0)
})

it('says what moves at an agent that is quiet', () => {
  const life = { signs: ['screen', 'cpu'] as const, stillSince: null, stopped: false }
  expect(lifeWords({ ...life, signs: [...life.signs] })).toBe('its screen moves, its processes use the CPU')
  expect(lifeWords({ signs: [], stillSince: 1, stopped: true })).toMatch(
    /^stands still: .*stopped by a signal/,
  )
})

it('says memory in short', () => {
  expect([0, 640_000, 84_200_000, 999_400_000, 1_240_000_000].map(memoryText)).toEqual([
    '0 KB',
    '640 KB',
    '84 MB',
    '999 MB',
    '1.2 GB',
  ])
})
