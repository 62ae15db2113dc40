// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest'
import { observed, runWith, taskFor } from '../../testing/run-fixture'

vi.hoisted(() => {
  window.deckBridge = { connect: () => undefined, select: () => undefined }
})
const { closeQuestion } = await import('./close-run')

const exited = (role: string) =>
  ({ type: 'agent-exited', agent: `a-${role}`, code: 0, signal: null, expected: true }) as const

describe('closeQuestion', () => {
  it('names who is working, and its button says what will happen', () => {
    const question = closeQuestion(runWith(taskFor('t1', 1), observed('coder', 'working')))
    expect(question?.title).toBe('Stop 1 working agent: coder')
    expect(question?.button).toBe('Stop 2 agents and close')
  })

  it('asks about resting agents as well, whose memory ends with them', () => {
    expect(closeQuestion(runWith())?.title).toBe('Close flow?')
  })

  it('asks nothing where nothing lives', () => {
    expect(closeQuestion(runWith(exited('orchestrator'), exited('coder')))).toBeNull()
  })

  it('says what becomes of lessons that nobody has decided on', () => {
    const proposed = {
      type: 'lesson-proposed',
      lesson: 'l1',
      pane: 'p1',
      task: null,
      text: 'Run npm ci.',
    } as const
    const over = [exited('orchestrator'), exited('coder'), proposed]
    expect(closeQuestion(runWith(proposed))?.text).toContain('is not decided on')
    expect(closeQuestion(runWith(...over))?.button).toBe('Close without them')
    const decided = { type: 'lesson-decided', lesson: 'l1', accepted: false } as const
    expect(closeQuestion(runWith(...over, decided))).toBeNull()
  })
})
