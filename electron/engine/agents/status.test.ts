import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Observation, ScreenReading } from './adapter'
import { track } from './status'
import { newTracker, toolInHand, type TrackerState } from './status/tracker'

type Hook = Extract<Observation, { source: 'hook' }>
type Without<T> = T extends unknown ? Omit<T, 'source'> : never

const hook = (seen: Without<Hook>): Observation => ({ source: 'hook', ...seen }) as Hook
const program = (
  state: 'idle' | 'working' | 'blocked' | 'done' | 'error' | 'clear',
  msg?: string,
): Observation => (msg === undefined ? { source: 'osc7501', state } : { source: 'osc7501', state, msg })

const session = hook({ kind: 'session', sessionId: 's1', how: 'startup' })
const prompt = hook({ kind: 'prompt', text: 'Do it' })
const start = (tool: string, id = tool): Observation => hook({ kind: 'tool-start', tool, id })
const end = (tool: string, id = tool): Observation => hook({ kind: 'tool-end', tool, id })
const asks = (tool: string): Observation =>
  hook({ kind: 'waiting', for: 'permission', tool, question: `Allow ${tool}?` })
const stop = (background = 0): Observation => hook({ kind: 'turn-end', background })

/** Folds observations one second apart. */
function fold(...seen: Observation[]): TrackerState {
  return seen.reduce((state, each, index) => track(state, each, (index + 1) * 1_000), newTracker(0))
}

describe('a turn whose end was never told', () => {
  const at = (reading: ScreenReading, still?: true): Observation => ({
    source: 'screen',
    reading,
    ...(still ? { still } : {}),
  })

  it('is over on a screen that stands still at its box, and not before', () => {
    const working = [session, prompt, start('Bash')]
    expect(fold(...working, at({ box: 'empty' })).status).toBe('working')
    expect(fold(...working, at({ box: 'empty' }, true))).toMatchObject({ status: 'idle', tools: [] })
    expect(fold(...working, at({ box: 'empty', busy: true }, true)).status).toBe('working')
    expect(fold(...working, at({ box: 'unknown' }, true)).status).toBe('working')
  })

  it('goes on while something runs in the background', () => {
    expect(fold(session, prompt, stop(1), at({ box: 'empty' }, true)).status).toBe('working')
  })
})

describe('what an agent asks', () => {
  const blocked: Observation = { source: 'osc7501', state: 'blocked', kind: 'permission' }
  const dialog: ScreenReading = { box: 'absent', dialog: { kind: 'permission', title: 'Allow: ls' } }

  it('is over with its answer, while the tool goes on', () => {
    const asked = [session, prompt, start('bash'), asks('bash')]
    expect(fold(...asked).status).toBe('waiting')
    expect(fold(...asked, hook({ kind: 'answered' }))).toMatchObject({
      status: 'working',
      tools: [{ name: 'bash' }],
    })
    expect(fold(session, prompt, stop(), hook({ kind: 'answered' })).status).toBe('idle')
  })

  it('stays asked when the prompt and the tool that led to it are told late', () => {
    const late = fold(
      program('working'),
      blocked,
      session,
      hook({ kind: 'turn-start' }),
      prompt,
      start('bash'),
    )
    expect(late).toMatchObject({
      status: 'waiting',
      lastPrompt: { text: 'Do it' },
      tools: [{ name: 'bash' }],
    })
    expect(track(late, program('working'), 9_000).status).toBe('working')
  })

  it('stays asked when the new conversation in which it is asked is told late', () => {
    const anew = hook({ kind: 'session', sessionId: 's2', how: 'clear' })
    expect(fold(session, prompt, stop(), program('working'), blocked, anew, prompt)).toMatchObject({
      status: 'waiting',
      sessionId: 's2',
    })
  })

  it('gets its words from the screen where a report has none', () => {
    const seen: Observation = { source: 'screen', reading: dialog }
    expect(fold(program('working'), blocked, session, seen).waitingFor).toEqual({
      what: 'permission',
      question: 'Allow: ls',
      by: 'osc7501',
    })
    const worded: Observation = { ...blocked, msg: 'approve Bash: ls' }
    expect(fold(program('working'), worded, seen).waitingFor?.question).toBe('approve Bash: ls')
  })
})

