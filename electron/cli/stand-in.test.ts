import { describe, expect, test, vi } from 'vitest'
import type { AttentionItem } from '#shared/model/attention'
import { reported, runOf, started, task, text } from '#shared/model/run.fixture'
import { fakeIo } from './fake-io'
import { decisionFor, StandIn, type StandInPolicy } from './stand-in'

const item = (kind: AttentionItem['kind']): AttentionItem => ({
  key: kind,
  rank: 0,
  kind,
  pane: 'p',
  role: 'coder',
  text: 'x',
  since: 0,
  refs: {},
})

describe('a run without a window that needs the person', () => {
  test('gives up when nobody is there, rather than wait for ever', () => {
    for (const kind of ['approval', 'plan', 'question', 'held', 'paused', 'role-held', 'resting'] as const) {
      expect(decisionFor(item(kind), 'nobody', 'worker'), kind).toBe('give-up')
    }
  })

  test('asks whoever sits at the terminal', () => {
    for (const kind of ['approval', 'plan', 'question', 'held', 'paused', 'role-held', 'resting'] as const) {
      expect(decisionFor(item(kind), 'ask', 'worker'), kind).toBe('ask')
    }
  })

  test('agrees to approvals and plans when told so beforehand, and to nothing else', () => {
    expect(decisionFor(item('approval'), 'agree', 'worker')).toBe('agree')
    expect(decisionFor(item('plan'), 'agree', 'worker')).toBe('agree')
    expect(decisionFor(item('held'), 'agree', 'worker')).toBe('give-up')
    expect(decisionFor(item('question'), 'agree', 'worker')).toBe('give-up')
  })

  test('gives an agent time before its dialog counts, whoever is there', () => {
    for (const policy of ['ask', 'agree', 'nobody'] as const) {
      expect(decisionFor(item('waiting'), policy, 'worker')).toEqual({ giveUpAfterMs: 20_000 })
    }
  })

  test('does not wait for ever for an orchestrator that has ended, or for a text that never arrived', () => {
    for (const policy of ['ask', 'agree', 'nobody'] as const) {
      expect(decisionFor(item('failed'), policy, 'lead')).toEqual({ giveUpAfterMs: 20_000 })
      expect(decisionFor(item('frozen'), policy, 'lead')).toEqual({ giveUpAfterMs: 300_000 })
      expect(decisionFor(item('failed'), policy, 'ended lead')).toBe('give-up')
      expect(decisionFor(item('unproven'), policy, 'worker')).toEqual({ giveUpAfterMs: 300_000 })
      expect(decisionFor(item('start-failed'), policy, 'worker')).toEqual({ giveUpAfterMs: 20_000 })
    }
  })

  test('leaves alone what needs nobody now, and workers of whose troubles the orchestrator is told', () => {
    for (const kind of ['finished', 'failed', 'frozen', 'task-failed', 'edits'] as const) {
      expect(decisionFor(item(kind), 'nobody', 'worker'), kind).toBe('ignore')
    }
  })
})

describe('lessons at the end of a run', () => {
  const proposed = runOf(
    started('a1', 'p1'),
    task('t1'),
    reported('t1', 'a1'),
    { type: 'lesson-proposed', lesson: 'l1', pane: 'p1', text: 'Use make.' },
    { type: 'lesson-proposed', lesson: 'l2', pane: 'p1', text: 'Never use\u001b[2J make.' },
  )
  const finished = { ...proposed, phase: 'finished' as const }
  function standIn(policy: StandInPolicy, answers: string[]) {
    const handle = vi.fn()
    const { io, said } = fakeIo({ question: async () => answers.shift() ?? '' })
    return { handle, said, one: new StandIn({ handle }, io, policy, expect.unreachable, () => finished) }
  }

  test('are asked about one by one', async () => {
    const { handle, one } = standIn('ask', ['y', ''])
    await one.lessons(finished)
    const decided = handle.mock.calls.map(([, input]) => [input.lesson, input.accept])
    expect(decided).toEqual([
      ['l1', true],
      ['l2', false],
    ])
  })

  test('are named where nobody is there, and decided by nobody', async () => {
    for (const policy of ['agree', 'nobody'] as const) {
      const { handle, said, one } = standIn(policy, [])
      await one.lessons(finished)
      expect(said.err).toBe(
        'A lesson for AGENTS.md is proposed: Use make.\nA lesson for AGENTS.md is proposed: Never use [2J make.\n',
      )
      await one.lessons(proposed)
      expect(handle).not.toHaveBeenCalled()
    }
  })
})

describe('somebody at the terminal', () => {
  const asked = runOf(
    started('a1', 'p1'),
    { ...task('t1'), text: text('Ship it') },
    { type: 'task-held', task: 't1', why: 'approval' },
    {
      type: 'question-asked',
      question: 'q1',
      pane: 'p1',
      agent: 'a1',
      to: 'person',
      text: text('Take it apart'),
      plan: true,
    },
  )
  async function answers(...lines: string[]) {
    const handle = vi.fn()
    const questions: string[] = []
    const question = async (words: string) => {
      questions.push(words)
      return lines.shift() ?? ''
    }
    const { io } = fakeIo({ question })
    const one = new StandIn({ handle }, io, 'ask', expect.unreachable, () => asked)
    one.look(asked)
    await vi.waitFor(() => expect(handle).toHaveBeenCalledTimes(2))
    return { questions, calls: handle.mock.calls }
  }

  test('is told where all of it stands, and what they say to a no is told', async () => {
    const { questions, calls } = await answers('n', 'Not on a Friday.', 'n', 'Mend it instead.')
    expect(questions).toEqual([
      'coder waits for your yes: Ship it\nAll of it: /p/Ship it.md\nLet it go on? [y/N] ',
      'What should they be told? ',
      'coder has a plan: Take it apart\nAll of it: /p/Take it apart.md\nLet it go on? [y/N] ',
      'What should they be told? ',
    ])
    expect(calls).toEqual([
      ['task.cancel', { run: 'run', task: 't1', comment: 'Not on a Friday.' }],
      ['question.answer', { run: 'run', question: 'q1', text: 'Mend it instead.', approve: false }],
    ])
  })

  test('says yes to what was asked, and to nothing else', async () => {
    const { calls } = await answers('y', 'y')
    expect(calls).toEqual([
      ['task.release', { run: 'run', task: 't1' }],
      ['question.answer', { run: 'run', question: 'q1', text: 'Approved.', approve: true }],
    ])
  })
})
