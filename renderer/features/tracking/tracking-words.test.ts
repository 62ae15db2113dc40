import { expect, it } from 'vitest'
import type { TrackingView } from '#shared/contract/views'
import { trackingName, trackingText } from './tracking-words'

const plan: TrackingView = {
  run: 'r1',
  file: 'prds/current.md',
  exists: true,
  done: 7,
  total: 12,
  heading: 'Rounding',
  changedAt: 1,
}

it.each([
  [plan, '7/12', 'Rounding, prds/current.md, 7 of 12 done'],
  [{ ...plan, done: 0, total: 0, heading: null }, 'no checklist', 'prds/current.md, no checklist'],
  [{ ...plan, exists: false, heading: null }, 'not written yet', 'prds/current.md, not written yet'],
])('says how far a tracking file has come', (tracking, text, name) => {
  expect(trackingText(tracking)).toBe(text)
  expect(trackingName(tracking)).toBe(name)
})
