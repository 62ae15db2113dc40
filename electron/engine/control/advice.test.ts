import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { AskOption, EventBody } from '#shared/model/events'
import type { LiveRun } from '../run/live-run'
import { forwardAsk, takeAdvice } from './advice'
import { answerAsk } from './answer-ask'

vi.mock('./answer-ask', { spy: true })

interface Setting {
  permissions?: 'person' | 'advice' | 'orchestrator'
  options?: AskOption[]
  /** The dialog is over. */
  over?: boolean
}

/** A coder that asks for something for the second time, and the orchestrator's question q1 about it. */
function run({ permissions = 'person', options, over = false }: Setting = {}) {
  const events: EventBody[] = []
  const about = { ask: 2, what: 'Allow Bash: ls', ...(options ? { options } : {}) }
  const live = {
    head: {
      questions: { q1: { id: 'q1', pane: 'p', agent: 'a', to: 'orchestrator', answer: null, about } },
      agents: {
        a: { id: 'a', pane: 'p', status: over ? 'working' : 'waiting', ask: 2, waitingFor: about.what },
      },
      panes: { p: { role: 'coder', agent: 'a' } },
    },
    config: { roles: [{ name: 'coder', permissions }] },
    texts: {
      store: (_: string, id: string) => Promise.resolve({ file: id, bytes: 1, sha256: '', preview: '' }),
    },
    commit: (bodies: EventBody[]) => Promise.resolve(void events.push(...bodies)),
  } as unknown as LiveRun
  return { live, events }
}

const given = vi.mocked(answerAsk)
beforeEach(() => void given.mockReset().mockResolvedValue(undefined))

describe('what the orchestrator says on a permission', () => {
  test.each(['person', 'advice'] as const)('is shown to the person, who decides: %s', async (permissions) => {
    const { live, events } = run({ permissions })
    expect(await takeAdvice(live, 'q1', 'Allow: it only reads.', 'c1')).toContain('The person')
    expect(events).toMatchObject([{ type: 'question-answered', by: 'orchestrator', advice: 'allow' }])
    expect(given).not.toHaveBeenCalled()
  })

  test('decides where the role says so', async () => {
    const { live } = run({ permissions: 'orchestrator' })
    expect(await takeAdvice(live, 'q1', 'deny: too much', 'c1')).toBe('q1 is answered: deny.')
    const read = { pane: 'p', ask: 2, waitingFor: 'Allow Bash: ls' }
    expect(given).toHaveBeenCalledExactlyOnceWith(live, read, 'deny', 'orchestrator')
  })

  test.each(['I would not allow that', 'allowed by nobody', 'Allow nothing of this', 'Yes'])(
    'decides nothing in other words: %s',
    async (words) => {
      const { live, events } = run({ permissions: 'orchestrator' })
      await takeAdvice(live, 'q1', words, 'c1')
      expect(events[0]).not.toHaveProperty('advice')
      expect(given).not.toHaveBeenCalled()
    },
  )

  test('comes too late once the dialog is over', async () => {
    const { live } = run({ permissions: 'orchestrator', over: true })
    expect(await takeAdvice(live, 'q1', 'allow', 'c1')).toBe('q1 has been settled meanwhile.')
    expect(given).not.toHaveBeenCalled()
  })

  test('is told what became of it', async () => {
    given.mockResolvedValue('Look again.')
    const { live } = run({ permissions: 'orchestrator' })
    expect(await takeAdvice(live, 'q1', 'allow', 'c1')).toBe('q1 was not answered. Look again.')
  })
})

test('a question is answered with the choice that it names, word for word', async () => {
  const options = [{ label: 'Red' }, { label: 'Dark blue' }]
  const { live } = run({ options })
  expect(await takeAdvice(live, 'q1', 'blue', 'c1')).toContain('The person')
  expect(given).not.toHaveBeenCalled()
  expect(await takeAdvice(live, 'q1', "'dark blue'\nIt fits.", 'c2')).toBe('q1 is answered: Dark blue.')
  expect(given.mock.calls[0]?.[2]).toEqual({ option: 1 })
})

test('nobody is asked by itself where the person decides alone, or was asked already', async () => {
  const body = {
    type: 'agent-observed',
    agent: 'a',
    status: 'waiting',
    source: 'hook',
    answerable: true,
  } as const
  const event = { v: 1, seq: 1, at: 1, run: 'r', body } as const
  for (const permissions of ['person', 'advice'] as const) {
    const { live, events } = run({ permissions })
    await forwardAsk(live, event)
    expect(events).toEqual([])
  }
})
