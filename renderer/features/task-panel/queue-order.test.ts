import { describe, expect, it } from 'vitest'
import { runWith, taskFor } from '../../testing/run-fixture'
import { followersOf, moveTarget, openBefore, queueOf, taskInFocus } from './queue-order'

describe('moveTarget', () => {
  const queue = ['a', 'b', 'c']
  it.each([
    ['b', 'up', 'a'],
    ['a', 'up', undefined],
    ['a', 'down', 'c'],
    ['b', 'down', null],
    ['c', 'down', undefined],
    ['gone', 'up', undefined],
  ] as const)('%s goes %s before %s', (id, by, before) => {
    expect(moveTarget(queue, id, by)).toBe(before)
  })
})

describe('queueOf', () => {
  it('is in the order that the person chose', () => {
    const run = runWith(taskFor('t1', 1), taskFor('t2', 2), taskFor('t3', 3), {
      type: 'task-moved',
      task: 't3',
      place: 0.5,
    })
    expect(queueOf(run, 'p-coder').map((task) => task.id)).toEqual(['t3', 't1', 't2'])
  })
})

describe('followersOf', () => {
  it('keeps what waits for other tasks out of the queue, and names them', () => {
    const run = runWith(taskFor('t1', 1), { ...taskFor('t2', 2), after: ['t1'] })
    expect(queueOf(run, 'p-coder').map((task) => task.id)).toEqual(['t1'])
    const [follower] = followersOf(run, 'p-coder')
    expect(follower && openBefore(run, follower)).toEqual(['t1'])
  })
})

describe('taskInFocus', () => {
  it('is what needs the person rather than what waits for its turn', () => {
    const run = runWith(taskFor('t1', 1), taskFor('t2', 2), {
      type: 'task-held',
      task: 't2',
      why: 'approval',
    })
    expect(taskInFocus(run, 'p-coder')?.id).toBe('t2')
    expect(taskInFocus(runWith(taskFor('t1', 1), taskFor('t2', 2)), 'p-coder')?.id).toBe('t1')
    expect(taskInFocus(runWith(), 'p-coder')).toBeNull()
  })
})
