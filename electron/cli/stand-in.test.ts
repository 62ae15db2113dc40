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
    for (const kind of ['approval', 'plan', 'question', 'held', 'paused', 'resting'] as const) {
      expect(decisionFor(item(kind), 'nobody'), kind).toBe('give-up')
    }
  })

  test('asks whoever sits at the terminal', () => {
    for (const kind of ['approval', 'plan', 'question', 'held', 'paused'] as const) {
      expect(decisionFor(item(kind), 'ask'), kind).toBe('ask')
    }
  })

  test('agrees to approvals and plans when told so beforehand, and to nothing else', () => {
    expect(decisionFor(item('approval'), 'agree')).toBe('agree')
    expect(decisionFor(item('plan'), 'agree')).toBe('agree')
    expect(decisionFor(item('held'), 'agree')).toBe('give-up')
    expect(decisionFor(item('question'), 'agree')).toBe('give-up')
  })

  test('gives an agent time before its dialog counts, whoever is there', () => {
    for (const policy of ['ask', 'agree', 'nobody'] as const) {
      expect(decisionFor(item('waiting'), policy)).toBe('later')
    }
  })

  test('leaves alone what needs nobody now', () => {
    expect(decisionFor(item('finished'), 'nobody')).toBe('ignore')
    expect(decisionFor(item('unproven'), 'nobody')).toBe('ignore')
  })
})
