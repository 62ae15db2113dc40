import { expect, test } from 'vitest'
import { copilotUsage } from './usage'

const call = (id: string, at: number, usage: Record<string, unknown>, agentId?: string): string =>
  JSON.stringify({
    type: 'session.usage_record',
    data: { usage: { model: 'scripted-1', cost: 1, initiator: 'user', ...usage } },
    id,
    timestamp: new Date(at).toISOString(),
    ...(agentId === undefined ? {} : { agentId }),
  })

function figuresOf(...lines: string[]) {
  const reader = copilotUsage.reader(1000)
  for (const text of lines) reader.line(text, '/s/events.jsonl')
  return reader.figures()
}

test('sums the calls, each once, what came from the cache told apart', () => {
  const first = call('1', 2000, {
    inputTokens: 100,
    outputTokens: 10,
    cacheReadTokens: 40,
    cacheWriteTokens: 5,
    maxPromptTokens: 128_000,
  })
  const second = call('2', 3000, { inputTokens: 200, outputTokens: 30, maxPromptTokens: 128_000 })
  expect(figuresOf(first, first, second)).toEqual({
    tokens: { input: 255, output: 40, cacheRead: 40, cacheWrite: 5 },
    contextUsed: 230,
    contextSize: 128_000,
    contextSource: 'estimated',
    source: 'measured',
  })
})

test('a subagent counts, but its context is another', () => {
  const own = call('1', 2000, { inputTokens: 100, outputTokens: 10 })
  const asked = { inputTokens: 9000, outputTokens: 1, initiator: 'sub-agent', parentToolCallId: 't' }
  expect(figuresOf(own, call('2', 2500, asked), call('3', 2600, { inputTokens: 800 }, 'sub'))).toEqual({
    tokens: { input: 9900, output: 11, cacheRead: 0, cacheWrite: 0 },
    contextUsed: 110,
    source: 'measured',
  })
})

test('what was used before this agent began, and lines of another kind, do not count', () => {
  const said = JSON.stringify({ type: 'assistant.message', data: { content: '"session.usage_record"' } })
  expect(
    figuresOf(call('1', 999, { inputTokens: 5, outputTokens: 5 }), said, '{"session.usage_record"'),
  ).toBe(undefined)
})

test('takes the record that the hook at the end of a turn names', () => {
  const transcriptPath = '/home/me/.copilot/session-state/1/events.jsonl'
  expect(copilotUsage.recordOf({ hook_event_name: 'agentStop', transcriptPath })).toBe(transcriptPath)
  expect(copilotUsage.recordOf({ transcriptPath: 'events.jsonl' })).toBeUndefined()
  expect(copilotUsage.recordOf({ transcriptPath: '/etc/passwd' })).toBeUndefined()
  expect(copilotUsage.recordOf({ hook_event_name: 'sessionStart' })).toBeUndefined()
})
