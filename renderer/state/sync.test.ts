import { describe, expect, it, vi } from 'vitest'
import type { EventBody, RunEvent } from '#shared/model/events'
import { replay } from '#shared/model/reduce'
import type { PushName } from '#shared/contract/methods'
import { defaultSettings, type TrackingView } from '#shared/contract/views'
import { FrameLink } from '../link/frame-link'
import { createDeckStore } from './deck-store'
import { startSync } from './sync'

const opened: EventBody = {
  type: 'run-opened',
  project: { dir: '/p', name: 'p' },
  directory: '/p',
  orchestration: 'flow',
  title: 'flow',
  origin: 'window',
  team: [{ pane: 'p1', role: 'coder', command: 'claude', start: true, clear: false }],
}
const bodies: EventBody[] = [
  opened,
  { type: 'agent-started', agent: 'a1', pane: 'p1', kind: 'claude', purpose: 'open' },
  { type: 'agent-observed', agent: 'a1', status: 'idle', source: 'hook' },
  { type: 'agent-observed', agent: 'a1', status: 'working', source: 'hook', tool: 'Bash' },
  { type: 'noted', level: 'info', text: 'something' },
]
const journal = bodies.map((body, index): RunEvent => ({
  v: 1,
  seq: index + 1,
  at: 1000 + index,
  run: 'r1',
  body,
}))
const upTo = (count: number) => journal.slice(0, count)

/** An engine that knows `known` of the journal and answers when told to. */
function setUp() {
  const link = new FrameLink()
  const store = createDeckStore()
  let receive: (data: unknown) => void = () => undefined
  const asked: number[] = []
  const engine = { known: upTo(2) }
  startSync(link, store)
  link.use({
    send: (frame) => {
      if (frame.t === 'request') asked.push(frame.id)
    },
    onFrame: (listener) => void (receive = listener),
    onClose: () => undefined,
    close: () => undefined,
  })
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve))
  return {
    engine,
    asked,
    run: () => store.getState().runs['r1'],
    store,
    push: (event: RunEvent | undefined) => receive({ t: 'push', name: 'run-event', payload: event }),
    tell: (name: PushName, payload: unknown) => receive({ t: 'push', name, payload }),
    answer: async (tracking: TrackingView | null = null) => {
      const output = {
        version: '1',
        platform: 'linux',
        settings: defaultSettings,
        recents: [],
        agents: [],
        templates: [],
        restorable: [],
        runs: engine.known.length > 0 ? [{ run: 'r1', events: engine.known, tracking }] : [],
      }
      receive({ t: 'answer', id: asked.at(-1), ok: true, output })
      await settled()
    },
  }
}

describe('startSync', () => {
  it('folds what comes while the state is under way after the state, without repeating any of it', async () => {
    const { push, answer, run, asked } = setUp()
    push(journal[1])
    push(journal[2])
    await answer()
    push(journal[3])
    expect(run()).toEqual(replay(upTo(4)))
    expect(asked).toHaveLength(1)
  })

  it('ignores an event that came already', async () => {
    const { push, answer, run } = setUp()
    await answer()
    push(journal[2])
    push(journal[2])
    push(journal[0])
    expect(run()).toEqual(replay(upTo(3)))
  })

  it('fetches everything anew when an event is missing, and then has all of them', async () => {
    const { push, answer, run, engine, asked } = setUp()
    await answer()
    push(journal[3])
    expect(run()).toEqual(replay(upTo(2)))
    expect(asked).toHaveLength(2)
    push(journal[4])
    engine.known = upTo(4)
    await answer()
    expect(run()).toEqual(replay(journal))
  })

  it('takes a run that is new', async () => {
    const { push, answer, run, engine, store } = setUp()
    engine.known = []
    await answer()
    expect(store.getState().ready).toBe(true)
    push(journal[0])
    expect(run()).toEqual(replay(upTo(1)))
  })

  it('does not fetch for ever when the engine itself lacks an event', async () => {
    const errors = vi.spyOn(console, 'error').mockReturnValue()
    const { push, answer, asked, run } = setUp()
    await answer()
    push(journal[4])
    await answer()
    expect(asked).toHaveLength(2)
    expect(run()).toEqual(replay(upTo(2)))
    errors.mockRestore()
  })

  it('keeps what was told of a tracking file while an older state was under way', async () => {
    const { tell, answer, store } = setUp()
    const plan = (done: number): TrackingView => ({
      run: 'r1',
      file: 'plan.md',
      exists: true,
      done,
      total: 3,
      heading: null,
      changedAt: done,
    })
    tell('tracking', plan(2))
    await answer(plan(1))
    expect(store.getState().tracking['r1']?.done).toBe(2)
    tell('tracking', plan(3))
    expect(store.getState().tracking['r1']?.done).toBe(3)
  })

  it('holds a run whose journal cannot be written, until the state is fetched anew', async () => {
    const { tell, answer, push, engine, store } = setUp()
    await answer()
    const notice = { category: 'failed', title: 't', body: 'The disk is full.', run: 'r1', pane: null }
    tell('notice', { ...notice, key: 'attention:r1:x' })
    expect(store.getState().heldRuns).toEqual({})
    tell('notice', { ...notice, key: 'journal:r1' })
    expect(store.getState().heldRuns).toEqual({ r1: 'The disk is full.' })
    push(journal[4])
    engine.known = journal
    await answer()
    expect(store.getState().heldRuns).toEqual({})
  })
})
