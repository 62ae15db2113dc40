import { describe, expect, it } from 'vitest'
import { readPiHook } from './hooks'

const read = (event: string, fields: Record<string, unknown> = {}): unknown =>
  readPiHook({ session_id: 's1', hook_event_name: event, ...fields })

describe('what the extension in Pi tells', () => {
  it.each([
    ['session_start', { reason: 'startup' }, { kind: 'session', sessionId: 's1', how: 'startup' }],
    ['session_start', { reason: 'new' }, { kind: 'session', sessionId: 's1', how: 'clear' }],
    ['session_start', { reason: 'resume' }, { kind: 'session', sessionId: 's1', how: 'resume' }],
    ['input', { prompt: 'Do it', source: 'interactive' }, { kind: 'prompt', text: 'Do it' }],
    ['agent_start', {}, { kind: 'turn-start' }],
    [
      'tool_execution_start',
      { tool: 'bash', id: 'c1', args: { command: 'ls' } },
      { kind: 'tool-start', tool: 'bash', id: 'c1', detail: 'ls', subject: 'ls' },
    ],
    [
      'tool_execution_end',
      { tool: 'bash', id: 'c1', failed: true },
      { kind: 'tool-end', tool: 'bash', id: 'c1', failed: true },
    ],
    ['agent_end', { stop: 'stop' }, { kind: 'turn-end', background: 0 }],
    ['agent_end', { stop: 'aborted', error: 'Operation aborted' }, { kind: 'turn-end', background: 0 }],
    ['agent_end', { stop: 'error', error: '400 no' }, { kind: 'turn-failed', error: '400 no' }],
    ['session_before_compact', {}, { kind: 'compacting' }],
  ])('%s %j', (event, fields, seen) => {
    expect(read(event, fields)).toEqual([{ source: 'hook', ...seen }])
  })

  it('a compaction is over, and what was said before is forgotten', () => {
    expect(read('session_compact')).toEqual([
      { source: 'hook', kind: 'session', sessionId: 's1', how: 'compact' },
      { source: 'hook', kind: 'turn-end', background: 0 },
    ])
  })

  it('is nothing where it is not known', () => {
    expect(read('turn_end')).toEqual([])
    expect(read('input', { prompt: 7 })).toEqual([])
    expect(readPiHook(undefined)).toEqual([])
  })
})

it('tells what was used, the cost only where Pi knows prices', () => {
  const used = { input: 10, output: 2, cacheRead: 3, cacheWrite: 0, cost: 0 }
  const told = { hook_event_name: 'usage', used, contextUsed: 15, contextSize: 200 }
  const { cost: _, ...tokens } = used
  const figures = {
    tokens,
    contextUsed: 15,
    contextSize: 200,
    contextSource: 'estimated',
    source: 'measured',
  }
  expect(readPiHook(told)).toEqual([{ source: 'usage', figures }])
  expect(readPiHook({ ...told, used: { ...used, cost: 0.5 } })).toMatchObject([{ figures: { costUsd: 0.5 } }])
  expect(readPiHook({ ...told, used: { input: 'many' } })).toEqual([])
})
