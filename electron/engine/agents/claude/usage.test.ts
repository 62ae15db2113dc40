import { expect, test } from 'vitest'
import { claudeUsage } from './usage'

interface Line {
  id: string
  at?: number
  input?: number
  output?: number
  read?: number
  write?: number
  side?: boolean
  costUSD?: number
}

/** A line as Claude Code 2.1.328 writes it, without what does not matter. */
function line({
  id,
  at = 2000,
  input = 0,
  output = 0,
  read = 0,
  write = 0,
  side = false,
  costUSD,
}: Line): string {
  return JSON.stringify({
    parentUuid: 'x',
    isSidechain: side,
    type: 'assistant',
    timestamp: new Date(at).toISOString(),
    ...(costUSD === undefined ? {} : { costUSD }),
    message: {
      id,
      model: 'claude-opus-5-5',
      role: 'assistant',
      content: [{ type: 'text', text: 'hello' }],
      usage: {
        input_tokens: input,
        output_tokens: output,
        cache_read_input_tokens: read,
        cache_creation_input_tokens: write,
        service_tier: 'standard',
      },
    },
  })
}

function figuresOf(...lines: string[]) {
  const reader = claudeUsage.reader(1000)
  for (const text of lines) reader.line(text, '/t.jsonl')
  return reader.figures()
}

test('an answer that stands on several lines counts once, with its last figures', () => {
  expect(
    figuresOf(
      line({ id: 'm1', input: 100, output: 1, read: 50, write: 20 }),
      line({ id: 'm1', input: 100, output: 40, read: 50, write: 20 }),
      line({ id: 'm2', input: 10, output: 5, read: 170 }),
    ),
  ).toEqual({
    tokens: { input: 110, output: 45, cacheRead: 220, cacheWrite: 20 },
    contextUsed: 185,
    contextSize: 1_000_000,
    contextSource: 'estimated',
    source: 'measured',
  })
})

test('a subagent costs tokens, and fills no context of the agent', () => {
  const figures = figuresOf(line({ id: 'm1', input: 100 }), line({ id: 's1', input: 5000, side: true }))
  expect(figures).toMatchObject({ tokens: { input: 5100 }, contextUsed: 100 })
})

test('what a resumed conversation used before this agent began is not its own', () => {
  expect(figuresOf(line({ id: 'old', at: 999, input: 70 }))).toBeUndefined()
  expect(figuresOf(line({ id: 'old', at: 999, input: 70 }), line({ id: 'new', input: 1 }))).toMatchObject({
    tokens: { input: 1 },
  })
})

test('a cost is told only when every answer has one', () => {
  const one = line({ id: 'm1', input: 1, costUSD: 0.25 })
  expect(figuresOf(one, line({ id: 'm2', input: 1, costUSD: 0.5 }))).toMatchObject({ costUsd: 0.75 })
  expect(figuresOf(one, line({ id: 'm2', input: 1 }))).not.toHaveProperty('costUsd')
})

test('an error that the CLI worded itself leaves the context as it was', () => {
  expect(figuresOf(line({ id: 'm1', input: 9 }), line({ id: 'made-up' }))).toMatchObject({ contextUsed: 9 })
})

test.each([
  ['no JSON', '{"usage"'],
  ['another kind of line', '{"type":"user","message":{"usage":{}}}'],
  [
    'figures that are none',
    '{"type":"assistant","timestamp":"x","message":{"id":"m","usage":{"input_tokens":"many"}}}',
  ],
  ['a line without a time', '{"type":"assistant","message":{"id":"m","usage":{"input_tokens":5}}}'],
])('%s gives nothing', (_, text) => {
  expect(figuresOf(text)).toBeUndefined()
})

test.each([
  [{ transcript_path: '/home/p/.claude/projects/x/1.jsonl' }, '/home/p/.claude/projects/x/1.jsonl'],
  [{ transcript_path: 'relative.jsonl' }, undefined],
  [{ transcript_path: '/etc/passwd' }, undefined],
  [{ transcript_path: 5 }, undefined],
  [null, undefined],
])('takes %j for the record %s', (payload, path) => {
  expect(claudeUsage.recordOf(payload)).toBe(path)
})
