import { describe, expect, it } from 'vitest'
import type { BodyOf, EventBody } from '#shared/model/events'
import { next, observed, started } from '#shared/model/run.fixture'
import { reduce } from '#shared/model/reduce'
import type { Run } from '#shared/model/state'
import { proposalStatus } from './proposal-status'

const opened: BodyOf<'run-opened'> = {
  type: 'run-opened',
  project: { dir: '/p', name: 'shop' },
  directory: '/p',
  orchestration: null,
  title: 'Team proposal',
  origin: 'window',
  team: [{ pane: 'p0', role: 'Codex', command: 'codex', start: true, clear: false }],
  generates: { tree: null, config: null },
}
const run = (first: BodyOf<'run-opened'>, ...bodies: EventBody[]): Run =>
  bodies.reduce(next, reduce(undefined, { v: 1, seq: 1, at: 0, run: 'r', body: first }))
const checked = (more: Partial<BodyOf<'proposal-checked'>>): EventBody => ({
  type: 'proposal-checked',
  number: 1,
  attempt: 1,
  verdict: 'returned',
  errors: 2,
  detail: '2 errors',
  outside: [],
  ...more,
})
const text = { file: '/p/x', bytes: 1, sha256: '00', preview: 'x' }
const delivered: EventBody[] = [
  {
    type: 'delivery-created',
    delivery: 'd1',
    purpose: 'context',
    pane: 'p0',
    agent: 'a1',
    route: 'argument',
    text: 'Read the file',
    tasks: [],
    reports: [],
    questions: [],
  },
  { type: 'delivery-changed', delivery: 'd1', state: 'proven', proof: 'hook' },
]
const status = (...bodies: EventBody[]) => proposalStatus(run(opened, ...bodies), 60_000)

describe('what is said of a proposal', () => {
  it('nothing for a run that is for something else', () => {
    const { generates: _, ...other } = opened
    expect(proposalStatus(run(other), 0)).toBeUndefined()
  })

  it('that the agent works, for how long, and how its last attempt went', () => {
    expect(status()).toMatchObject({ tone: 'busy', actions: [] })
    expect(proposalStatus(run(opened), 11 * 60_000)?.text).toContain('It has been at it for 11 min.')
    expect(status(checked({}))?.text).toBe('Attempt 1 had 2 errors; Codex was told.')
  })

  it('that it rests only once it had its brief and has worked since', () => {
    const idle = observed('a1', 'idle')
    expect(status(started('a1', 'p0'), idle)?.tone).toBe('busy')
    expect(status(started('a1', 'p0'), idle, ...delivered)?.tone).toBe('busy')
    const rested = status(started('a1', 'p0'), ...delivered, observed('a1', 'working'), idle)
    expect(rested).toMatchObject({ tone: 'problem', actions: ['remind', 'close'] })
  })

  it('that its agent is gone', () => {
    const gone: EventBody = { type: 'agent-exited', agent: 'a1', code: 1, signal: null, expected: false }
    expect(status(started('a1', 'p0'), gone)).toMatchObject({ actions: ['restart', 'close'] })
    const failed: EventBody = { type: 'agent-start-failed', pane: 'p0', reason: 'no codex' }
    expect(status(failed)?.text).toBe('Codex could not start: no codex')
  })

  it('that it is the person’s turn, and what else has changed', () => {
    const valid = checked({
      verdict: 'valid',
      errors: 0,
      detail: '1 team with 3 roles',
      text,
      outside: ['a.ts'],
    })
    expect(status(valid)).toEqual({
      tone: 'ready',
      text: 'A team is proposed: 1 team with 3 roles.',
      actions: ['open'],
      outside: ['a.ts'],
    })
    expect(status(valid, { type: 'proposal-decided', accepted: true })?.text).toBe(
      'The proposal was accepted.',
    )
  })

  it('that there will be no valid one', () => {
    expect(status(checked({ verdict: 'given-up', attempt: 5, errors: 1, text }))).toMatchObject({
      text: 'After 5 attempts the proposal still has 1 error. You can mend it in the editor.',
      actions: ['open', 'close'],
    })
    const none = status(checked({ verdict: 'given-up', errors: 0, detail: 'Nothing to build here.' }))
    expect(none).toMatchObject({ text: 'Codex proposes no team: Nothing to build here.', actions: ['close'] })
  })
})
