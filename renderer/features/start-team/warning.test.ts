// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest'

vi.hoisted(() => {
  window.deckBridge = { connect: () => undefined, select: () => undefined }
})
const { memoryWords, warningOf } = await import('./use-start')

it('asks before a second team works on the same files, and only then', () => {
  const check = { othersInFolder: ['dev-flow'], worktreePossible: true, worktree: false, memory: null }
  expect(warningOf(check)).toEqual({ others: ['dev-flow'], worktreePossible: true, memory: null })
  expect(warningOf({ ...check, othersInFolder: [] })).toBeNull()
  expect(warningOf({ ...check, worktree: true })).toBeNull()
})

it('asks before a team is started whose agents do not fit, and says the numbers', () => {
  const memory = {
    needed: 2_260_000_000,
    free: 1_100_000_000,
    roles: ['coder', 'reviewer', 'auditor', 'lead'].map((role) => ({ role, bytes: 565_000_000 })),
  }
  const check = { othersInFolder: [], worktreePossible: true, worktree: false, memory }
  expect(warningOf(check)).toEqual({ others: [], worktreePossible: true, memory })
  expect(memoryWords(memory)).toBe(
    'Its agents need about 2.3 GB of memory (coder 565 MB, reviewer 565 MB, auditor 565 MB, …), and 1.1 GB is free.',
  )
  expect(memoryWords({ ...memory, roles: [{ role: 'OpenCode', bytes: 2_260_000_000 }] })).toBe(
    'OpenCode needs about 2.3 GB of memory, and 1.1 GB is free.',
  )
})