describe('a turn told by hooks', () => {
  it('goes from start to idle, counting and naming its tools', () => {
    expect(fold(session).status).toBe('starting')
    expect(fold(session, prompt)).toMatchObject({
      status: 'thinking',
      lastPrompt: { text: 'Do it', at: 2_000 },
    })
    const working = fold(session, prompt, start('Read'), start('Bash'))
    expect(working).toMatchObject({ status: 'working', toolCount: 2, since: 3_000, sessionId: 's1' })
    expect(toolInHand(working)?.name).toBe('Bash')
    expect(fold(session, prompt, start('Read'), end('Read')).status).toBe('thinking')
    expect(fold(session, prompt, start('Read'), end('Read'), stop())).toMatchObject({
      status: 'idle',
      tools: [],
    })
  })

  it('stays working when the turn ends with tasks in the background', () => {
    expect(fold(session, prompt, stop(1))).toMatchObject({ status: 'working', background: 1 })
    expect(fold(session, prompt, stop(1), hook({ kind: 'turn-start' }), stop()).status).toBe('idle')
  })

  it('keeps a permission of one tool waiting while another tool ends', () => {
    const waiting = fold(session, prompt, start('Read'), start('Bash'), asks('Bash'))
    expect(waiting).toMatchObject({ status: 'waiting', waitingFor: { what: 'permission', tool: 'Bash' } })
    const other = track(waiting, end('Read'), 9_000)
    expect(other).toMatchObject({ status: 'waiting', waitingFor: { tool: 'Bash' }, since: 5_000 })
    expect(track(other, start('Grep'), 9_500).status).toBe('waiting')
    const answered = track(other, end('Bash'), 10_000)
    expect(answered.status).toBe('thinking')
    expect(answered.waitingFor).toBeUndefined()
  })

  it('does not take a late end of a tool for a new turn', () => {
    expect(fold(session, prompt, start('Bash'), stop(), end('Bash')).status).toBe('idle')
  })

  it('keeps the words of an error until the next turn', () => {
    const failed = fold(session, prompt, hook({ kind: 'turn-failed', error: 'overloaded' }))
    expect(failed).toMatchObject({ status: 'error', error: 'overloaded' })
    expect(track(failed, prompt, 9_000).error).toBeUndefined()
  })

  it('does not take a late word of the session’s start for the end of its first turn', () => {
    const title: Observation = { source: 'title', title: '◐', state: 'working' }
    expect(fold(title, session)).toMatchObject({ status: 'working', sessionId: 's1' })
    expect(fold(program('working'), session).status).toBe('thinking')
  })

  it('follows a cleared session, and is not disturbed by a compaction inside a turn', () => {
    const cleared = fold(session, prompt, stop(), hook({ kind: 'session', sessionId: 's2', how: 'clear' }))
    expect(cleared).toMatchObject({ status: 'idle', sessionId: 's2' })
    const compacted = fold(
      session,
      prompt,
      start('Bash'),
      hook({ kind: 'session', sessionId: 's1', how: 'compact' }),
    )
    expect(compacted.status).toBe('working')
  })
})

describe('OSC 7501', () => {
  it('alone tells of an interrupt and of an answered dialog', () => {
    expect(fold(session, prompt, program('working'), start('Bash'), program('idle'))).toMatchObject({
      status: 'idle',
      tools: [],
    })
    expect(
      fold(
        session,
        prompt,
        program('working'),
        start('Bash'),
        asks('Bash'),
        program('blocked'),
        program('working'),
      ).status,
    ).toBe('working')
  })

  it('does not answer a dialog by saying again what it said before', () => {
    expect(
      fold(session, prompt, program('working'), start('Bash'), asks('Bash'), program('working')).status,
    ).toBe('waiting')
  })

  it('leaves the words of a hook that knows more', () => {
    const state = fold(session, prompt, asks('Bash'), program('blocked', 'approve Bash'))
    expect(state.waitingFor).toMatchObject({ by: 'hook', question: 'Allow Bash?' })
  })

  it('is enough by itself, and reports about children are not about the agent', () => {
    expect(fold(program('idle')).status).toBe('idle')
    expect(fold(program('blocked', 'trust this folder'))).toMatchObject({
      status: 'waiting',
      waitingFor: { question: 'trust this folder' },
    })
    expect(fold(program('working'), { source: 'osc7501', state: 'done', id: 'child' }).status).toBe(
      'thinking',
    )
  })
})

