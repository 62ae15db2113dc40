import { expect, test } from 'vitest'
import { resumable } from './agent-starts'

test.each(['0198c1de-8f0e-7c1f-b0e5-0f2d7a3b9c11', 'ses_5fKx0', 'a.b'])('%s is a conversation', (id) => {
  expect(resumable(id)).toBe(id)
})

test.each([
  '--dangerously-skip-permissions',
  '-c',
  '',
  '../other',
  'a b',
  'a\n-c',
  'x'.repeat(201),
  null,
  undefined,
])('no agent is started with %j in the place of one', (id) => {
  expect(resumable(id)).toBeUndefined()
})
