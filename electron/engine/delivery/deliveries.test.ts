import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EventBody } from '#shared/model/events'
import { opened } from '#shared/model/run.fixture'
import { RunLog } from '../journal/run-log'
import { AgentSession } from '../run/agent-session'
import { Deliveries, type NewDelivery } from './deliveries'
import { FakeTerminal, adapterWith, additions, hostOf } from './fake-agent.fixture'
import { defaultRecipe } from './machine'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Longer than the person is taken to be typing. In milliseconds. */
const PAUSE = 3000

/** One agent `a1` in pane `p0`, with its terminal, and a journal in memory. */
async function bench(options: { proof?: 'hook' | 'screen'; carried?: boolean } = {}) {
  const proof = options.proof ?? 'hook'
  const role = { pane: 'p0', role: 'lead', command: 'fake', start: true, clear: false }
  const team = [role, { ...role, pane: 'p1', role: 'coder', start: false }]
  const log = await RunLog.start('run', { ...opened, team }, { append: () => Promise.resolve() })
  await log.commit([{ type: 'agent-started', agent: 'a1', pane: 'p0', kind: 'fake', purpose: 'open' }])
  const terminal = new FakeTerminal()
  const host = hostOf(new Map([['a1', terminal]]))
  const session = new AgentSession(
    'a1',
    'p0',
    adapterWith(proof),
    additions(options.carried ?? true),
    host,
    '/nowhere',
    () => deliveries.poke('a1'),
  )
  const failures: unknown[] = []
  const deliveries = new Deliveries({
    run: () => log.head,
    commit: (bodies) => log.commit(bodies),
    session: (agent) => (agent === 'a1' && !terminal.gone ? session : undefined),
    changed: () => undefined,
    broken: (error) => failures.push(error),
  })
  const created = (text: string, more: Partial<NewDelivery> = {}) =>
    deliveries.created({ purpose: 'prompt', pane: 'p0', agent: 'a1', route: 'typed', text, ...more })
  const send = async (text: string, more: Partial<NewDelivery> = {}): Promise<string> => {
    const event = created(text, more)
    await log.commit([event])
    await deliveries.start(event.delivery, 150)
    return event.delivery
  }
  /** Goes on with a text that an earlier deck had submitted, as its journal says. */
  const goOnWith = async (text: string): Promise<string> => {
    const event = created(text)
    const { delivery } = event
    await log.commit([event, { type: 'delivery-changed', delivery, state: 'submitted' }])
    await deliveries.start(delivery, 150, true)
    return delivery
  }
  const status = (kind: 'turn-start' | 'turn-end'): void =>
    session.observe(kind === 'turn-end' ? { source: 'hook', kind, background: 0 } : { source: 'hook', kind })
  if (proof === 'hook') status('turn-start')
  const idle = (): void =>
    proof === 'hook' ? status('turn-end') : session.observe({ source: 'screen', reading: { box: 'empty' } })
  const state = (id: string) => log.head.deliveries[id]?.state
  const time = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  return { log, terminal, session, deliveries, failures, send, goOnWith, status, idle, state, time }
}

test('a text waits for a busy agent, is typed when it is idle, and is proven by its hook', async () => {
  const { send, idle, state, time, terminal, deliveries, log } = await bench()
  const id = await send('do this')
  await time(5000)
  expect(terminal.line).toBe('')
  idle()
  await time(200)
  expect(terminal.submitted).toEqual(['do this'])
  expect(state(id)).toBe('submitted')
  void deliveries.prompted('a1', 'do this')
  await time(0)
  expect(state(id)).toBe('proven')
  expect(log.events.flatMap(({ body }) => (body.type === 'delivery-changed' ? body.state : []))).toEqual([
    'held',
    'typing',
    'submitted',
    'proven',
  ])
})

test('the oldest of two equal texts takes the proof, and the second goes after it', async () => {
  const { send, idle, status, state, time, terminal, deliveries } = await bench()
  idle()
  const [first, second] = [await send('again'), await send('again')]
  await time(400)
  expect(terminal.submitted).toEqual(['again'])
  expect(state(second)).toBe('held')
  void deliveries.prompted('a1', 'again')
  status('turn-start')
  await time(0)
  expect([state(first), state(second)]).toEqual(['proven', 'held'])
  status('turn-end')
  await time(400)
  expect(terminal.submitted).toEqual(['again', 'again'])
})

test('a text that joins the queue does not disturb the one that is being typed', async () => {
  const { send, idle, time, terminal } = await bench()
  idle()
  await send('first')
  await time(50)
  expect(terminal.line).toBe('first')
  const second = send('second')
  await time(50)
  await second
  expect(terminal.submitted).toEqual([])
  await time(100)
  expect(terminal.submitted).toEqual(['first'])
})

