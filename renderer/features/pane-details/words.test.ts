import { expect, it } from 'vitest'
import { limitedWords, memoryText } from './words'

it('explains limited status by what the deck knows of the program', () => {
  expect(limitedWords({ limited: false, kind: 'claude' })).toBeNull()
  expect(limitedWords({ limited: true, kind: 'any' })).toMatch(/only by its terminal/)
  expect(limitedWords({ limited: true, kind: 'claude' })).toMatch(/do not reach the deck/)
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