describe('title and screen', () => {
  const idleTitle: Observation = { source: 'title', title: '✳', state: 'idle' }
  const box: Observation = { source: 'screen', reading: { box: 'empty' } }
  const busy: Observation = { source: 'screen', reading: { box: 'empty', busy: true } }
  const dialog: Observation = {
    source: 'screen',
    reading: { box: 'absent', dialog: { kind: 'update', title: 'Update?' } },
  }

  it('count only where nothing better speaks', () => {
    expect(fold(box).status).toBe('idle')
    expect(fold(busy, box).status).toBe('idle')
    expect(fold({ source: 'title', title: '◐', state: 'working' }, idleTitle).status).toBe('idle')
    expect(fold(session, prompt, idleTitle).status).toBe('thinking')
    expect(fold(session, prompt, box).status).toBe('thinking')
    expect(fold({ source: 'title', title: 'plain' }, busy).status).toBe('working')
  })

  it('do not call an agent idle before its box is there', () => {
    expect(fold(session, idleTitle).status).toBe('starting')
    expect(fold(session, box).status).toBe('idle')
  })

  it('show a dialog over an idle agent, and lower only what they raised', () => {
    expect(fold(session, prompt, stop(), dialog)).toMatchObject({
      status: 'waiting',
      waitingFor: { what: 'update', by: 'screen' },
    })
    expect(fold(session, prompt, stop(), dialog, box).status).toBe('idle')
    expect(fold(session, prompt, start('Bash'), asks('Bash'), box).status).toBe('waiting')
    expect(fold(session, prompt, start('Bash'), dialog).status).toBe('working')
  })
})

describe('an agent that only its title and its screen tell of', () => {
  const title = (state: 'idle' | 'working' | 'waiting'): Observation => ({
    source: 'title',
    title: 't',
    state,
  })
  const seen = (reading: ScreenReading): Observation => ({ source: 'screen', reading })
  const box = seen({ box: 'empty' })
  const at = (command: string): Observation =>
    seen({ box: 'empty', busy: true, tool: { name: 'Shell', detail: command } })
  const dialog = seen({ box: 'absent', dialog: { kind: 'permission', title: 'Allow Shell: ls?' } })
  const failed = seen({ box: 'empty', failed: 'The service is busy.' })

  it('has its tools in hand by the screen, each counted once', () => {
    const working = fold(box, title('idle'), title('working'), at('ls'), at('ls'), at('cat x'))
    expect(working).toMatchObject({ status: 'working', toolCount: 2, tools: [{ detail: 'cat x' }] })
    expect(track(working, title('idle'), 9_000)).toMatchObject({ status: 'idle', tools: [] })
    expect(track(working, seen({ box: 'empty', busy: true }), 9_000)).toMatchObject({ tools: [] })
  })

  it('waits with the words of the dialog, in whichever order they come, until the title says otherwise', () => {
    const words = { what: 'permission', question: 'Allow Shell: ls?', by: 'title' }
    expect(fold(box, title('working'), title('waiting'), dialog).waitingFor).toEqual(words)
    expect(fold(box, dialog, title('waiting')).waitingFor).toEqual(words)
    expect(fold(box, title('working'), title('waiting'), dialog, title('working')).status).toBe('working')
  })

  it('keeps a dialog that its title knows nothing of', () => {
    const trust = seen({ box: 'absent', dialog: { kind: 'trust', title: 'Trust this folder?' } })
    expect(fold(trust, title('idle')).status).toBe('waiting')
    expect(fold(trust, title('idle'), box).status).toBe('idle')
  })

  it('shows how a turn failed, until the conversation goes on', () => {
    const error = fold(box, title('working'), title('idle'), failed, title('idle'))
    expect(error).toMatchObject({ status: 'error', error: 'The service is busy.' })
    expect(track(error, title('working'), 9_000).status).toBe('working')
    expect(track(error, box, 9_000).status).toBe('idle')
    expect(fold(session, prompt, stop(), failed).status).toBe('idle')
  })
})

