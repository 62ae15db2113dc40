import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RunEvent } from '#shared/model/events'
import { reduce } from '#shared/model/reduce'
import { isOpen, lacksRole } from '#shared/model/selectors'
import type { Run } from '#shared/model/state'
import type { View } from '../../delivery/view'
import { letFinish } from './let-finish.fixture'
import { moves, rare, type Move } from './moves.fixture'
import { make } from './play.fixture'
import { Simulation } from './simulation.fixture'
import type { Weakened } from './weakened.fixture'

const examples = rare.map((all): [Move[]] => [all])

function played(all: readonly Move[], weakened: Weakened = {}): Simulation {
  const sim = new Simulation(weakened)
  sim.pump()
  for (const one of all) make(sim, one)
  return sim
}

/** Nothing that was accepted may be left over once the world has behaved for a while. */
function checkEnd(sim: Simulation): void {
  letFinish(sim)
  const { run } = sim
  for (const { role, handOver } of Object.values(run.panes)) {
    if (handOver) throw new Error(`${role} was never handed over: ${JSON.stringify(handOver)}`)
  }
  for (const agent of Object.values(run.agents)) {
    if (lacksRole(run, agent)) throw new Error(`${agent.id} was never told its role again`)
  }
  for (const id of sim.accepted) {
    const task = run.tasks[id]
    if (!task || isOpen(task)) throw new Error(`${id} is left over: ${JSON.stringify(task)}`)
  }
  if (run.phase !== 'running') return
  for (const report of Object.values(run.reports)) {
    if (report.verdict === 'returned') continue
    if (report.delivery === null) throw new Error(`${report.id} was never told`)
    const { state } = run.deliveries[report.delivery] ?? {}
    if (state !== 'proven' && state !== 'unproven')
      throw new Error(`${report.id} is told by a ${state} delivery`)
  }
  const told = new Map<string, string>()
  for (const delivery of Object.values(run.deliveries)) {
    for (const batch of delivery.state === 'proven' ? (delivery.text.match(/All of (b\d+)/g) ?? []) : []) {
      const earlier = told.get(batch)
      if (earlier) throw new Error(`${batch} is told by ${earlier} and by ${delivery.id}`)
      told.set(batch, delivery.id)
    }
  }
}

test('whatever happens: no task lost, no text twice, nothing typed into the unknown', () => {
  fc.assert(
    fc.property(moves, (all) => checkEnd(played(all))),
    { numRuns: 500, examples },
  )
})

test('the journal alone gives the same run, after every one of its events', () => {
  fc.assert(
    fc.property(moves, (all) => {
      const sim = played(all)
      let run: Run | undefined
      sim.journal.events.forEach((event, index) => {
        const read = RunEvent.parse(JSON.parse(JSON.stringify(event)))
        expect(isDeepStrictEqual(read, event)).toBe(true)
        run = reduce(run, read)
        expect(isDeepStrictEqual(run, sim.journal.states[index])).toBe(true)
        expect(reduce(run, read)).toBe(run)
      })
    }),
    { numRuns: 25 },
  )
})

