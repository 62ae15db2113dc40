import { expect, it } from 'vitest'
import { promptOf, runWith } from '../../testing/run-fixture'
import { sentTexts, stepHistory } from './history'

it('recalls what was sent to this role, oldest first, each repetition once', () => {
  const run = runWith(promptOf('d1', 'one'), promptOf('d2', 'two'), promptOf('d3', 'two'))
  expect(sentTexts(run, 'p-orchestrator')).toEqual(['one', 'two'])
  expect(sentTexts(run, 'p-coder')).toEqual([])
})

it('stops at both ends', () => {
  expect(stepHistory(0, 1, 2)).toBe(1)
  expect(stepHistory(2, 1, 2)).toBe(2)
  expect(stepHistory(1, -1, 2)).toBe(0)
  expect(stepHistory(0, -1, 2)).toBe(0)
})
