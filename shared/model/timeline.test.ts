import { expect, test } from 'vitest'
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
} from './run.fixture'
import { firstLine, oneLine } from './timeline'

const before = [started('a0', 'p0'), started('a1', 'p1')]
const prompt = delivery('d1', { purpose: 'prompt', text: '\n\n  Fix it  \nnow' })
const forTask = [task('t1'), delivery('d1', { tasks: ['t1'] })]
const lost = (again: boolean): EventBody => ({ type: 'task-lost', task: 't1', reason: 'It ended.', again })

test.each<[EventBody[], string]>([
  [[], 'deck: Started flow'],
  [[task('t1')], 'lead > coder: Task t1'],
  [[task('t1'), reported('t1', 'a1')], 'coder > lead: Report on t1'],
  [[task('t1'), reported('t1', 'a1', 'blocked')], 'coder > lead: Blocked: Report on t1'],
  [
    [...forTask, changed('d1', 'proven', { proof: 'hook' })],
    'deck > coder: Task t1 delivered, proven by hook',
  ],
  [
    [
      ...forTask,
      changed('d1', 'unproven', { detail: 'Look.' }),
      changed('d1', 'proven', { proof: 'screen' }),
    ],
    'deck > coder: Task t1 delivered, seen on the screen, late',
  ],
  [
    [...forTask, changed('d1', 'unproven', { detail: 'Look.' })],
    'deck > coder: Task t1 may not have arrived. Look.',
  ],
  [
    [prompt, changed('d1', 'refused', { detail: 'It has gone.' })],
    'deck > coder: Your prompt not delivered. It has gone.',
  ],
  [[prompt], 'you > coder: Fix it'],
  [[task('t1'), lost(true)], 'deck > coder: Task t1 lost its agent; it goes to a new agent. It ended.'],
  [[task('t1'), lost(false)], 'deck > coder: Task t1 lost its agent; it was given up. It ended.'],
  [[exited('a1')], 'coder: Agent exited with code 3'],
  [
    [{ type: 'report-unsolicited', report: 'r1', pane: 'p1', agent: 'a1', text: text('Hello') }],
    'coder > lead: Reported without a task: Hello',
  ],
  [[asked('Why?', { to: 'person' })], 'coder > you: Why?'],
  [
    [{ type: 'ask-answered', agent: 'a1', what: 'Allow Bash: ls', answer: 'deny', by: 'person' }],
    'you > coder: Denied: Bash: ls',
  ],
  [
    [{ type: 'ask-answered', agent: 'a1', what: 'Which?', answer: 'Red', by: 'orchestrator' }],
    'lead > coder: Chose “Red”: Which?',
  ],
  [
    [asked('dialog', { about: { ask: 1, what: 'Allow Bash: ls' } })],
    'coder > lead: Its program asks: Allow Bash: ls',
  ],
  [[{ type: 'conversation-reset', agent: 'a1' }], 'you > coder: Began a new conversation'],
  [[{ type: 'conversation-compacted', agent: 'a1' }], 'coder: Its conversation was compacted'],
  [
    [{ type: 'agent-conversation', agent: 'a1', conversation: 'c', how: 'compact' }],
    'coder: Its conversation was compacted',
  ],
  [[{ type: 'run-finished', outcome: 'failed', by: 'deck' }], 'deck: Failed: no reason given'],
  [
    [{ type: 'agent-start-failed', pane: 'p1', reason: 'no such file' }],
    'deck > coder: Could not start: no such file',
  ],
])('who told whom what: %#', (bodies, line) => {
  const { timeline } = runOf(...(bodies.length > 0 ? before : []), ...bodies)
  const { from, to, text: words } = timeline.at(-1) ?? { from: '', to: null, text: '' }
  expect(`${from}${to === null ? '' : ` > ${to}`}: ${words}`).toBe(line)
})

test('what is too small to tell is not told', () => {
  const { timeline } = runOf(
    ...before,
    observed('a1', 'working'),
    exited('a1', true),
    ...forTask,
    changed('d1', 'typing'),
  )
  expect(timeline.map(({ kind }) => kind)).toEqual(['opened', 'task'])
})

test('a command of several lines is one line in a list', () => {
  expect(oneLine('npm test &&\n  npm run build')).toBe('npm test && npm run build')
})

test('a first line is the first with words, without what could deceive the eye, and fits a list', () => {
  expect(firstLine('\n \n\tDo \u202ethis\u001b[31m \u200b\nmore')).toBe('Do this[31m')
  expect(firstLine('')).toBe('')
  expect(firstLine('x'.repeat(500))).toHaveLength(200)
})

test.each<[EventBody, string]>([
  [asked('Why?', { to: 'person' }), 'question'],
  [asked('First the test.', { to: 'person', plan: true }), 'plan'],
  [{ type: 'note-told', note: 'n1', from: 'p1', to: 'p0', text: text('Mind the tax.') }, 'told'],
])('a plan is no question, and a note no answer: %#', (body, kind) => {
  expect(runOf(...before, body).timeline.at(-1)?.kind).toBe(kind)
})
