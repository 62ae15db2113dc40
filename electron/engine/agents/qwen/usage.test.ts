import { expect, test } from 'vitest'
import { qwenUsage } from './usage'

const answer = (uuid: string, at: number, usageMetadata: Record<string, number>, size?: number): string =>
  JSON.stringify({
    uuid,
    type: 'assistant',
    timestamp: new Date(at).toISOString(),
    model: 'scripted-1',
    usageMetadata,
    ...(size === undefined ? {} : { contextWindowSize: size }),
  })

function figuresOf(...lines: string[]) {
  const reader = qwenUsage.reader(1000)
  for (const text of lines) reader.line(text, '/r.jsonl')
  return reader.figures()
}

test('sums the answers, each once, and tells the context of the last one', () => {
  const first = answer(
    '1',
    2000,
    { promptTokenCount: 100, cachedContentTokenCount: 40, totalTokenCount: 110 },
    1000,
  )
  expect(
    figuresOf(first, first, answer('2', 3000, { promptTokenCount: 200, totalTokenCount: 230 }, 1000)),
  ).toEqual({
    tokens: { input: 260, output: 40, cacheRead: 40, cacheWrite: 0 },
    contextUsed: 230,
    contextSize: 1000,
    source: 'measured',
  })
})

test('what was used before this agent began, and lines of another kind, give nothing', () => {
  expect(figuresOf(answer('1', 999, { promptTokenCount: 1, totalTokenCount: 2 }))).toBeUndefined()
  expect(figuresOf('{"type":"user","usageMetadata":{}}', '{"usageMetadata"')).toBeUndefined()
})
