// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest'

vi.hoisted(() => {
  window.deckBridge = { connect: () => undefined, select: () => undefined }
})
const { warningOf } = await import('./use-team-start')

it('asks before a second team works on the same files, and only then', () => {
  const check = { othersInFolder: ['dev-flow'], worktreePossible: true, worktree: false }
  expect(warningOf(check)).toEqual({ others: ['dev-flow'], worktreePossible: true })
  expect(warningOf({ ...check, othersInFolder: [] })).toBeNull()
  expect(warningOf({ ...check, worktree: true })).toBeNull()
})
