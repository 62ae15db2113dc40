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
    ['session_shutdown', { reason: 'quit' }, { kind: 'session-end', reason: 'quit' }],
  ])('%s %j', (event, fields, seen) => {
    expect(read(event, fields)).toEqual([{ source: 'hook', ...seen }])
  })

  it('is nothing where it is not known', () => {
    expect(read('turn_end')).toEqual([])
    expect(read('input', { prompt: 7 })).toEqual([])
    expect(readPiHook(undefined)).toEqual([])
  })
})
