import { expect, test } from 'vitest'
import type { EventBody, RunEvent } from './events'
import { foldAll, reduce, replay } from './reduce'
import { changed, delivery, event, exited, observed, opened, reported, started, task } from './run.fixture'
import type { Run } from './state'

/** A journal of rounds: each a task, its delivery, work, a report, and the telling of it, sometimes late or refused. */
function journal(events: number): RunEvent[] {
  const bodies: EventBody[] = [opened, started('a0', 'p0'), started('a1', 'p1'), started('a2', 'p2')]
  for (let round = 1; bodies.length < events; round++) {
    const agent = `a1-${round}`
    bodies.push(
      started(agent, 'p1'),
      task(`t${round}`),
      delivery(`d${2 * round - 1}`, { tasks: [`t${round}`], agent }),
      changed(`d${2 * round - 1}`, 'submitted'),
      ...(round % 3 === 0 ? [changed(`d${2 * round - 1}`, 'unproven', { detail: 'no proof' })] : []),
      changed(`d${2 * round - 1}`, 'proven', { proof: 'hook' }),
      observed(agent, 'working', { tool: 'Bash' }),
      reported(`t${round}`, agent, round % 5 === 0 ? 'failed' : 'done'),
      { type: 'notice-raised', notice: `n${round}`, key: `k${round}`, text: 'look' },
      delivery(`d${2 * round}`, {
        purpose: 'report',
        pane: 'p0',
        reports: [`r${round}`],
        notices: [`n${round}`],
      }),
      changed(`d${2 * round}`, round % 4 === 0 ? 'refused' : 'proven'),
      { type: 'attention-dismissed', key: `x${round}` },
      exited(agent, true),
    )
  }
  return bodies.slice(0, events).map((body, index) => event(index + 1, body))
}

test('folded at one go, a journal gives what it gives one event after the other, from every prefix', () => {
  const events = journal(160)
  let stepwise: Run | undefined
  const moments: Run[] = []
  for (const each of events) {
    stepwise = reduce(stepwise, each)
    moments.push(stepwise)
  }
  const copies = moments.map((moment) => structuredClone(moment))
  for (const [index, moment] of moments.entries()) {
    expect(replay(events.slice(0, index + 1)), `${index + 1} events`).toEqual(moment)
    expect(foldAll(moment, events.slice(index + 1)), `after ${index + 1} events`).toEqual(stepwise)
  }
  // What somebody holds is as it was.
  expect(moments).toEqual(copies)
})

test('a journal that cannot be folded to its end leaves what was there as it was', () => {
  const events = journal(60)
  const run = replay(events)
  const copy = structuredClone(run)
  const next = observed('a1', 'working')
  expect(() => foldAll(run, [event(61, next), event(63, next)])).toThrow('Events 62 to 62')
  expect(run).toEqual(copy)
  expect(foldAll(run, [event(61, next)])?.seq).toBe(61)
})

test('ten times the events take about ten times as long, not a hundred times', () => {
  const [few, many] = [journal(2500), journal(25_000)]
  // Time of the processor, which a busy machine does not lengthen as it does time on the wall.
  const fastest = (events: RunEvent[]): number =>
    Math.min(
      ...Array.from({ length: 5 }, () => {
        const began = process.cpuUsage()
        replay(events)
        const { user, system } = process.cpuUsage(began)
        return user + system
      }),
    )
  fastest(few)
  expect(fastest(many) / fastest(few)).toBeLessThan(45)
})
