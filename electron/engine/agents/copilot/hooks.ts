import { z } from 'zod'
import type { Observation } from '../adapter'
import { detailOf, subjectOf } from '../tool-detail'

/**
 * Hook events that the deck listens to. `permissionRequest` is none of them: it fires before the rules decide, so also where nobody
 * is asked; the notification comes with the dialog.
 */
export const COPILOT_EVENTS = [
  'sessionStart',
  'userPromptSubmitted',
  'preToolUse',
  'postToolUse',
  'postToolUseFailure',
  'agentStop',
  'errorOccurred',
  'notification',
  'preCompact',
] as const

/** Seconds after which Copilot gives up on one of our hooks; the hook entry itself ends sooner. */
const HOOK_TIMEOUT_S = 5

const payload = z.looseObject({
  hook_event_name: z.string(),
  sessionId: z.string().catch(''),
  source: z.string().optional().catch(undefined),
  prompt: z.string().optional().catch(undefined),
  toolName: z.string().optional().catch(undefined),
  toolArgs: z.record(z.string(), z.unknown()).optional().catch(undefined),
  notification_type: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  error: z.looseObject({ message: z.string().optional() }).optional().catch(undefined),
})

type Payload = z.infer<typeof payload>

/** A plugin whose hooks run the deck's hook entry with the event's name behind it. */
export function copilotPlugin(hookLine: string, windows: boolean): { manifest: string; hooks: string } {
  const hook = (event: string): object => ({
    type: 'command',
    ...(windows ? { powershell: `& ${hookLine} ${event}` } : { bash: `${hookLine} ${event}` }),
    timeoutSec: HOOK_TIMEOUT_S,
  })
  const hooks = Object.fromEntries(COPILOT_EVENTS.map((event) => [event, [hook(event)]]))
  return {
    manifest: JSON.stringify({
      name: 'dot-agent-deck',
      version: '1.0.0',
      description: 'Tells DOT Agent Deck what this agent does.',
      hooks: 'hooks.json',
    }),
    hooks: JSON.stringify({ version: 1, hooks }),
  }
}

/** Reads what one of Copilot's hooks got. Unknown events and payloads give nothing. */
export function readCopilotHook(raw: unknown): Observation[] {
  const parsed = payload.safeParse(raw)
  const seen = parsed.success ? read(parsed.data) : undefined
  return seen ? [seen] : []
}

function read(event: Payload): Observation | undefined {
  const tool = event.toolName ?? 'tool'
  switch (event.hook_event_name) {
    case 'sessionStart':
      return {
        source: 'hook',
        kind: 'session',
        sessionId: event.sessionId,
        how: event.source === 'resume' ? 'resume' : 'startup',
      }
    case 'userPromptSubmitted':
      return event.prompt === undefined ? undefined : { source: 'hook', kind: 'prompt', text: event.prompt }
    case 'preToolUse': {
      const detail = detailOf(event.toolArgs)
      const subject = subjectOf(event.toolArgs)
      return {
        source: 'hook',
        kind: 'tool-start',
        tool,
        ...(detail ? { detail } : {}),
        ...(subject === undefined ? {} : { subject }),
      }
    }
    case 'postToolUse':
      return { source: 'hook', kind: 'tool-end', tool }
    case 'postToolUseFailure':
      // What was denied fails too, and its words do not tell it apart for certain.
      return { source: 'hook', kind: 'tool-end', tool, failed: true, ran: false }
    case 'agentStop':
      return { source: 'hook', kind: 'turn-end', background: 0 }
    case 'errorOccurred':
      return { source: 'hook', kind: 'turn-failed', error: errorText(event.error?.message) }
    case 'Notification':
    case 'notification':
      return asked(event)
    case 'preCompact':
      // No event follows when it is through. A prompt that is submitted meanwhile it takes up after that.
      return { source: 'hook', kind: 'session', sessionId: event.sessionId, how: 'compact' }
    default:
      return undefined
  }
}

function asked(event: Payload): Observation | undefined {
  const question = event.message === undefined ? {} : { question: event.message }
  if (event.notification_type === 'permission_prompt')
    return { source: 'hook', kind: 'waiting', for: 'permission', ...question }
  if (event.notification_type === 'elicitation_dialog')
    return { source: 'hook', kind: 'waiting', for: 'question', ...question }
  return undefined
}

/** A service's error comes as JSON text of its own. */
function errorText(message: string | undefined): string {
  const inner = /"message":\s*"((?:[^"\\]|\\.)*)"/.exec(message ?? '')?.[1]
  return inner ?? message ?? 'The turn failed.'
}
