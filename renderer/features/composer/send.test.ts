// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'
import { Refused } from '#shared/contract/link'
import type { EventBody } from '#shared/model/events'
import { promptOf, runWith } from '../../testing/run-fixture'

vi.hoisted(() => {
  window.deckBridge = { connect: () => undefined, select: () => undefined }
})
const { deck, link } = await import('../../state/deck')
const { sendToAll } = await import('./send')
const { takeBackPrompt, waitingPrompts, withDraft } = await import('./waiting-prompts')
const { namesText } = await import('./recipients')

const change = (delivery: string, state: 'held' | 'typing' | 'refused' | 'unproven'): EventBody => ({
  type: 'delivery-changed',
  delivery,
  state,
  ...(state === 'held' ? { hold: 'busy' as const } : {}),
})

beforeEach(() => vi.restoreAllMocks())

it('sends to each, and tells who did not take it', async () => {
  const sent: string[] = []
  const refused = await sendToAll('r1', ['p1', 'p2', 'p3'], 'hi', ({ pane, text }) => {
    sent.push(`${pane} ${text}`)
    return pane === 'p2' ? Promise.reject(new Refused('No agent.')) : Promise.resolve({ delivery: 'd1' })
  })
  expect(sent).toEqual(['p1 hi', 'p2 hi', 'p3 hi'])
  expect(refused).toEqual([{ pane: 'p2', reason: 'No agent.' }])
})

it('shows texts that wait longer than a moment, and those that may not have arrived', () => {
  const run = runWith(
    promptOf('d1', 'old'),
    change('d1', 'held'),
    promptOf('d2', 'lost'),
    change('d2', 'unproven'),
    promptOf('d3', 'typed'),
    change('d3', 'typing'),
    promptOf('d4', 'new'),
    change('d4', 'held'),
  )
  const created = run.deliveries['d4']?.createdAt ?? 0
  const ids = (now: number) => waitingPrompts(run, 'p-orchestrator', now).map((delivery) => delivery.id)
  expect(ids(created + 500)).toEqual(['d1', 'd2'])
  expect(ids(created + 900)).toEqual(['d1', 'd2', 'd4'])
  expect(waitingPrompts(run, 'p-coder', created + 900)).toEqual([])
})

it.each([
  ['refused', true],
  ['typing', false],
] as const)('a text that is %s afterwards was taken back: %s', async (state, taken) => {
  const before = [promptOf('d1', 'hi'), change('d1', 'held')]
  deck.setState({ runs: { r1: runWith(...before) } })
  vi.spyOn(link, 'request').mockResolvedValue({})
  const result = takeBackPrompt('r1', 'd1')
  // The journal's word arrives after the answer.
  await Promise.resolve()
  deck.setState({ runs: { r1: runWith(...before, change('d1', state)) } })
  expect(await result).toBe(taken)
})

it('puts a text back ahead of what is being written', () => {
  expect(withDraft('one', ' ')).toBe('one')
  expect(withDraft('one', 'two')).toBe('one\n\ntwo')
})

it('names the roles in a sentence', () => {
  expect([['a'], ['a', 'b'], ['a', 'b', 'c']].map(namesText)).toEqual(['a', 'a and b', 'a, b and c'])
})
