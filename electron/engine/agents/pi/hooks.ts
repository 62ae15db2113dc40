import { z } from 'zod'
import type { Observation } from '../adapter'
import { detailOf, subjectOf } from '../tool-detail'

const count = z.number().nonnegative()
const payload = z.looseObject({
  hook_event_name: z.string(),
  session_id: z.string().catch(''),
  reason: z.string().optional().catch(undefined),
  prompt: z.string().optional().catch(undefined),
  tool: z.string().optional().catch(undefined),
  id: z.string().optional().catch(undefined),
  args: z.record(z.string(), z.unknown()).optional().catch(undefined),
  failed: z.boolean().optional().catch(undefined),
  stop: z.string().optional().catch(undefined),
  error: z.string().optional().catch(undefined),
  used: z
    .object({
      input: count,
      output: count,
      cacheRead: count,
      cacheWrite: count,
      /** US dollars, by the prices that Pi knows; 0 without one. */
      cost: count,
    })
    .optional()
    .catch(undefined),
  contextUsed: count.optional().catch(undefined),
  contextSize: z.number().positive().optional().catch(undefined),
})

type Payload = z.infer<typeof payload>

/** Reads what the deck's extension told. Unknown events and payloads give nothing. */
export function readPiHook(raw: unknown): Observation[] {
  const parsed = payload.safeParse(raw)
  return parsed.success ? read(parsed.data) : []
}

function read(event: Payload): Observation[] {
  // It compacts between two runs, by itself or because it is told to; what goes on after that says so.
  if (event.hook_event_name === 'session_compact')
    return [
      { source: 'hook', kind: 'session', sessionId: event.session_id, how: 'compact' },
      { source: 'hook', kind: 'turn-end', background: 0 },
    ]
  const seen = one(event)
  return seen ? [seen] : []
}

function one(event: Payload): Observation | undefined {
  const tool = event.tool ?? 'tool'
  const id = event.id === undefined ? {} : { id: event.id }
  switch (event.hook_event_name) {
    case 'session_start':
      return { source: 'hook', kind: 'session', sessionId: event.session_id, how: howOf(event.reason) }
    case 'input':
      return event.prompt === undefined ? undefined : { source: 'hook', kind: 'prompt', text: event.prompt }
    case 'agent_start':
      return { source: 'hook', kind: 'turn-start' }
    case 'tool_execution_start': {
      const detail = detailOf(event.args)
      const subject = subjectOf(event.args)
      return {
        source: 'hook',
        kind: 'tool-start',
        tool,
        ...id,
        ...(detail ? { detail } : {}),
        ...(subject === undefined ? {} : { subject }),
      }
    }
    case 'tool_execution_end':
      return { source: 'hook', kind: 'tool-end', tool, ...id, failed: event.failed ?? false }
    case 'session_before_compact':
      return { source: 'hook', kind: 'compacting' }
    case 'agent_end':
      if (event.stop === 'error')
        return { source: 'hook', kind: 'turn-failed', error: event.error ?? 'The turn failed.' }
      return { source: 'hook', kind: 'turn-end', background: 0 }
    case 'usage':
      return usageOf(event)
    default:
      return undefined
  }
}

function howOf(reason: string | undefined): 'startup' | 'resume' | 'clear' {
  if (reason === 'new' || reason === 'fork') return 'clear'
  return reason === 'resume' ? 'resume' : 'startup'
}

/** What it used in this process so far. Pi itself calls what stands in the context an estimate. */
function usageOf({ used, contextUsed, contextSize }: Payload): Observation | undefined {
  if (used === undefined) return undefined
  const { cost, ...tokens } = used
  return {
    source: 'usage',
    figures: {
      tokens,
      ...(cost > 0 ? { costUsd: cost } : {}),
      ...(contextUsed === undefined ? {} : { contextUsed, contextSource: 'estimated' }),
      ...(contextSize === undefined ? {} : { contextSize }),
      source: 'measured',
    },
  }
}
