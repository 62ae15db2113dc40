import { describe, expect, test } from 'vitest'
import type { EventBody, RunEvent } from '#shared/model/events'
import { replay } from '#shared/model/reduce'
import { accountOf } from './account'
import type { Line } from './orders'

/** The accounts must see what is lost and what is done twice, or the suite would prove nothing. */

const text = (preview: string) => ({ file: '/f.md', bytes: 1, sha256: 'x', preview })
const opening: EventBody[] = [
  {
    type: 'run-opened',
    project: { dir: '/p', name: 'p' },
    directory: '/p',
    orchestration: 'team',
    title: 'team',
    origin: 'window',
    team: [
      { pane: 'p0', role: 'lead', command: 'claude', start: true, clear: false },
      { pane: 'p1', role: 'ada', command: 'claude', start: false, clear: false },
    ],
  },
  { type: 'agent-started', agent: 'a0', pane: 'p0', kind: 'claude', purpose: 'open' },
  { type: 'agent-started', agent: 'a1', pane: 'p1', kind: 'claude', purpose: 'open' },
  {
    type: 'task-created',
    task: 't1',
    batch: 'b1',
    from: 'p0',
    pane: 'p1',
    role: 'ada',
    round: 1,
    text: text('label aaa'),
  },
]
const report: EventBody = {
  type: 'task-reported',
  task: 't1',
  report: 'r1',
  agent: 'a1',
  outcome: 'done',
  text: text('n1 on aaa'),
}
const told: EventBody = {
  type: 'delivery-created',
  delivery: 'd1',
  purpose: 'report',
  pane: 'p0',
  agent: 'a0',
  route: 'typed',
  text: 'News',
  tasks: [],
  reports: ['r1'],
  questions: [],
}
const pointer = 'Your task t1 is in the file t1.md: read it now and carry it out.'
const line = (type: Line['type'], more: Partial<Line>): Line => ({
  at: 1,
  pid: 1,
  agent: 'a1',
  role: 'ada',
  type,
  ...more,
})
const asked = line('sending', { agent: 'a0', verb: 'delegate', nonce: 'aaa' })
const got = line('prompt', { text: pointer })
const sent = line('sent', { verb: 'work-done', nonce: 'n1', kind: 'accepted' })

const journal = (...bodies: EventBody[]): RunEvent[] =>
  [...opening, ...bodies].map((body, index) => ({ v: 1, seq: index + 1, at: 1, run: 'r', body }))

function wrongIn(events: RunEvent[], lines: Line[], held: unknown = replay(events)): string[] {
  return accountOf([{ label: 'aaa', to: ['ada'] }], events, lines, held).wrong
}

test('a run in which all went well has nothing wrong', () => {
  expect(wrongIn(journal(report, told), [asked, got, sent])).toEqual([])
})

describe('told as wrong', () => {
  test.each<[string, RunEvent[], Line[], string]>([
    ['a task without a report', journal(), [asked, got], 't1 is queued with 0 reports'],
    [
      'a task that went twice to one agent',
      journal(report, told),
      [asked, got, got, sent],
      'submitted twice to one agent',
    ],
    [
      'a task that went to a second agent, though the first was not lost',
      journal(
        { type: 'agent-started', agent: 'a2', pane: 'p1', kind: 'claude', purpose: 'task' },
        report,
        told,
      ),
      [asked, got, { ...got, agent: 'a2' }, sent],
      't1 went to 2 agents',
    ],
    [
      'a report that was kept and never came',
      journal(report, told),
      [asked, got, sent, line('sent', { verb: 'work-done', nonce: 'n2', kind: 'kept' })],
      'is 0 times in the journal: n2',
    ],
    ['a report that the lead was not told of', journal(report), [asked, got, sent], 'never on its way'],
    [
      'a delegation that made two tasks',
      journal(report, told, {
        type: 'task-created',
        task: 't2',
        batch: 'b2',
        from: 'p0',
        pane: 'p1',
        role: 'ada',
        round: 2,
        text: text('label aaa'),
      }),
      [asked, got, sent],
      'became 2 tasks by 1 messages',
    ],
  ])('%s', (_, events, lines, reason) => {
    expect(wrongIn(events, lines).join('\n')).toContain(reason)
  })

  test('a state that is not what the journal says', () => {
    const events = journal(report, told)
    const held = replay(events.slice(0, -1))
    expect(wrongIn(events, [asked, got, sent], held)).toEqual([
      'The journal, replayed, is not what the app held.',
    ])
  })
})