const mapped = <T>(all: Record<string, T>, change: (one: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(all).map(([id, one]) => [id, change(one)]))
const held = (blind: Partial<View>): Weakened => ({
  view: (view, phase) => (phase === 'held' ? { ...view, ...blind } : view),
})
const pasted = (blind: (view: View) => Partial<View>): Weakened => ({
  view: (view, phase) => (phase === 'typing' ? { ...view, ...blind(view) } : view),
})
const unlessStatus = (...gone: View['status'][]): Weakened => ({
  view: (view, phase) =>
    phase === 'held' && gone.includes(view.status) ? { ...view, status: 'idle' } : view,
})

/** Each guard, turned off, and what then goes wrong in some interleaving. */
const guards: readonly [string, Weakened, RegExp][] = [
  ['an open dialog holds', held({ dialog: false, ready: true }), /while a dialog is open/],
  ['a waiting agent holds', unlessStatus('waiting'), /while a dialog is open/],
  ['a turn holds', unlessStatus('thinking', 'working'), /while the agent is (thinking|working)/],
  ['a start holds', { view: (view) => ({ ...view, ready: true, status: 'idle' }) }, /agent is starting/],
  ['an input box that is not ready holds', held({ ready: true }), /while the agent is/],
  ['a draft holds', held({ box: 'empty', personTyped: false }), /is typed behind person/],
  ['what cannot be put aside holds', held({ canStash: true }), /typed behind|put aside is lost/],
  ['a person who types holds', held({ personTyping: false }), /into the person's words/],
  ['one delivery after the other', held({ behind: false }), /overtakes|typed behind|would submit/],
  [
    'no Enter into a dialog on the screen',
    pasted((view) => ({ dialog: false, status: view.status === 'waiting' ? 'idle' : view.status })),
    /Enter is pressed for d\d+ while a dialog is open/,
  ],
  ['no Enter in a turn', pasted(() => ({ status: 'idle' })), /Enter is pressed for d\d+ while the agent is/],
  ['no Enter on words that the person added', pasted(() => ({ personTyped: false })), /would submit/],
  [
    'what is typed is recorded first',
    { effects: (effects) => effects.filter((effect) => effect.do !== 'record' || effect.state !== 'typing') },
    /is typed before it is recorded/,
  ],
  [
    'what is submitted is recorded first',
    {
      effects: (effects) =>
        effects.toSorted((a, b) => (a.do === 'enter' ? -1 : 0) - (b.do === 'enter' ? -1 : 0)),
    },
    /is submitted before it is recorded/,
  ],
  [
    'what an agent has to know goes first',
    { order: (run) => ({ ...run, agents: mapped(run.agents, (agent) => ({ ...agent, forgot: false })) }) },
    /before a\d+ knows its role again/,
  ],
  ['a late proof counts while held again', { noProofWhileHeld: true }, /typed again though proven/],
  [
    'a second report ends no other task',
    { anyReportAnswers: true },
    /is answered by a\d+, which never got it/,
  ],
  ['a cancelled task is withdrawn', { everythingWanted: true }, /is typed though cancelled/],
  [
    'a report answers the task of its own seat',
    { reportsOfRole: true },
    /is answered by a\d+, which never got it/,
  ],
  [
    'a task on its way to one seat goes to no other',
    {
      around: ({ moving, ...rest }) => ({
        ...rest,
        moving: new Map([...moving.keys()].map((pane) => [pane, null])),
      }),
    },
    /is handed out twice/,
  ],
  [
    'a seat that is not used any more gets nothing',
    { seen: (run) => ({ ...run, panes: mapped(run.panes, (pane) => ({ ...pane, retired: false })) }) },
    /which is not for it/,
  ],
  [
    'all seats of a role have one queue',
    { seen: (run) => ({ ...run, tasks: mapped(run.tasks, (task) => ({ ...task, place: -task.place })) }) },
    /overtakes/,
  ],
  [
    'one file has one owner',
    { seen: (run) => ({ ...run, tasks: mapped(run.tasks, (task) => ({ ...task, paths: [] })) }) },
    /has the files of/,
  ],
]

/** False when the moves lead to what the guard is there for; anything else that goes wrong without it does not count. */
function notWrong(all: readonly Move[], weakened: Weakened, wrong: RegExp): boolean {
  try {
    checkEnd(played(all, weakened))
    return true
  } catch (error) {
    return !(error instanceof Error && wrong.test(error.message))
  }
}

/** Some take thousands of interleavings to be missed, which a busy machine plays slowly. In milliseconds. */
const SEARCH_MS = 60_000

describe('every guard is needed:', { timeout: SEARCH_MS }, () => {
  test.each(guards)('%s', (_, weakened, wrong) => {
    const result = fc.check(
      fc.property(moves, (all) => notWrong(all, weakened, wrong)),
      { numRuns: 4000, seed: 1, endOnFailure: true, examples },
    )
    expect(result.failed).toBe(true)
  })
})
