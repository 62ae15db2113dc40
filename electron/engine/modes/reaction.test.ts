import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { WorkspaceRule } from '#shared/model/events'
import type { WorkspaceState } from '#shared/model/state'
import { foldWorkspace, openedWorkspace } from '#shared/model/workspace'
import { workspaceOf } from './open-mode'
import { reactionTo } from './reaction'

const because = { agent: 'a', pattern: '.' }
const rule: WorkspaceRule = { pattern: '.' }

function workspace(reactivePanes: number): WorkspaceState {
  return openedWorkspace(
    workspaceOf('r', {
      name: 'dev',
      panes: [{ name: 'git', command: 'git status', watch: true }],
      rules: [{ pattern: '.', watch: false }],
      reactivePanes,
    }),
  )
}

/** The workspace after it has reacted, and the pane that took the command. */
function react(before: WorkspaceState, command: string, by = rule): [WorkspaceState, string | undefined] {
  const reaction = reactionTo(before, command, by)
  if (!reaction) return [before, undefined]
  const { side, every } = reaction
  const session = `s-${before.turns}-${command}`
  const started = { type: 'side-started', side, session, command, because } as const
  return [foldWorkspace(before, { ...started, ...(every === null ? {} : { every }) }, 1), side]
}

const over = (state: WorkspaceState, side: string): WorkspaceState => {
  const session = state.sides[side]?.session ?? ''
  return foldWorkspace(state, { type: 'side-ended', side, session, code: 0, signal: null }, 2)
}

it('takes one pane after the other, and never a fixed one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 20 }), (panes, commands) => {
      let state = workspace(panes)
      for (let index = 0; index < commands; index++) {
        const [next, side] = react(state, `command ${index}`)
        expect(side).toBe(`r-r${index % panes}`)
        state = next
      }
    }),
  )
})

it('starts nothing that runs already, and runs what is over again in its place, without taking a turn', () => {
  const [first, side] = react(workspace(2), 'npm test')
  expect(react(first, 'npm test')).toEqual([first, undefined])
  const [again, same] = react(over(first, side ?? ''), 'npm test')
  expect(same).toBe(side)
  expect(react(again, 'npm run lint')[1]).toBe('r-r1')
})

it('takes the same command, run as often as another rule says, for another one', () => {
  const [first] = react(workspace(2), 'npm test')
  const [, side] = react(first, 'npm test', { pattern: '.', every: 5 })
  expect(side).toBe('r-r1')
})

it('has no pane to take in a workspace without reactive ones', () => {
  expect(reactionTo(workspace(0), 'npm test', rule)).toBeUndefined()
})

it('a late word about a session that was replaced changes nothing', () => {
  const [first, side = ''] = react(workspace(1), 'one')
  const [second] = react(first, 'two')
  const session = first.sides[side]?.session ?? ''
  expect(foldWorkspace(second, { type: 'side-ran', side, session, code: 1 }, 3)).toEqual(second)
  expect(foldWorkspace(second, { type: 'side-ended', side, session, code: 1, signal: null }, 3)).toEqual(
    second,
  )
})
