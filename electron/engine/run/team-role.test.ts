import { expect, test } from 'vitest'
import type { Orchestration, Role } from '#shared/contract/config'
import { opened, next, runOf } from '#shared/model/run.fixture'
import type { Run } from '#shared/model/state'
import { keepingRules, seatChanges, teamOf } from './team-role'

const role = (name: string, more: Partial<Role> = {}): Role => ({
  name,
  command: `run-${name}`,
  start: false,
  clear: false,
  maxParallel: 1,
  permissions: 'person',
  plan: 'none',
  approval: 'none',
  mayEdit: true,
  mayDelegateTo: [],
  gates: [],
  ...more,
})
const team = (coders: number, more: Partial<Role> = {}): Orchestration => ({
  name: 'flow',
  worktree: false,
  peers: false,
  roles: [
    role('lead', { start: true, maxParallel: 3 }),
    role('coder', { clear: true, maxParallel: coders, ...more }),
    role('reviewer'),
  ],
})
const edited = (run: Run, to: Orchestration): Run =>
  next(run, { type: 'team-changed', team: seatChanges(run, to) })
const panesOf = (run: Run, to: Orchestration) =>
  seatChanges(run, to).map(({ pane, retired }) => (retired ? `-${pane}` : pane))

test('a role has as many seats as it works on tasks, an orchestrator one', () => {
  expect(teamOf(team(2), 'p').map(({ pane, role: name, seat }) => [pane, name, seat])).toEqual([
    ['p0', 'lead', undefined],
    ['p1', 'coder', undefined],
    ['p1-2', 'coder', 2],
    ['p2', 'reviewer', undefined],
  ])
})

test('an edited number adds seats, takes them out of use and back, and what stays the same is no change', () => {
  const run = edited(runOf(), team(1))
  expect(opened.team.map(({ pane }) => pane)).toEqual(['p0', 'p1', 'p2'])
  expect(seatChanges(run, team(1))).toEqual([])
  expect(panesOf(run, team(3))).toEqual(['p1-2', 'p1-3'])
  const three = edited(run, team(3))
  expect(seatChanges(three, team(3))).toEqual([])
  expect(panesOf(three, team(2))).toEqual(['-p1-3'])
  const two = edited(three, team(2))
  expect(seatChanges(two, team(2))).toEqual([])
  expect(panesOf(two, team(3))).toEqual(['p1-3'])
  // What a role runs is the same in all its seats.
  expect(panesOf(three, team(3, { command: 'other' }))).toEqual(['p1', 'p1-2', 'p1-3'])
})

test('whom a role may give tasks to can be edited, and taken back', () => {
  const run = edited(runOf(), team(1))
  const leading = edited(run, team(1, { mayDelegateTo: ['reviewer'] }))
  expect(leading.panes['p1']?.leads).toEqual(['reviewer'])
  expect(edited(leading, team(1)).panes['p1']?.leads).toBeUndefined()
})

test('an edit takes no yes from the person, and no rules from a role that it leaves out', () => {
  const before = team(1, { approval: 'person', plan: 'person', mayEdit: false })
  const [lead, coder, reviewer] = keepingRules(before, team(2)).roles
  expect(coder).toMatchObject({ approval: 'person', plan: 'person', mayEdit: true, maxParallel: 2 })
  expect([lead, reviewer]).toEqual([team(2).roles[0], team(2).roles[2]])
  const without = { ...team(1), roles: team(1).roles.filter(({ name }) => name !== 'coder') }
  expect(keepingRules(before, without).roles.find(({ name }) => name === 'coder')).toEqual(before.roles[1])
  expect(keepingRules(team(1), before)).toEqual(before)
})
