import { expect, test } from 'vitest'
import { geminiUsage } from './usage'

const answer = (id: string, at: number, tokens: Record<string, number>, model = 'gemini-2.5-flash'): string =>
  JSON.stringify({ id, timestamp: new Date(at).toISOString(), type: 'gemini', content: 'x', tokens, model })

const MAIN = '/chats/session-2026-11-20T09-31-0a4a9c94.jsonl'

function figuresOf(...lines: [text: string, file?: string][]) {
  const reader = geminiUsage.reader(1000)
  for (const [text, file = MAIN] of lines) reader.line(text, file)
  return reader.figures()
}

test('sums the answers, each once, and tells the context of the last one', () => {
  const first = answer('1', 2000, { input: 100, output: 10, cached: 40, thoughts: 5, tool: 3, total: 118 })
  expect(figuresOf([first], [first], [answer('2', 3000, { input: 200, output: 30, total: 230 })])).toEqual({
    tokens: { input: 263, output: 45, cacheRead: 40, cacheWrite: 0 },
    contextUsed: 230,
    contextSize: 1_048_576,
    contextSource: 'estimated',
    source: 'measured',
  })
})

test('a subagent counts, but its context is another', () => {
  const asked = answer('2', 3000, { input: 900, output: 1, total: 901 })
  expect(
    figuresOf([answer('1', 2000, { input: 10, output: 1, total: 11 })], [asked, '/chats/0a4a/b.jsonl']),
  ).toMatchObject({ tokens: { input: 910, output: 2 }, contextUsed: 11 })
})

test('the size of the context of an unknown model is not told', () => {
  const figures = figuresOf([answer('1', 2000, { input: 10, output: 1, total: 11 }, 'my-gateway-model')])
  expect(figures).toMatchObject({ contextUsed: 11 })
  expect(figures).not.toHaveProperty('contextSize')
})

test('what was used before this agent began, and lines of another kind, do not count', () => {
  const earlier = answer('1', 999, { input: 5, output: 5, total: 10 })
  const said = JSON.stringify({ id: '2', timestamp: '2026-11-20T09:31:01Z', type: 'user', tokens: {} })
  expect(figuresOf([earlier], [said], ['{"tokens"'])).toBeUndefined()
})
