import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readClaudeHook } from './hooks'
import { slimPayload } from './slim-payload'

/** Fields that every event of 2.1.328 carries. */
const COMMON = {
  session_id: 's1',
  transcript_path: '/home/dev/t.jsonl',
  cwd: '/home/dev/work',
  permission_mode: 'default',
}
const BASH = {
  tool_name: 'Bash',
  tool_input: { command: 'touch  made.txt\n', description: 'Make it' },
  tool_use_id: 'toolu_1',
}

function read(event: string, fields: Record<string, unknown> = {}): unknown {
  return readClaudeHook({ ...COMMON, hook_event_name: event, ...fields })
}

describe('payloads of Claude Code’s hooks', () => {
  it.each([
    ['SessionStart', { source: 'startup', model: 'm' }, { kind: 'session', sessionId: 's1', how: 'startup' }],
    ['SessionStart', { source: 'compact' }, { kind: 'session', sessionId: 's1', how: 'compact' }],
    ['UserPromptSubmit', { prompt: 'Do\nit' }, { kind: 'prompt', text: 'Do\nit' }],
    ['UserPromptSubmit', { prompt: '<task-notification>\n<task-id>x</task-id>' }, { kind: 'turn-start' }],
    [
      'PreToolUse',
      BASH,
      {
        kind: 'tool-start',
        tool: 'Bash',
        id: 'toolu_1',
        detail: 'touch made.txt',
        subject: 'touch  made.txt',
      },
    ],
    ['PostToolUse', BASH, { kind: 'tool-end', tool: 'Bash', id: 'toolu_1' }],
    [
      'PostToolUseFailure',
      { ...BASH, error: 'x', is_interrupt: true },
      { kind: 'tool-end', tool: 'Bash', id: 'toolu_1', failed: true, interrupted: true },
    ],
    [
      'PostToolUseFailure',
      { ...BASH, error: 'Exit code 1\nno' },
      { kind: 'tool-end', tool: 'Bash', id: 'toolu_1', failed: true, interrupted: false },
    ],
    [
      'PostToolUseFailure',
      { ...BASH, error: 'Permission to use Bash has been denied.' },
      { kind: 'tool-end', tool: 'Bash', id: 'toolu_1', failed: true, interrupted: false, ran: false },
    ],
    [
      'PermissionRequest',
      { ...BASH, tool_use_id: undefined },
      {
        kind: 'waiting',
        for: 'permission',
        tool: 'Bash',
        question: 'Allow Bash: touch made.txt',
        ask: { subject: 'touch  made.txt' },
      },
    ],
    [
      'PermissionRequest',
      { tool_name: 'ExitPlanMode', tool_input: {} },
      { kind: 'waiting', for: 'permission', tool: 'ExitPlanMode', question: 'Approve the plan?' },
    ],
    [
      'Stop',
      { background_tasks: [], last_assistant_message: 'Done.' },
      { kind: 'turn-end', background: 0, message: 'Done.' },
    ],
    [
      'Stop',
      { background_tasks: [{ status: 'running' }, { status: 'completed' }] },
      { kind: 'turn-end', background: 1 },
    ],
    [
      'StopFailure',
      { error: 'rate_limit', last_assistant_message: 'API Error: 429' },
      { kind: 'turn-failed', error: 'API Error: 429' },
    ],
    ['StopFailure', { error: 'rate_limit' }, { kind: 'turn-failed', error: 'rate_limit' }],
    ['PreCompact', { trigger: 'auto' }, { kind: 'compacting' }],
  ])('%s %j', (event, fields, seen) => {
    expect(read(event, fields)).toEqual([{ source: 'hook', ...seen }])
  })

  it.each([
    [
      { options: [{ label: 'Red', description: 'r' }, { label: 'Blue' }] },
      { options: [{ label: 'Red', detail: 'r' }, { label: 'Blue' }] },
    ],
    [{ options: [{ label: 'Red' }], multiSelect: true }, undefined],
    [{}, undefined],
  ])('gives the choices of a question that takes one of them: %j', (more, ask) => {
    const questions = [{ question: 'Which color?', ...more }]
    const told = (asked: object[]) =>
      read('PreToolUse', { tool_name: 'AskUserQuestion', tool_input: { questions: asked } })
    const waiting = {
      source: 'hook',
      kind: 'waiting',
      for: 'question',
      tool: 'AskUserQuestion',
      question: 'Which color?',
    }
    expect(told(questions)).toContainEqual(ask ? { ...waiting, ask } : waiting)
    expect(told([...questions, ...questions])).toContainEqual(waiting)
  })

  it('tells a question of the agent’s own once, as a question', () => {
    const fields = {
      tool_name: 'AskUserQuestion',
      tool_input: { questions: [{ question: 'Which color?' }] },
      tool_use_id: 't',
    }
    expect(read('PreToolUse', fields)).toMatchObject([
      { kind: 'tool-start' },
      { kind: 'waiting', for: 'question', question: 'Which color?', tool: 'AskUserQuestion' },
    ])
    expect(read('PermissionRequest', fields)).toEqual([])
  })

  it('makes nothing of late reminders, of events it does not know, and of anything else', () => {
    expect(read('Notification', { notification_type: 'idle_prompt', message: 'Claude is waiting' })).toEqual(
      [],
    )
    expect(read('Notification', { notification_type: 'permission_prompt' })).toEqual([])
    expect(read('SomethingNew')).toEqual([])
    fc.assert(
      fc.property(fc.anything(), (payload) => {
        expect(readClaudeHook(payload)).toEqual([])
      }),
    )
  })

  it('survives fields of wrong types', () => {
    const wrong = {
      tool_name: 5,
      tool_input: 'x',
      tool_use_id: null,
      background_tasks: 'x',
      prompt: {},
      source: [],
    }
    expect(read('PreToolUse', wrong)).toEqual([{ source: 'hook', kind: 'tool-start', tool: 'tool' }])
    expect(read('Stop', wrong)).toEqual([{ source: 'hook', kind: 'turn-end', background: 0 }])
    expect(read('SessionStart', wrong)).toMatchObject([{ how: 'startup' }])
  })
})

describe('what is sent of a payload', () => {
  it('keeps a prompt whole, and shortens or drops what is not read', () => {
    const long = 'x'.repeat(100_000)
    const slim = slimPayload({
      prompt: long,
      tool_response: long,
      tool_input: { content: long, edits: [{ old: long }] },
    })
    expect(slim).toMatchObject({ prompt: long })
    expect(JSON.stringify(slim).length).toBeLessThan(110_000)
  })
})
