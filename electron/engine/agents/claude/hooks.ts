import { z } from 'zod'
import type { Ask, Observation } from '../adapter'
import { detailOf, subjectOf } from '../tool-detail'

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
      const subject = subjectOf(event.tool_input)
      const start: Observation = {
        source: 'hook',
        kind: 'tool-start',
        tool,
        ...id,
        ...(detail ? { detail } : {}),
        ...(subject === undefined ? {} : { subject }),
      }
      if (tool !== 'AskUserQuestion') return [start]
      return [
        start,
        { source: 'hook', kind: 'waiting', for: 'question', tool, ...questionOf(event.tool_input) },
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
          ...(event.is_interrupt || ranAndFailed(event.error) ? {} : { ran: false as const }),
        },
      ]
    case 'PermissionRequest': {
      if (tool === 'AskUserQuestion') return []
      const subject = subjectOf(event.tool_input)
      return [
        {
          source: 'hook',
          kind: 'waiting',
          for: 'permission',
          tool,
          ...question(askOf(tool, event.tool_input)),
          ...(subject === undefined ? {} : { ask: { subject } }),
        },
      ]
    }
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
    default:
      return []
  }
}

/** A command that ran and failed says how it ended; any other failure may be one of not being allowed to run. */
function ranAndFailed(error: unknown): boolean {
  return typeof error === 'string' && /^Exit code \d/.test(error)
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

const choice = z.looseObject({ label: z.string().min(1), description: z.string().optional() })
const questions = z.object({
  questions: z
    .array(
      z.looseObject({
        question: z.string(),
        multiSelect: z.boolean().optional().catch(undefined),
        options: z.array(choice).min(1).optional().catch(undefined),
      }),
    )
    .min(1),
})

/** Its choices can be given from outside only when it is one question that takes one of them. */
function questionOf(input: Record<string, unknown> | undefined): { question?: string; ask?: Ask } {
  const asked = questions.safeParse(input).data?.questions ?? []
  const [first] = asked
  if (!first) return {}
  const { question, options, multiSelect = false } = first
  if (asked.length > 1 || multiSelect || !options) return { question }
  const choices = options.map(({ label, description }) => ({
    label,
    ...(description === undefined ? {} : { detail: description }),
  }))
  return { question, ask: { options: choices } }
}

function question(text: string | undefined): { question?: string } {
  return text === undefined ? {} : { question: text }
}

function message(text: string | undefined): { message?: string } {
  return text === undefined ? {} : { message: text }
}
