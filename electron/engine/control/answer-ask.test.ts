import { describe, expect, test } from 'vitest'
import type { EventBody } from '#shared/model/events'
import type { DialogMenu } from '../agents/adapter'
import type { Asked } from '../agents/asked'
import type { AgentSession } from '../run/agent-session'
import type { LiveRun } from '../run/live-run'
import { answerAsk } from './answer-ask'

const UP = '\u001b[A'
const DOWN = '\u001b[B'

interface World {
  live: LiveRun
  /** What is asked; the test changes it as an agent would. */
  now: { asked: Asked | undefined; asks: number }
  keys: string[]
  events: EventBody[]
  replies: unknown[]
}

const menu: DialogMenu = { kind: 'permission', about: 'ls', rows: ['Yes', 'Yes, always', 'No'], marked: 0 }
const asking = (what: string): Asked => ({ what, by: { menu } })

/** An agent with a dialog whose marker moves, and that is over at Enter. */
function world(first: Asked | undefined, onKey?: (world: World, key: string) => void): World {
  const now: World['now'] = { asked: first, asks: 1 }
  const move = (by: number): void => {
    if (!now.asked || !('menu' in now.asked.by)) return
    const shown = now.asked.by.menu
    now.asked = { ...now.asked, by: { menu: { ...shown, marked: shown.marked + by } } }
  }
  const session = {
    id: 'a-1',
    menuSince: 0,
    look: () => Promise.resolve({}),
    get asked() {
      return now.asked
    },
    tracker: {
      get asks() {
        return now.asks
      },
    },
    key: (key: string) => {
      all.keys.push(key)
      if (onKey) onKey(all, key)
      else if (key === '\r') now.asked = undefined
      else move(key === DOWN ? 1 : -1)
    },
    reply: (...reply: unknown[]) => {
      all.replies.push(reply)
      now.asked = undefined
      return Promise.resolve()
    },
  } as unknown as AgentSession
  const events: EventBody[] = []
  const live = {
    crew: { in: () => session },
    head: { panes: { p: { role: 'coder' } } },
    commit: (bodies: EventBody[]) => {
      events.push(...bodies)
      return Promise.resolve()
    },
  } as unknown as LiveRun
  const all: World = { live, now, keys: [], events, replies: [] }
  return all
}

const read = { pane: 'p', ask: 1, waitingFor: 'Allow Bash: ls' }

describe('what an agent asks', () => {
  test('is answered by its own row, and written down first', async () => {
    const { live, keys, events } = world(asking('Allow Bash: ls'))
    expect(await answerAsk(live, read, 'deny', 'person')).toBeUndefined()
    expect(keys).toEqual([DOWN, DOWN, '\r'])
    expect(events).toEqual([
      { type: 'ask-answered', agent: 'a-1', what: 'Allow Bash: ls', answer: 'deny', by: 'person' },
    ])
  })

  test('is answered once: a second answer could allow what comes next', async () => {
    const { live, keys } = world(asking('Allow Bash: ls'))
    const answers = await Promise.all([
      answerAsk(live, read, 'allow', 'person'),
      answerAsk(live, read, 'allow', 'person'),
    ])
    expect(answers).toEqual([undefined, 'This is being answered already.'])
    expect(keys).toEqual(['\r'])
  })

  test.each([
    ['has other words', asking('Allow Bash: rm -rf /'), read, 'something else now'],
    ['is asked a second time', asking('Allow Bash: ls'), { ...read, ask: 0 }, 'something else now'],
    ['is not certain', undefined, read, 'in the terminal'],
  ])('is not answered when it %s', async (_, asked, was, words) => {
    const { live, keys, events } = world(asked)
    expect(await answerAsk(live, was, 'allow', 'person')).toContain(words)
    expect(keys).toEqual([])
    expect(events).toEqual([])
  })

  test('gets no Enter when another dialog takes its place on the way', async () => {
    const { live, keys, events } = world(asking('Allow Bash: ls'), (all) => {
      all.now.asked = {
        what: 'Allow Bash: rm -rf /',
        by: { menu: { ...menu, about: 'rm -rf /', marked: 2 } },
      }
    })
    expect(await answerAsk(live, read, 'deny', 'person')).toContain('something else now')
    expect(keys).toEqual([DOWN])
    expect(events.at(-1)).toMatchObject({ type: 'noted', level: 'warning' })
  })

  test('that stays after Enter is said to have taken no answer', async () => {
    const { live, keys } = world(asking('Allow Bash: ls'), () => undefined)
    expect(await answerAsk(live, read, 'allow', 'person')).toContain('did not take the answer')
    expect(keys).toEqual(['\r'])
  })

  test('is denied by the key that its own row names, without a way through the others', async () => {
    const rows = ['Yes', 'Yes, always', 'No, and tell it why (esc)']
    const asked: Asked = { what: 'Allow Bash: ls', by: { menu: { ...menu, rows } } }
    const { live, keys } = world(asked, (all) => {
      all.now.asked = undefined
    })
    expect(await answerAsk(live, read, 'deny', 'person')).toBeUndefined()
    expect(keys).toEqual(['\u001b'])
  })

  test('with choices takes the place of one, and no permission', async () => {
    const rows = ['Red', 'Blue', 'Type something.']
    const question: Asked = {
      what: 'Which?',
      options: [{ label: 'Red' }, { label: 'Blue' }],
      by: { menu: { kind: 'question', about: 'Which?', rows, marked: 2 } },
    }
    const asked = { ...read, waitingFor: 'Which?' }
    const wrong = world(question)
    expect(await answerAsk(wrong.live, asked, 'allow', 'person')).toContain('in the terminal')
    expect(await answerAsk(wrong.live, asked, { option: 2 }, 'person')).toContain('in the terminal')
    expect(wrong.keys).toEqual([])
    const { live, keys, events } = world(question)
    expect(await answerAsk(live, asked, { option: 1 }, 'person')).toBeUndefined()
    expect(keys).toEqual([UP, '\r'])
    expect(events).toMatchObject([{ answer: 'Blue' }])
  })

  test('is answered by its own channel where it has one', async () => {
    const reply = { id: 'per_1', key: 'k' }
    const { live, keys, replies } = world({ what: 'Allow Bash: ls', by: { reply } })
    expect(await answerAsk(live, read, 'allow', 'person')).toBeUndefined()
    expect(replies).toEqual([[reply, { permission: 'allow' }]])
    expect(keys).toEqual([])
  })
})
