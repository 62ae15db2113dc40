/** Reads OSC 7501 reports (Program Status Protocol, revision 0.2). */
import { ProgramStatusSchema, type ProgramStatus } from '#shared/contract/terminal'

/** Limits of the protocol, in bytes as encoded. */
const LIMITS = { report: 4096, title: 256, msg: 2732, id: 128 } as const
const APP = /^[A-Za-z0-9_.+-]{1,32}$/
const ID = /^[A-Za-z0-9_.+-]{1,32}(?:\/[A-Za-z0-9_.+-]{1,32}){0,7}$/
const PAIR = /^([a-z]{1,16})=([A-Za-z0-9_.,+/=-]*)$/
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/
// Control characters, and the invisible ones that reorder or hide text outside a terminal grid.
const UNSAFE_TEXT = /[\p{Cc}]/u
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\u061c\ufeff]/gu

/** What a program sends to ask for support; the same bytes are the answer. */
export const PROGRAM_STATUS_QUERY = '?'
/** Answer to the query. */
export const PROGRAM_STATUS_REPLY = '\x1b]7501;?\x1b\\'

/** The report in `payload` (what follows `7501;`), or undefined when it must be discarded. */
export function parseProgramStatus(payload: string): ProgramStatus | undefined {
  if (payload.length > LIMITS.report) return undefined
  const pairs = new Map<string, string>()
  for (const part of payload.split(':')) {
    const match = PAIR.exec(part)
    if (match?.[1] !== undefined && match[2] !== undefined) pairs.set(match[1], match[2])
  }
  const title = decodeText(pairs.get('title'), LIMITS.title)
  const msg = decodeText(pairs.get('msg'), LIMITS.msg)
  const id = pairs.get('id')
  const app = pairs.get('app')
  if (title === null || msg === null) return undefined
  if (id !== undefined && (id.length > LIMITS.id || !ID.test(id))) return undefined
  if (app !== undefined && !APP.test(app)) return undefined
  const progress = pairs.get('progress')
  const report = ProgramStatusSchema.safeParse({
    state: pairs.get('state'),
    ...(pairs.get('state') === 'blocked' && isKind(pairs.get('kind')) && { kind: pairs.get('kind') }),
    ...(id !== undefined && { id }),
    ...(app !== undefined && { app }),
    ...(title !== undefined && { title }),
    ...(msg !== undefined && { msg }),
    ...(progress !== undefined && /^\d{1,3}$/.test(progress) && Number(progress) <= 100
      ? { progress: Number(progress) }
      : {}),
  })
  return report.success ? report.data : undefined
}

function isKind(kind: string | undefined): boolean {
  return kind === 'permission' || kind === 'question' || kind === 'auth'
}

/** Decoded text, undefined when absent, null when the report must be discarded. */
function decodeText(encoded: string | undefined, limit: number): string | undefined | null {
  if (encoded === undefined) return undefined
  if (encoded.length > limit || !BASE64.test(encoded)) return null
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64'))
    return UNSAFE_TEXT.test(text) ? null : text.replace(INVISIBLE, '')
  } catch {
    return null
  }
}
