import { describe, expect, test } from 'vitest'
import { attentionOf, urgencyOf } from './attention'
import type { EventBody } from './events'
import {
  asked,
  changed,
  delivery,
  exited,
  observed,
  reported,
  runOf,
  started,
  task,
  text,
  next,
} from './run.fixture'

const live = [started('a0', 'p0'), started('a1', 'p1')]
const lost: EventBody = { type: 'task-lost', task: 't1', reason: 'It ended.', again: false }

describe('what needs the person', () => {
  /** Each cause, its end, and what is said. */
  const causes: [string, EventBody[], EventBody, RegExp][] = [
    [
      'waiting',
      [observed('a1', 'waiting', { waitingFor: 'trust this folder' })],
      observed('a1', 'idle'),
      /^coder waits for you: trust this folder$/,
    ],
    ['failed', [observed('a1', 'error', { error: 'quota' })], observed('a1', 'idle'), /error: quota$/],
    ['failed', [exited('a1')], started('a2', 'p1'), /^coder exited with code 3$/],
    [
      'start-failed',
      [{ type: 'agent-start-failed', pane: 'p1', reason: 'no such file' }],
      started('a2', 'p1'),
      /^coder could not start: no such file$/,
    ],
    [
      'question',
      [asked('Which port?', { to: 'person' })],
      { type: 'question-answered', question: 'q1', by: 'person', text: text('80') },
      /^coder asks: Which port\?$/,
    ],
    [
      'unproven',
      [delivery('d1'), changed('d1', 'unproven', { detail: 'No sign of a submit.' })],
      changed('d1', 'proven', { proof: 'hook' }),
      /may not have arrived\. No sign of a submit\.$/,
    ],
    [
      'unproven',
      [delivery('d1'), changed('d1', 'held', { hold: 'draft' })],
      changed('d1', 'typing'),
      /you have half-typed text there$/,
    ],
  ]
  const nothing: EventBody = { type: 'noted', level: 'info', text: 'Nothing to do with it' }

  test.each(causes)(
    '%s: one item, with a key that stays while its cause lasts, and goes with it',
    (...[kind, bodies, end, words]) => {
      const run = runOf(...live, ...bodies)
      const items = attentionOf(run)
      expect(items).toMatchObject([{ kind, pane: 'p1', role: 'coder' }])
      expect(items[0]?.text).toMatch(words)
      expect(attentionOf(next(run, nothing))).toEqual(items)
      expect(urgencyOf(run)).toBe(
        kind === 'failed' && run.agents['a1']?.status === 'error' ? 'error' : 'waiting',
      )
      expect(attentionOf(next(run, end))).toEqual([])
    },
  )

  test.each(causes)('%s: dismissed, it stays away; the next time it comes back', (_, bodies, end) => {
    const run = runOf(...live, ...bodies)
    const [item] = attentionOf(run)
    const dismissed = next(run, { type: 'attention-dismissed', key: item?.key ?? '' })
    expect(attentionOf(dismissed)).toEqual([])
    if (item?.kind === 'question' || item?.text.includes('half-typed')) return
    const again = [end, ...bodies].reduce(next, dismissed)
    if (item?.refs.agent && again.agents[item.refs.agent]?.exit) return
    expect(attentionOf(again)).toHaveLength(1)
  })

  test('a task that the deck gave up is the person’s, one that was reported as failed is the orchestrator’s', () => {
    expect(attentionOf(runOf(...live, task('t1'), lost))).toMatchObject([{ kind: 'task-failed' }])
    expect(attentionOf(runOf(...live, task('t1'), reported('t1', 'a1', 'failed')))).toEqual([])
  })

  test('a question goes with the task that it was asked about, when that is cancelled', () => {
    const about = runOf(...live, task('t1'), asked('Which port?', { to: 'person', task: 't1' }))
    expect(attentionOf(about)).toMatchObject([{ kind: 'question' }])
    expect(attentionOf(next(about, { type: 'task-cancelled', task: 't1', reason: 'Over.' }))).toEqual([])
  })

  test('a question to the orchestrator, an end that the deck made, and a closed run need nobody', () => {
    expect(attentionOf(runOf(...live, asked('Which port?')))).toEqual([])
    expect(attentionOf(runOf(...live, exited('a1', true)))).toEqual([])
    expect(attentionOf(runOf(...live, exited('a1'), { type: 'run-closed', reason: 'person' }))).toEqual([])
  })

  test('the most urgent comes first, of equal ones the oldest', () => {
    const run = runOf(
      ...live,
      { type: 'run-finished', outcome: 'done', by: 'person' },
      delivery('d1'),
      changed('d1', 'unproven'),
      asked('Which port?', { to: 'person' }),
      observed('a1', 'waiting'),
      observed('a0', 'waiting'),
    )
    expect(attentionOf(run).map(({ kind, pane }) => `${kind} ${pane}`)).toEqual([
      'waiting p1',
      'waiting p0',
      'question p1',
      'unproven p1',
      'finished p0',
    ])
  })
})

describe('an agent whose context runs out', () => {
  const usage = (contextUsed: number, agent = 'a2'): EventBody => ({
    type: 'usage-seen',
    agent,
    tokens: { input: 1, output: 0, cacheRead: 0, cacheWrite: 0 },
    contextUsed,
    contextSize: 100,
    source: 'measured',
  })
  const kinds = (...more: EventBody[]) =>
    attentionOf(runOf(started('a2', 'p2'), observed('a2', 'idle'), ...more)).map(({ kind }) => kind)

  test('is offered a successor below the threshold, until one is asked for', () => {
    expect(kinds(usage(85))).toEqual([])
    expect(kinds(usage(86))).toEqual(['context'])
    expect(kinds(usage(86), { type: 'hand-over-asked', pane: 'p2', agent: 'a2', when: 'idle' })).toEqual([])
    expect(kinds(usage(86), { type: 'team-changed', team: [], limits: { handoverAt: 0.1 } })).toEqual([])
  })

  test('is not, where a new agent starts for every task anyway and none is open', () => {
    const coder = (...more: EventBody[]) =>
      attentionOf(runOf(started('a1', 'p1'), observed('a1', 'idle'), usage(99, 'a1'), ...more))
    expect(coder()).toEqual([])
  })

  test('that stands still is named by its seat', () => {
    const seat = { pane: 'p3', role: 'coder', seat: 2, command: 'run-coder', start: false, clear: false }
    const items = attentionOf(
      runOf({ type: 'team-changed', team: [seat] }, started('a3', 'p3'), observed('a3', 'working'), {
        type: 'life-seen',
        agent: 'a3',
        signs: [],
        stillSince: 5,
        stopped: true,
      }),
    )
    expect(items).toMatchObject([{ role: 'coder 2', text: expect.stringMatching(/^coder 2 stands still: /) }])
  })

  test('is told when it stands still, until it goes on', () => {
    const still: EventBody = { type: 'life-seen', agent: 'a2', signs: [], stillSince: 5, stopped: true }
    expect(kinds(observed('a2', 'working'), still)).toEqual(['frozen'])
    expect(
      kinds(observed('a2', 'working'), still, { type: 'life-seen', agent: 'a2', signs: ['cpu'] }),
    ).toEqual([])
    expect(kinds(observed('a2', 'working'), still, observed('a2', 'idle'))).toEqual([])
  })
})
