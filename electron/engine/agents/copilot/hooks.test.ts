import { describe, expect, it } from 'vitest'
import { COPILOT_EVENTS, copilotPlugin, readCopilotHook } from './hooks'

/** Fields that every event of 1.0.102 carries. */
const COMMON = { sessionId: 's1', timestamp: 1_795_153_238_218, cwd: '/home/dev/work' }
const read = (event: string, fields: Record<string, unknown> = {}): unknown =>
  readCopilotHook({ ...COMMON, ...fields, hook_event_name: event })
const BASH = { toolName: 'bash', toolArgs: { command: 'touch  a.txt', description: 'Makes it' } }

describe('hooks of Copilot CLI', () => {
  it.each([
    ['sessionStart', { source: 'new' }, { kind: 'session', sessionId: 's1', how: 'startup' }],
    ['sessionStart', { source: 'resume' }, { kind: 'session', sessionId: 's1', how: 'resume' }],
    ['userPromptSubmitted', { prompt: 'Do it\nnow' }, { kind: 'prompt', text: 'Do it\nnow' }],
    [
      'preToolUse',
      BASH,
      { kind: 'tool-start', tool: 'bash', detail: 'touch a.txt', subject: 'touch  a.txt' },
    ],
    ['postToolUse', { ...BASH, toolResult: {} }, { kind: 'tool-end', tool: 'bash' }],
    ['postToolUseFailure', BASH, { kind: 'tool-end', tool: 'bash', failed: true, ran: false }],
    ['agentStop', { stopReason: 'end_turn' }, { kind: 'turn-end', background: 0 }],
    [
      'errorOccurred',
      { error: { message: '{"code":400,"message":"out for lunch"}' } },
      { kind: 'turn-failed', error: 'out for lunch' },
    ],
    ['errorOccurred', { error: { message: 'no network' } }, { kind: 'turn-failed', error: 'no network' }],
    [
      'notification',
      { notification_type: 'permission_prompt', message: 'Run command: touch a.txt' },
      { kind: 'waiting', for: 'permission', question: 'Run command: touch a.txt' },
    ],
    ['preCompact', { trigger: 'auto' }, { kind: 'session', sessionId: 's1', how: 'compact' }],
  ])('%s %j', (event, fields, seen) => {
    expect(read(event, fields)).toEqual([{ source: 'hook', ...seen }])
  })

  it('says nothing of what it does not know, or of a rule that decides unasked', () => {
    expect(read('permissionRequest', BASH)).toEqual([])
    expect(read('notification', { notification_type: 'agent_idle' })).toEqual([])
    expect(read('userPromptSubmitted', { prompt: 1 })).toEqual([])
    expect(readCopilotHook('text')).toEqual([])
  })

  it('come from a plugin that names each event, for the shell of the system', () => {
    const posix = copilotPlugin("node '/a b/hook.js' copilot", false)
    expect(JSON.parse(posix.manifest)).toMatchObject({ name: 'dot-agent-deck', hooks: 'hooks.json' })
    const parsed: unknown = JSON.parse(posix.hooks)
    expect(parsed).toMatchObject({
      version: 1,
      hooks: {
        agentStop: [{ type: 'command', bash: "node '/a b/hook.js' copilot agentStop", timeoutSec: 5 }],
      },
    })
    expect(COPILOT_EVENTS).not.toContain('permissionRequest')
    expect(copilotPlugin('"C:\\hook.cmd" copilot', true).hooks).toContain(
      '& \\"C:\\\\hook.cmd\\" copilot sessionStart',
    )
  })
})
