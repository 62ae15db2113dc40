// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest'
import { runWith } from '../../testing/run-fixture'

vi.hoisted(() => {
  window.deckBridge = { connect: () => undefined, select: () => undefined }
})
const { canPause, pauseWords } = await import('./pause')

it('pauses teams that are at work, and nothing else', () => {
  expect(canPause(runWith())).toBe(true)
  expect(canPause({ ...runWith(), orchestration: null })).toBe(false)
  expect(canPause(runWith({ type: 'run-finished', outcome: 'done', by: 'orchestrator' }))).toBe(false)
})

it('says who paused and why', () => {
  const reason = 'The run has used 34 of its 40 minutes (measured).'
  expect(pauseWords({ by: 'deck', reason, at: 0, evidence: [] })).toBe(reason)
  expect(pauseWords({ by: 'person', reason: 'You paused it.', at: 0, evidence: [] })).toMatch(
    /^You paused this run/,
  )
})
