import { expect, test } from 'vitest'
import { modelOf, withModel } from './agent-model'

test.each([
  ['claude', undefined],
  ['claude --model opus', 'opus'],
  ['claude --model=opus --verbose', 'opus'],
  ['A=1 env -u B claude --dangerously-skip-permissions --model sonnet', 'sonnet'],
  ['codex -m gpt-5', 'gpt-5'],
  [`sh -c 'cd app && claude --model haiku'`, 'haiku'],
  ['npx @openai/codex --model o4', 'o4'],
  ['claude -- --model opus', undefined],
  ['devbox run agent --model opus', undefined],
  ['claude --model', undefined],
])('%s asks for %s', (command, model) => {
  expect(modelOf(command)).toBe(model)
})

test.each([
  ['claude', 'claude --model opus'],
  ['A=1 claude --verbose ', 'A=1 claude --verbose --model opus'],
  ['claude --model sonnet --verbose', 'claude --model opus --verbose'],
  ['claude --model=sonnet', 'claude --model=opus'],
  ['claude -- hello', undefined],
  [`sh -c 'claude'`, undefined],
  ['sh -c claude', undefined],
  ['claude; true', undefined],
  ['claude "$X"', undefined],
  ['devbox run agent', undefined],
])('%s with another model is %s', (command, expected) => {
  const changed = withModel(command, 'opus')
  expect(changed).toBe(expected)
  if (changed !== undefined) expect(modelOf(changed)).toBe('opus')
})

test.each([
  ['claude', 'claude'],
  ['claude --model opus --verbose', 'claude --verbose'],
  ['A=1 claude --model=opus', 'A=1 claude'],
  ['claude --model opus --model sonnet', undefined],
  ['claude | tee log', undefined],
])('%s with the usual model is %s', (command, expected) => {
  expect(withModel(command, null)).toBe(expected)
})
