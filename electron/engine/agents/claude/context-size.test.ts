import { expect, test } from 'vitest'
import { claudeContextSize } from './context-size'

test.each([
  ['claude-opus-5-5', 1_000_000],
  ['claude-haiku-5-5', 1_000_000],
  ['claude-sonnet-5', 1_000_000],
  ['claude-opus-4-7', 1_000_000],
  ['claude-opus-4-6', 200_000],
  ['claude-sonnet-4-5-20250929', 200_000],
  ['claude-opus-4-20250514', 200_000],
  ['claude-haiku-4-5-20251001', 200_000],
  ['us.anthropic.claude-sonnet-4-6-v1:0', 200_000],
  ['claude-sonnet-4-6[1m]', 1_000_000],
  ['my-gateway-model', undefined],
  ['claude', undefined],
])('%s holds %s tokens', (model, size) => {
  expect(claudeContextSize(model, 10)).toBe(size)
})

test('a context that holds more than the small window is a large one', () => {
  expect(claudeContextSize('claude-sonnet-4-5', 200_001)).toBe(1_000_000)
})