test('a text that was moved goes before those that came before it', async () => {
  const { send, idle, status, time, terminal, deliveries, log } = await bench()
  await send('first')
  const second = await send('second')
  await log.commit([{ type: 'delivery-moved', delivery: second, place: 0.5 }])
  idle()
  await time(400)
  expect(terminal.submitted).toEqual(['second'])
  void deliveries.prompted('a1', 'second')
  status('turn-start')
  idle()
  await time(400)
  expect(terminal.submitted).toEqual(['second', 'first'])
})

test('the person’s keys wait for the blink of a submit, in order, and only then', async () => {
  const { send, idle, session, time, terminal } = await bench()
  idle()
  await send('text')
  await time(50)
  session.input('a')
  session.input('b')
  expect(terminal.line).toBe('text')
  await time(150)
  expect(terminal.submitted).toEqual(['text'])
  expect(terminal.line).toBe('ab')
})

test('a draft is put aside where the agent can, and comes back', async () => {
  const { send, idle, session, time, terminal } = await bench()
  idle()
  session.input('my words')
  await send('text')
  await time(1000)
  expect(terminal.submitted).toEqual([])
  await time(PAUSE)
  expect(terminal.submitted).toEqual(['text'])
  expect(terminal.line).toBe('my words')
})

test('a draft that cannot be put aside is waited for, without anything but time going by', async () => {
  const { send, idle, session, state, time, terminal, log } = await bench({ proof: 'screen' })
  idle()
  session.input('my words')
  const id = await send('text')
  await time(60_000)
  expect(terminal.submitted).toEqual([])
  expect(log.head.deliveries[id]).toMatchObject({ state: 'held', hold: 'draft' })
  session.input('\u0003')
  await time(PAUSE)
  expect(state(id)).toBe('submitted')
})

test('a dropped paste is typed again on a screen that does not move', async () => {
  const { send, idle, time, terminal, state } = await bench()
  idle()
  terminal.dropsPastes = 1
  const id = await send('text')
  await time(2000)
  expect(terminal.submitted).toEqual([])
  await time(2000)
  expect(terminal.submitted).toEqual(['text'])
  expect(state(id)).toBe('submitted')
})

test('a swallowed Enter is pressed again after a look, once', async () => {
  const { send, idle, time, terminal } = await bench()
  idle()
  terminal.swallowsEnters = 1
  await send('text')
  await time(200 + defaultRecipe.firstLookMs)
  expect(terminal.submitted).toEqual(['text'])
})

test('one that nobody can prove is shown, lets the next one through, and still takes a late proof', async () => {
  const { send, idle, time, terminal, state, deliveries } = await bench()
  idle()
  const [first, second] = [await send('first'), await send('second')]
  await time(200 + defaultRecipe.patienceMs)
  expect(state(first)).toBe('unproven')
  await time(200)
  expect(terminal.submitted).toEqual(['first', 'second'])
  void deliveries.prompted('a1', 'first')
  await time(0)
  expect([state(first), state(second)]).toEqual(['proven', 'submitted'])
})

test('sent again by the person, and proven late before it could be typed: once is enough', async () => {
  const { send, idle, status, time, terminal, state, deliveries } = await bench()
  idle()
  const id = await send('text')
  await time(200 + defaultRecipe.patienceMs)
  status('turn-start')
  deliveries.retry(id)
  await time(10)
  expect(state(id)).toBe('held')
  void deliveries.prompted('a1', 'text')
  status('turn-end')
  await time(1000)
  expect(state(id)).toBe('proven')
  expect(terminal.submitted).toEqual(['text'])
})

test('one that is sent again waits for the one that is being typed', async () => {
  const { send, idle, time, terminal, deliveries, log } = await bench()
  idle()
  const first = await send('first')
  await time(200 + defaultRecipe.patienceMs)
  await send('second')
  await time(10)
  deliveries.retry(first)
  await time(1000)
  expect(terminal.submitted).toEqual(['first', 'second'])
  expect(log.head.deliveries[first]).toMatchObject({ state: 'held', hold: 'behind' })
})

test('the screen proves a submit where no hook speaks', async () => {
  const { send, idle, time, state, session } = await bench({ proof: 'screen' })
  idle()
  const id = await send('text')
  await time(200)
  session.activity()
  await time(2000)
  expect(state(id)).toBe('proven')
})

test('a first prompt that never reached the agent is typed, though its screen rests', async () => {
  const { send, idle, time, terminal, state } = await bench({ carried: false })
  idle()
  const id = await send('context', { purpose: 'context', route: 'argument' })
  await time(1000)
  expect(terminal.submitted).toEqual(['context'])
  expect(state(id)).toBe('submitted')
})

