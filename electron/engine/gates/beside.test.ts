import { expect, test } from 'vitest'
import type { EventBody } from '#shared/model/events'
import { delivery, next, observed, opened, reported, runOf, started, task } from '#shared/model/run.fixture'
import { plainAgent } from '../run/plain-agent'
import { besideNames, editorsBeside, editorsWorkedSince } from './beside'

const [, coder] = opened.team
if (!coder) throw new Error('the team has a coder')
const seats: EventBody = { type: 'team-changed', team: [{ ...coder, pane: 'p1-2', seat: 2 }] }
const given = (id: string, pane: string, agent: string): EventBody[] => [
  started(agent, pane),
  task(id, pane === 'p2' ? 'p2' : 'p1'),
  delivery(`d${id.slice(1)}`, { pane, agent, tasks: [id] }),
]
const all = (): boolean => true

test('who worked beside a task is named by seat, once, and only for the time of the task', () => {
  const run = runOf(
    seats,
    ...given('t1', 'p2', 'a1'),
    reported('t1', 'a1'),
    ...given('t2', 'p1', 'a2'),
    ...given('t3', 'p1-2', 'a3'),
    reported('t3', 'a3'),
    ...given('t4', 'p1-2', 'a4'),
  )
  const mine = run.tasks['t2']
  if (!mine) throw new Error('t2 was given')
  expect(besideNames(run, mine, all)).toEqual(['coder 2'])
  expect(besideNames(run, mine, (role) => role === 'reviewer')).toEqual([])
  const later = given('t5', 'p2', 'a5').reduce(next, run)
  expect(besideNames(later, mine, all)).toEqual(['coder 2', 'reviewer'])
})

const { roles, ...rest } = plainAgent('lead', 'agent')
/** The team of the fixture, in which only these may edit. */
const teamOf = (...editors: string[]) => ({
  ...rest,
  roles: ['lead', 'coder', 'reviewer'].flatMap((name) =>
    roles.map((role) => ({ ...role, name, mayEdit: editors.includes(name) })),
  ),
})

test('an orchestrator that may edit, and another run in the folder, are editors if they worked meanwhile', () => {
  const run = runOf(started('a0', 'p0'), observed('a0', 'working'), ...given('t1', 'p2', 'a2'))
  const mine = run.tasks['t1']
  if (!mine) throw new Error('t1 was given')
  expect(editorsBeside(run, teamOf('coder'), mine, [])).toEqual([])
  expect(editorsBeside(run, teamOf('coder', 'lead'), mine, [])).toEqual(['lead'])
  const from = run.deliveries['d1']?.createdAt ?? 0
  const until = (last: number) => ({ title: 'other', open: false, workedSince: (at: number) => last > at })
  expect(editorsBeside(run, teamOf('coder'), mine, [until(from)])).toEqual([])
  expect(editorsBeside(run, teamOf('coder'), mine, [until(from + 1)])).toEqual(['the run “other”'])
})

test('whether a run has worked since: an agent of it that may edit is in a turn, or has left one', () => {
  const working = runOf(started('a1', 'p1'), observed('a1', 'working'))
  expect(editorsWorkedSince(working, teamOf('coder'), 9000)).toBe(true)
  const idle = next(working, observed('a1', 'idle'))
  expect(editorsWorkedSince(idle, teamOf('coder'), 3000)).toBe(true)
  expect(editorsWorkedSince(idle, teamOf('coder'), 4000)).toBe(false)
  expect(editorsWorkedSince(idle, teamOf('reviewer'), 3000)).toBe(false)
})
