import { isRecord } from './settings'

/** Longest text kept of one value of a tool's input or of a message, characters. A prompt is kept whole: it is the proof. */
export const MAX_TEXT = 4_000

/** Keys that the deck does not read and that can be megabytes. */
const DROPPED = new Set(['tool_response', 'permission_suggestions', 'session_crons'])

/** A hook's payload without what the deck does not read. */
export function slimPayload(payload: unknown): unknown {
  if (!isRecord(payload)) return payload
  const slim: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(payload)) {
    if (!DROPPED.has(key)) slim[key] = key === 'prompt' ? value : shorten(value)
  }
  return slim
}

function shorten(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, MAX_TEXT)
  if (Array.isArray(value)) return value.slice(0, 100).map(shorten)
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shorten(inner)]))
}
