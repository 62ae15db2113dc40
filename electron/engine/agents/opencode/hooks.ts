import { z } from 'zod'
import type { UsageFigures } from '../../usage/figures'
import type { AskOption } from '#shared/model/events'
import type { Ask, Observation } from '../adapter'
import { wholeSubject } from '../tool-detail'

/** Longest detail of a tool that is kept, characters. */
const MAX_DETAIL = 200

const text = z.string().optional().catch(undefined)
const tool = z.string().catch('tool')
const count = z.number().nonnegative()

/** A request that takes an answer: its id in OpenCode, and the key that the answer has to bear. */
const request = {
  request: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .optional()
    .catch(undefined),
  key: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional()
    .catch(undefined),
}

/** What the plugin posts; see plugin.ts. */
const payload = z.discriminatedUnion('event', [
  z.object({ event: z.literal('session'), session: z.string(), how: z.enum(['startup', 'clear']) }),
  z.object({ event: z.literal('prompt'), prompt: z.string() }),
  z.object({ event: z.literal('busy') }),
  z.object({ event: z.literal('idle') }),
  z.object({ event: z.literal('error'), message: text }),
  z.object({ event: z.literal('permission'), tool, detail: text, ...request }),
  z.object({
    event: z.literal('question'),
    question: text,
    options: z
      .array(z.object({ label: z.string().min(1), detail: text }))
      .optional()
      .catch(undefined),
    ...request,
  }),
  z.object({ event: z.literal('answered') }),
  z.object({ event: z.literal('tool-start'), tool, id: text, detail: text }),
  z.object({ event: z.literal('tool-end'), tool, id: text }),
  z.object({
    event: z.literal('usage'),
    input: count,
    output: count,
    cacheRead: count,
    cacheWrite: count,
    /** US dollars by the prices that OpenCode knows; 0 without one. */
    cost: count,
    contextUsed: count.optional(),
    contextSize: z.number().positive().optional(),
  }),
  z.object({ event: z.literal('compacted'), session: z.string() }),
])

/** Reads what the deck's plugin in OpenCode posted. Anything else gives nothing. */
export function readOpenCodeHook(raw: unknown): Observation[] {
  const parsed = payload.safeParse(raw)
  if (!parsed.success) return []
  const seen = parsed.data
  const source = 'hook' as const
  switch (seen.event) {
    case 'session':
      return [{ source, kind: 'session', sessionId: seen.session, how: seen.how }]
    case 'prompt':
      return [{ source, kind: 'prompt', text: seen.prompt }]
    case 'busy':
      return [{ source, kind: 'turn-start' }]
    case 'idle':
      return [{ source, kind: 'turn-end', background: 0 }]
    case 'error':
      return [{ source, kind: 'turn-failed', error: seen.message ?? 'The turn failed.' }]
    case 'permission': {
      // What cannot be shown whole is not answered from outside.
      const whole = wholeSubject(seen.detail ?? '')
      const detail = whole ?? short(seen.detail)
      const question = detail === undefined ? `Allow ${seen.tool}?` : `Allow ${seen.tool}: ${detail}`
      const ask = whole === undefined ? {} : askOf(seen)
      return [{ source, kind: 'waiting', for: 'permission', question, tool: seen.tool, ...ask }]
    }
    case 'question': {
      const { question, options } = seen
      const asked = question ? { question } : {}
      const choices = options?.map(({ label, detail }) =>
        detail === undefined ? { label } : { label, detail },
      )
      return [
        { source, kind: 'waiting', for: 'question', ...asked, ...(choices ? askOf(seen, choices) : {}) },
      ]
    }
    case 'answered':
      return [{ source, kind: 'answered' }]
    case 'tool-start': {
      const detail = short(seen.detail)
      const id = seen.id === undefined ? {} : { id: seen.id }
      const subject = seen.detail === undefined ? undefined : wholeSubject(seen.detail)
      return [
        {
          source,
          kind: 'tool-start',
          tool: seen.tool,
          ...id,
          ...(detail ? { detail } : {}),
          ...(subject === undefined ? {} : { subject }),
        },
      ]
    }
    case 'tool-end':
      return [
        { source, kind: 'tool-end', tool: seen.tool, ...(seen.id === undefined ? {} : { id: seen.id }) },
      ]
    case 'usage': {
      const { input, output, cacheRead, cacheWrite, cost, contextUsed, contextSize } = seen
      const figures: UsageFigures = {
        tokens: { input, output, cacheRead, cacheWrite },
        ...(cost > 0 ? { costUsd: cost } : {}),
        ...(contextUsed === undefined ? {} : { contextUsed }),
        ...(contextSize === undefined ? {} : { contextSize }),
        source: 'measured',
      }
      return [{ source: 'usage', figures }]
    }
    case 'compacted':
      return [{ source, kind: 'session', sessionId: seen.session, how: 'compact' }]
  }
}

function askOf(
  seen: { request?: string | undefined; key?: string | undefined },
  options?: AskOption[],
): { ask?: Ask } {
  const { request: id, key } = seen
  if (id === undefined || key === undefined) return {}
  return { ask: { reply: { id, key }, ...(options ? { options } : {}) } }
}

function short(detail: string | undefined): string | undefined {
  const line = detail?.replace(/\s+/g, ' ').trim().slice(0, MAX_DETAIL)
  return line === '' ? undefined : line
}