describe('a screen that is read as a whole, beside hooks', () => {
  const sure = (reading: ScreenReading, takenAt?: number): Observation => ({
    source: 'screen',
    reading: { ...reading, sure: true },
    ...(takenAt === undefined ? {} : { takenAt }),
  })
  const box = sure({ box: 'empty' })
  const busy = sure({ box: 'empty', busy: true })
  const asked = sure({ box: 'absent', dialog: { kind: 'permission', title: 'Run ls?' } })

  it('ends a turn that was interrupted, and a question that was denied', () => {
    expect(fold(session, prompt, start('Bash'), box)).toMatchObject({ status: 'idle', tools: [] })
    expect(fold(session, prompt, start('Bash'), asks('Bash'), asked, box).status).toBe('idle')
    expect(fold(session, prompt, stop(1), box).status).toBe('working')
  })

  it('asks and goes on with the turn as the dialog comes and goes', () => {
    const waiting = fold(session, prompt, start('Bash'), asked)
    expect(waiting).toMatchObject({ status: 'waiting', waitingFor: { question: 'Run ls?', by: 'screen' } })
    expect(track(waiting, busy, 9_000)).toMatchObject({ status: 'working', tools: [{ name: 'Bash' }] })
    expect(fold(session, prompt, stop(), busy).status).toBe('thinking')
  })

  it('says nothing when it was taken before the last change', () => {
    expect(fold(session, prompt, sure({ box: 'empty' }, 2_000)).status).toBe('thinking')
    expect(fold(session, prompt, sure({ box: 'empty' }, 2_001)).status).toBe('idle')
  })

  it('leaves an error, which no longer runs, as it is', () => {
    expect(fold(session, prompt, hook({ kind: 'turn-failed', error: 'x' }), box).status).toBe('error')
  })
})

describe('whatever is observed, in whatever order', () => {
  const text = fc.constantFrom('Bash', 'Read', 'Edit')
  const observation: fc.Arbitrary<Observation> = fc.oneof(
    fc.constantFrom<Observation>(
      session,
      prompt,
      stop(),
      stop(2),
      hook({ kind: 'turn-start' }),
      hook({ kind: 'compacting' }),
    ),
    fc.constant(hook({ kind: 'turn-failed', error: 'x' })),
    text.map((tool) => start(tool)),
    text.map((tool) => end(tool)),
    text.map((tool) => asks(tool)),
    fc.constantFrom('idle', 'working', 'blocked', 'done', 'error', 'clear').map((state) => program(state)),
    fc
      .constantFrom<'idle' | 'working' | 'waiting'>('idle', 'working', 'waiting')
      .map((state): Observation => ({ source: 'title', title: 't', state })),
    fc
      .constantFrom('empty', 'draft', 'absent', 'unknown')
      .map((box): Observation => ({ source: 'screen', reading: { box } })),
    fc.constantFrom<Observation>(
      { source: 'screen', reading: { box: 'empty', busy: true, tool: { name: 'Shell' } } },
      { source: 'screen', reading: { box: 'empty', failed: 'x' } },
      { source: 'screen', reading: { box: 'absent', dialog: { kind: 'trust', title: 'Trust?' } } },
    ),
  )
  const run = fc.array(observation, { maxLength: 40 })

  it('the details fit the status, and time never runs back', () => {
    fc.assert(
      fc.property(run, (seen) => {
        let state = newTracker(0)
        seen.forEach((each, index) => {
          const next = track(state, each, index + 1)
          expect(next.waitingFor !== undefined).toBe(next.status === 'waiting')
          expect(next.error === undefined || next.status === 'error').toBe(true)
          expect(next.since).toBe(next.status === state.status ? state.since : index + 1)
          expect(next.toolCount).toBeGreaterThanOrEqual(state.toolCount)
          if (next.status === 'idle') expect(next.tools).toEqual(state.status === 'idle' ? next.tools : [])
          state = next
        })
      }),
    )
  })

  it('an agent that has exited stays so', () => {
    fc.assert(
      fc.property(run, run, (before, later) => {
        const gone = track(
          fold(...before),
          { source: 'process', kind: 'exit', code: 1, signal: undefined },
          100,
        )
        expect(later.reduce((state, each) => track(state, each, 200), gone)).toEqual(gone)
        expect(gone).toMatchObject({ status: 'exited', tools: [], exit: { code: 1 } })
      }),
    )
  })
})