test('an agent that takes long to have a screen does not use up the patience for ever', async () => {
  const { send, idle, time, terminal, state, session } = await bench()
  const screen = vi.spyOn(terminal, 'screen').mockReturnValue(undefined)
  const id = await send('context', { purpose: 'context', route: 'argument' })
  await time(20_000)
  expect(state(id)).toBe('submitted')
  screen.mockRestore()
  idle()
  session.activity()
  await time(20_000)
  expect(state(id)).toBe('unproven')
})

test('what waits behind one that is taken back moves up at once', async () => {
  const { send, idle, session, time, deliveries, log } = await bench({ proof: 'screen' })
  idle()
  session.input('my words')
  const [first, second] = [await send('first'), await send('second')]
  await time(PAUSE)
  expect(log.head.deliveries[second]).toMatchObject({ state: 'held', hold: 'behind' })
  deliveries.cancel(first)
  await time(0)
  expect(log.head.deliveries[second]).toMatchObject({ state: 'held', hold: 'draft' })
})

test('an agent that goes refuses what was for it, visibly', async () => {
  const { send, time, deliveries, log } = await bench()
  const id = await send('text')
  deliveries.gone('a1', 'It ended.')
  await time(0)
  expect(log.head.deliveries[id]).toMatchObject({ state: 'refused', detail: 'It ended.' })
})

const stored = { file: '/p/t1.md', bytes: 1, sha256: '00', preview: 'task' }
const task: EventBody = {
  type: 'task-created',
  task: 't1',
  batch: 'b1',
  from: 'p0',
  pane: 'p0',
  role: 'lead',
  round: 1,
  text: stored,
}

test('a task that is taken back with its delivery is cancelled, not left hanging', async () => {
  const { send, time, deliveries, log } = await bench()
  await log.commit([task])
  const id = await send('Task t1', { purpose: 'task', tasks: ['t1'] })
  deliveries.cancel(id)
  await time(0)
  expect(log.head.deliveries[id]?.state).toBe('refused')
  expect(log.head.tasks['t1']?.state).toBe('cancelled')
})

test('a cancelled task is not typed', async () => {
  const { send, idle, time, terminal, log, state } = await bench()
  await log.commit([task])
  const id = await send('Task t1', { purpose: 'task', tasks: ['t1'] })
  await log.commit([{ type: 'task-cancelled', task: 't1', reason: 'The run has ended.' }])
  idle()
  await time(1000)
  expect(terminal.submitted).toEqual([])
  expect(state(id)).toBe('refused')
})

test('after the end of a run its news are not typed, but the person’s prompts are', async () => {
  const { send, idle, time, terminal, log } = await bench()
  await send('news', { purpose: 'report' })
  await send('prompt')
  await log.commit([{ type: 'run-finished', outcome: 'done', by: 'person' }])
  idle()
  await time(1000)
  expect(terminal.submitted).toEqual(['prompt'])
})

test('a journal that cannot be written stops the delivery before anything is typed', async () => {
  const { send, idle, time, terminal, failures, log } = await bench()
  await send('text')
  vi.spyOn(log, 'commit').mockRejectedValue(new Error('disk full'))
  idle()
  await time(20_000)
  expect(terminal.line + terminal.submitted.join()).toBe('')
  expect(failures).toEqual([new Error('disk full')])
})

test('a submit that the screen proved while no deck was there holds nothing up', async () => {
  const { send, goOnWith, state, time, terminal, idle } = await bench({ proof: 'screen' })
  const id = await goOnWith('first')
  idle()
  const next = await send('second')
  await time(500)
  expect(state(id)).toBe('proven')
  expect(terminal.submitted).toEqual(['second'])
  expect(state(next)).toBe('submitted')
})

test('a submit whose Enter an earlier deck did not get to press is looked at, and pressed once', async () => {
  const { goOnWith, state, time, terminal, deliveries, idle } = await bench({ proof: 'screen' })
  terminal.line = 'first'
  const id = await goOnWith('first')
  idle()
  await time(1000)
  expect(state(id)).toBe('submitted')
  await time(3000)
  expect(terminal.submitted).toEqual(['first'])
  deliveries.poke('a1')
  await time(0)
  expect(state(id)).toBe('proven')
})

test('what happens just as a look comes to its end is not overlooked', async () => {
  for (let moment = 0; moment < 40; moment++) {
    const { send, deliveries, idle, time, terminal } = await bench()
    await send('do this')
    await time(0)
    deliveries.poke('a1')
    for (let tick = 0; tick < moment; tick++) await Promise.resolve()
    idle()
    await time(400)
    expect(terminal.submitted, `after ${moment} turns`).toEqual(['do this'])
  }
})
