import { z } from 'zod'
import { jsonOf } from '#shared/json'
import type { Observation } from '../adapter'
import { isShellTool } from '../shell-tools'
import { wholeSubject } from '../tool-detail'
import { figuresOf, minus, readTokenInfo, type TokenSum } from './usage'

/** Longest detail of a tool that is kept, characters. */
const MAX_DETAIL = 200

const text = z.string().optional().catch(undefined)

const entry = z.looseObject({
  timestamp: z.string(),
  type: z.string(),
  payload: z.looseObject({
    type: text,
    id: text,
    source: z.unknown().optional(),
    name: text,
    call_id: text,
    arguments: text,
    input: text,
    output: z.unknown().optional(),
    item: z
      .looseObject({
        type: z.string(),
        content: z
          .array(z.looseObject({ type: text, text }))
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
    last_agent_message: text,
    info: z.unknown().optional(),
    error: z.looseObject({ message: z.string() }).optional().catch(undefined),
  }),
})
type Payload = z.infer<typeof entry>['payload']

/** What the first line of a conversation's record says. */
export interface RolloutHead {
  id: string
  /** Whether a person talks in it, and not another agent or a script. */
  ofPerson: boolean
}

/** Reads the first line; undefined when it is not one of a record. */
export function readHead(line: string): RolloutHead | undefined {
  const first = parse(line)
  if (first?.type !== 'session_meta' || first.payload.id === undefined) return undefined
  return { id: first.payload.id, ofPerson: first.payload.source === 'cli' }
}

/**
 * Reads the lines that Codex appends to the record of a conversation while it works. They say what the hooks would, without the review
 * that hooks have to pass.
 */
export class RolloutReader {
  /** Names of the tools at work, by call. */
  private readonly calls = new Map<string, string>()
  /** What the conversation had used before the agent that is followed went on with it. */
  private before: TokenSum | undefined

  constructor(private readonly conversation: string) {}

  /**
   * What one line says; nothing when it is older than `since`, epoch milliseconds.
   * @param startedAt when the agent began: what the conversation had used before that is not told.
   */
  read(line: string, since: number, startedAt = since): Observation[] {
    const parsed = parse(line)
    if (!parsed) return []
    const { type, payload } = parsed
    if (type === 'event_msg' && payload.type === 'token_count')
      return this.usage(payload.info, Date.parse(parsed.timestamp) < startedAt)
    if (Date.parse(parsed.timestamp) < since) return []
    if (type === 'compacted')
      return [{ source: 'hook', kind: 'session', sessionId: this.conversation, how: 'compact' }]
    if (type === 'event_msg') return this.event(payload)
    return type === 'response_item' ? this.item(payload) : []
  }

  private usage(raw: unknown, old: boolean): Observation[] {
    const info = readTokenInfo(raw)
    if (!info) return []
    if (old) {
      this.before = info.total
      return []
    }
    return [{ source: 'usage', figures: figuresOf({ ...info, total: minus(info.total, this.before) }) }]
  }

  private event(payload: Payload): Observation[] {
    switch (payload.type) {
      case 'task_started':
        return [{ source: 'hook', kind: 'turn-start' }]
      case 'item_completed':
        return payload.item?.type === 'UserMessage' ? prompt(payload.item) : []
      case 'task_complete': {
        this.calls.clear()
        if (payload.error) {
          return [{ source: 'hook', kind: 'turn-failed', error: plainError(payload.error.message) }]
        }
        const message = payload.last_agent_message
        const said = message === undefined ? {} : { message }
        return [{ source: 'hook', kind: 'turn-end', background: 0, ...said }]
      }
      case 'turn_aborted':
        this.calls.clear()
        return [{ source: 'hook', kind: 'turn-end', background: 0 }]
      default:
        return []
    }
  }

  private item(payload: Payload): Observation[] {
    const { type, name, call_id: id } = payload
    if (id === undefined) return []
    if (type === 'function_call' || type === 'custom_tool_call') {
      const tool = name ?? 'tool'
      this.calls.set(id, tool)
      const detail = detailOf(payload)
      const subject = commandOf(payload)
      return [
        {
          source: 'hook',
          kind: 'tool-start',
          tool,
          id,
          ...(detail ? { detail } : {}),
          ...(subject === undefined ? {} : { subject }),
        },
      ]
    }
    if (type === 'function_call_output' || type === 'custom_tool_call_output') {
      const tool = this.calls.get(id) ?? 'tool'
      this.calls.delete(id)
      return [
        {
          source: 'hook',
          kind: 'tool-end',
          tool,
          id,
          ...(neverRan(tool, payload.output) ? { ran: false } : {}),
        },
      ]
    }
    return []
  }
}

function parse(line: string): z.infer<typeof entry> | undefined {
  return entry.safeParse(jsonOf(line)).data
}

/** A command that was allowed to run tells how it ended, or that it goes on. Codex ends a call that was denied like any other. */
function neverRan(tool: string, output: unknown): boolean {
  const told = typeof output === 'string' ? output : (JSON.stringify(output) ?? '')
  return isShellTool(tool) && !/Process (?:exited with code|running with session)|"exit_code"/.test(told)
}

function prompt(item: NonNullable<Payload['item']>): Observation[] {
  const texts = (item.content ?? []).flatMap((part) => (part.type === 'text' ? (part.text ?? []) : []))
  return texts.length === 0 ? [] : [{ source: 'hook', kind: 'prompt', text: texts.join('\n') }]
}

const args = z.looseObject({
  cmd: z.union([z.string(), z.array(z.string())]).optional(),
  command: z.union([z.string(), z.array(z.string())]).optional(),
  path: text,
  query: text,
  chars: text,
})

/** What a tool works on: its command, path or query; a patch's first file. */
function detailOf(payload: Payload): string | undefined {
  const patched = /^\*\*\* (?:Add|Update|Delete) File: (.+)$/m.exec(payload.input ?? '')?.[1]
  if (patched !== undefined) return short(patched)
  const given = args.safeParse(jsonOf(payload.arguments ?? '')).data
  const detail = given?.cmd ?? given?.command ?? given?.path ?? given?.query ?? given?.chars
  if (detail === undefined) return undefined
  return short(typeof detail === 'string' ? detail : (detail.at(-1) ?? ''))
}

/** The command that a tool runs, whole. */
function commandOf(payload: Payload): string | undefined {
  const { cmd } = args.safeParse(jsonOf(payload.arguments ?? '')).data ?? {}
  return typeof cmd === 'string' ? wholeSubject(cmd) : undefined
}

function short(detail: string): string | undefined {
  const line = detail.replace(/\s+/g, ' ').trim().slice(0, MAX_DETAIL)
  return line === '' ? undefined : line
}

const wrapped = z.object({ error: z.object({ message: z.string() }) })

/** The service's own words; Codex passes its JSON on as it is. */
function plainError(message: string): string {
  return wrapped.safeParse(jsonOf(message)).data?.error.message ?? message
}
