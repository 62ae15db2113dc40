import { describe, expect, test } from 'vitest'
import type { AttentionItem } from '#shared/model/attention'
import { decisionFor } from './stand-in'

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
