import { describe, expect, it } from 'vitest'
import { cardOf } from '#shared/model/selectors'
import type { BodyOf, EventBody } from '#shared/model/events'
import { observed, promptOf, reportOn, runWith, stored, taskFor } from '../../testing/run-fixture'
import { cardLines, runningCheck } from './lines'
import { cardName, roundText } from './words'

const card = (role: string, ...bodies: Parameters<typeof runWith>) => cardOf(runWith(...bodies), `p-${role}`)

describe('cardLines', () => {
  it('is one line when calm, two when busy, three when somebody is needed', () => {
    expect(cardLines(card('coder'))).toEqual({ doing: null, needs: null })
    expect(cardLines(card('coder', observed('coder', 'working', { tool: 'npm test' })))).toEqual({
      doing: 'npm test',
      needs: null,
    })
    const waiting = observed('coder', 'waiting', { tool: 'Bash', waitingFor: 'approve Bash' })
    expect(cardLines(card('coder', waiting))).toEqual({
      doing: 'Bash',
      needs: { text: 'approve Bash', urgent: true },
    })
  })

  it('tells of a delivery that is held up, and not of one that is on its way', () => {
    const held = card('orchestrator', promptOf('d1', 'hi'), {
      type: 'delivery-changed',
      delivery: 'd1',
      state: 'held',
      hold: 'draft',
    })
    expect(cardLines(held).needs).toEqual({
      text: 'Delivery waits: you have half-typed text there',
      urgent: true,
    })
    const typing = card('orchestrator', promptOf('d1', 'hi'), {
      type: 'delivery-changed',
      delivery: 'd1',
      state: 'typing',
    })
    expect(cardLines(typing).needs).toBeNull()
  })
})

describe('a task that waits or is checked', () => {
  const reported: EventBody[] = [
    taskFor('t1', 1),
    reportOn('t1', { checking: true }),
    { type: 'check-started', report: 'r1', name: 'tests' },
  ]

  it('is told in the line for what is needed, with the reason', () => {
    const held = (hold: Partial<BodyOf<'task-held'>>) =>
      card('coder', taskFor('t1', 1), { type: 'task-held', task: 't1', why: 'rounds', ...hold })
    expect(cardLines(held({ why: 'approval' })).needs?.text).toBe('Task t1 waits for your yes')
    expect(cardLines(held({ detail: 'coder has had its 8 rounds.' })).needs).toEqual({
      text: 'Task t1 is held: coder has had its 8 rounds.',
      urgent: true,
    })
  })

  it('names the check that runs now', () => {
    const run = runWith(...reported)
    const checked = cardOf(run, 'p-coder')
    expect(cardLines(checked, runningCheck(run, checked)).doing).toBe('checking: tests')
    expect(cardName(checked)).toContain('report is being checked')
  })
})

describe('an agent that has asked', () => {
  const asks = (to: 'person' | 'orchestrator', plan: boolean) =>
    card('coder', {
      type: 'question-asked',
      question: 'q1',
      pane: 'p-coder',
      agent: 'a-coder',
      to,
      text: stored('Which?'),
      plan,
    })

  it.each([
    ['person', false, 'Waits for your answer', true],
    ['person', true, 'Its plan waits for your yes', true],
    ['orchestrator', false, 'Waits for the orchestrator’s answer', false],
    ['orchestrator', true, 'Its plan waits for the orchestrator', false],
  ] as const)('the %s, plan: %s, says whose answer it awaits', (to, plan, words, urgent) => {
    expect(cardLines(asks(to, plan)).needs).toEqual({ text: words, urgent })
    expect(cardName(asks(to, plan)).toLowerCase()).toContain(words.toLowerCase())
  })
})

describe('rounds', () => {
  it.each([
    [0, null, null],
    [1, null, null],
    [2, null, 'round 2'],
    [0, 8, null],
    [2, 8, '2/8'],
  ])('%s of %s is shown as %s', (round, maxRounds, text) => {
    expect(roundText({ round, maxRounds })).toBe(text)
  })
})

describe('cardName', () => {
  it('says all that the card shows', () => {
    const name = cardName(
      card('coder', taskFor('t1', 1), taskFor('t2', 2), observed('coder', 'working', { tool: 'npm test' })),
    )
    expect(name).toBe('coder, working, npm test, 2 queued')
    expect(cardName(card('orchestrator'))).toBe('orchestrator, idle')
  })
})
