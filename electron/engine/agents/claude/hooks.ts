import { z } from 'zod'
import type { Observation } from '../adapter'
import { detailOf } from '../tool-detail'

const payload = z.looseObject({
  hook_event_name: z.string(),
  session_id: z.string().catch(''),
  source: z.string().optional().catch(undefined),
  prompt: z.string().optional().catch(undefined),
  tool_name: z.string().optional().catch(undefined),
  tool_input: z.record(z.string(), z.unknown()).optional().catch(undefined),
  tool_use_id: z.string().optional().catch(undefined),
  is_interrupt: z.boolean().optional().catch(undefined),
  error: z.unknown().optional(),
  reason: z.string().optional().catch(undefined),
  background_tasks: z
    .array(z.looseObject({ status: z.string().optional() }))
    .optional()
    .catch(undefined),
  last_assistant_message: z.string().optional().catch(undefined),
  notification_type: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
})

type Payload = z.infer<typeof payload>

/** Prompts that Claude Code gives itself when a background task has ended. */
const OWN_PROMPT = /^\s*<task-notification>/

/** Reads the standard input of one of Claude Code's hooks. Unknown events and payloads give nothing. */
export function readClaudeHook(raw: unknown): Observation[] {
  const parsed = payload.safeParse(raw)
  return parsed.success ? read(parsed.data) : []
}

function read(event: Payload): Observation[] {
  const tool = event.tool_name ?? 'tool'
  const id = event.tool_use_id === undefined ? {} : { id: event.tool_use_id }
  switch (event.hook_event_name) {
    case 'SessionStart':
      return [{ source: 'hook', kind: 'session', sessionId: event.session_id, how: howOf(event.source) }]
    case 'UserPromptSubmit':
      if (event.prompt === undefined || OWN_PROMPT.test(event.prompt))
        return [{ source: 'hook', kind: 'turn-start' }]
      return [{ source: 'hook', kind: 'prompt', text: event.prompt }]
    case 'PreToolUse': {
      const detail = detailOf(event.tool_input)
      const start: Observation = {
        source: 'hook',
        kind: 'tool-start',
        tool,
        ...id,
        ...(detail ? { detail } : {}),
      }
      if (tool !== 'AskUserQuestion') return [start]
      return [
        start,
        { source: 'hook', kind: 'waiting', for: 'question', tool, ...question(questionOf(event.tool_input)) },
      ]
    }
    case 'PostToolUse':
      return [{ source: 'hook', kind: 'tool-end', tool, ...id }]
    case 'PostToolUseFailure':
      return [
        {
          source: 'hook',
          kind: 'tool-end',
          tool,
          ...id,
          failed: true,
          interrupted: event.is_interrupt ?? false,
        },
      ]
    case 'PermissionRequest':
      if (tool === 'AskUserQuestion') return []
      return [
        {
          source: 'hook',
          kind: 'waiting',
          for: 'permission',
          tool,
          ...question(askOf(tool, event.tool_input)),
        },
      ]
    case 'Notification':
      // Permission prompts are told sooner by PermissionRequest; an idle prompt is no need of the agent's.
      if (event.notification_type !== 'elicitation_dialog') return []
      return [{ source: 'hook', kind: 'waiting', for: 'question', ...question(event.message) }]
    case 'Stop':
      return [
        {
          source: 'hook',
          kind: 'turn-end',
          background: running(event),
          ...message(event.last_assistant_message),
        },
      ]
    case 'StopFailure':
      return [{ source: 'hook', kind: 'turn-failed', error: errorText(event) }]
    case 'PreCompact':
      return [{ source: 'hook', kind: 'compacting' }]
    case 'SessionEnd':
      return [{ source: 'hook', kind: 'session-end', reason: event.reason ?? 'other' }]
    default:
      return []
  }
}

function howOf(source: string | undefined): 'startup' | 'resume' | 'clear' | 'compact' {
  return source === 'resume' || source === 'clear' || source === 'compact' ? source : 'startup'
}

function running(event: Payload): number {
  const tasks = event.background_tasks ?? []
  return tasks.filter((task) => task.status === undefined || task.status === 'running').length
}

function errorText(event: Payload): string {
  const said = event.last_assistant_message ?? ''
  if (said !== '') return said
  return typeof event.error === 'string' && event.error !== '' ? event.error : 'The turn failed.'
}

function askOf(tool: string, input: Record<string, unknown> | undefined): string {
  if (tool === 'ExitPlanMode') return 'Approve the plan?'
  const detail = detailOf(input)
  return detail === undefined ? `Allow ${tool}?` : `Allow ${tool}: ${detail}`
}

const questions = z.object({ questions: z.array(z.looseObject({ question: z.string() })).min(1) })

function questionOf(input: Record<string, unknown> | undefined): string | undefined {
  return questions.safeParse(input).data?.questions[0]?.question
}

function question(text: string | undefined): { question?: string } {
  return text === undefined ? {} : { question: text }
}

function message(text: string | undefined): { message?: string } {
  return text === undefined ? {} : { message: text }
}
