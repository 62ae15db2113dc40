import { describe, expect, it } from 'vitest'
import type { Observation } from '../adapter'
import { readHead, RolloutReader } from './rollout'

/** Lines as Codex 0.169.0 writes them, shortened to what is read. */
const AT = '2026-05-01T10:00:00.000Z'
const line = (type: string, payload: object, timestamp = AT): string =>
  JSON.stringify({ timestamp, ordinal: 0, type, payload })
const event = (payload: object): string => line('event_msg', payload)
const item = (payload: object): string => line('response_item', payload)

const read = (...lines: string[]): Observation[] => {
  const reader = new RolloutReader('c1')
  return lines.flatMap((each) => reader.read(each, Date.parse(AT)))
}

const call = (id: string, name: string, args: object): string =>
  item({ type: 'function_call', name, call_id: id, arguments: JSON.stringify(args) })

describe('the first line of a record', () => {
  it.each([
    ['cli', true],
    ['exec', false],
    [{ subagent: { thread_spawn: {} } }, false],
  ])('knows whose conversation %j is', (source, ofPerson) => {
    expect(readHead(line('session_meta', { id: 'c1', source }))).toEqual({ id: 'c1', ofPerson })
  })

  it('is nothing else', () => {
    expect(readHead(event({ type: 'task_started' }))).toBeUndefined()
    expect(readHead('{')).toBeUndefined()
  })
})

describe('the lines of a turn', () => {
  it('say what was submitted, in its own words', () => {
    const content = [
      { type: 'text', text: 'first\nsecond' },
      { type: 'image', path: '/x.png' },
    ]
    expect(
      read(
        event({ type: 'task_started', turn_id: 't' }),
        item({ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'first\nsecond' }] }),
        event({ type: 'item_completed', item: { type: 'UserMessage', content } }),
      ),
    ).toEqual([
      { source: 'hook', kind: 'turn-start' },
      { source: 'hook', kind: 'prompt', text: 'first\nsecond' },
    ])
  })

  it('name the tool in hand, and its end', () => {
    expect(
      read(
        call('1', 'exec_command', { cmd: 'npm  test\n' }),
        item({
          type: 'custom_tool_call',
          name: 'apply_patch',
          call_id: '2',
          input: '*** Begin Patch\n*** Update File: src/a.ts\n@@',
        }),
        item({ type: 'function_call_output', call_id: '1', output: 'Process exited with code 0\nok' }),
        item({ type: 'custom_tool_call_output', call_id: '2', output: 'ok' }),
      ),
    ).toEqual([
      {
        source: 'hook',
        kind: 'tool-start',
        tool: 'exec_command',
        id: '1',
        detail: 'npm test',
        subject: 'npm  test',
      },
      { source: 'hook', kind: 'tool-start', tool: 'apply_patch', id: '2', detail: 'src/a.ts' },
      { source: 'hook', kind: 'tool-end', tool: 'exec_command', id: '1' },
      { source: 'hook', kind: 'tool-end', tool: 'apply_patch', id: '2' },
    ])
  })

  it.each([
    ['Process exited with code 1\nno', undefined],
    ['Process running with session ID 7', undefined],
    ['{"output":"","metadata":{"exit_code":0}}', undefined],
    ['exec command rejected by user', false],
    [undefined, false],
  ])('know a command that was denied by its output: %j', (output, ran) => {
    const [, end] = read(
      call('1', 'exec_command', { cmd: 'npm test' }),
      item({ type: 'function_call_output', call_id: '1', output }),
    )
    expect(end).toEqual({
      source: 'hook',
      kind: 'tool-end',
      tool: 'exec_command',
      id: '1',
      ...(ran === undefined ? {} : { ran }),
    })
  })

  it.each([
    [
      { type: 'task_complete', last_agent_message: 'Done.' },
      { kind: 'turn-end', background: 0, message: 'Done.' },
    ],
    [
      { type: 'task_complete', last_agent_message: null },
      { kind: 'turn-end', background: 0 },
    ],
    [
      { type: 'turn_aborted', reason: 'interrupted' },
      { kind: 'turn-end', background: 0 },
    ],
    [
      { type: 'task_complete', error: { message: '{"error":{"message":"out for lunch"}}' } },
      { kind: 'turn-failed', error: 'out for lunch' },
    ],
    [
      { type: 'task_complete', error: { message: 'stream lost' } },
      { kind: 'turn-failed', error: 'stream lost' },
    ],
  ])('tell the end of the turn: %j', (payload, seen) => {
    expect(read(event(payload))).toEqual([{ source: 'hook', ...seen }])
  })

  it('tell a compaction', () => {
    expect(read(line('compacted', { message: 'short' }))).toEqual([
      { source: 'hook', kind: 'session', sessionId: 'c1', how: 'compact' },
    ])
  })

  it('say nothing when they are older than the agent, unknown or broken', () => {
    const old = line('event_msg', { type: 'task_started' }, '2026-05-01T09:59:59.999Z')
    expect(
      read(old, event({ type: 'token_count' }), item({ type: 'reasoning' }), '{"type":', 'null'),
    ).toEqual([])
  })
})

describe('what a record of Codex says was used', () => {
  const count = (input: number, cached: number, output: number, at?: string) =>
    line(
      'event_msg',
      {
        type: 'token_count',
        info: {
          total_token_usage: { input_tokens: input, cached_input_tokens: cached, output_tokens: output },
          last_token_usage: { input_tokens: 400, cached_input_tokens: 0, output_tokens: 50 },
          model_context_window: 1000,
        },
      },
      at,
    )
  const OLD = '2026-05-01T09:59:59.999Z'
  const tokens = (input: number, output: number, cacheRead: number) => ({
    input,
    output,
    cacheRead,
    cacheWrite: 0,
  })

  it('is told after each answer, with what came from the cache apart', () => {
    expect(read(count(500, 100, 60))).toEqual([
      {
        source: 'usage',
        figures: { tokens: tokens(400, 60, 100), contextUsed: 450, contextSize: 1000, source: 'measured' },
      },
    ])
  })

  it('leaves out what the conversation had used before it was resumed', () => {
    expect(read(count(500, 100, 60, OLD), count(700, 150, 90))).toMatchObject([
      { figures: { tokens: tokens(150, 30, 50) } },
    ])
  })

  it('counts whole when the count began anew', () => {
    expect(read(count(500, 100, 60, OLD), count(70, 0, 9))).toMatchObject([
      { figures: { tokens: tokens(70, 9, 0) } },
    ])
  })

  it('is the agent’s own since its start, also when it is followed only from later on', () => {
    const reader = new RolloutReader('c1')
    const since = Date.parse('2026-05-01T10:00:00.000Z')
    const startedAt = Date.parse('2026-05-01T09:00:00.000Z')
    expect(reader.read(count(500, 100, 60, OLD), since, startedAt)).toMatchObject([
      { figures: { tokens: tokens(400, 60, 100) } },
    ])
  })
})
