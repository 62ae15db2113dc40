import { expect, test } from 'vitest'
import type { EventBody } from '#shared/model/events'
import { delivery, next, opened, reported, runOf, started, task } from '#shared/model/run.fixture'
import { besideNames } from './report-checks'

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
