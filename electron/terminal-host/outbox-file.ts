/** Reads one file of an outbox, which any program of the project may have written. */
import { constants, open } from 'node:fs/promises'
import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { jsonOf } from '#shared/json'
import { messageOf } from '#shared/message-of'
import { OUTBOX_VERSION, outboxFile, outboxMac } from './outbox-sign'
import { MAX_POST_BYTES } from './post-protocol'

/** Names that messages have; anything else in the folder is none of the host's business. */
export const MESSAGE_NAME = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.json$/

/** Largest file, in bytes: quoting a message in JSON may double it. */
const MAX_FILE_BYTES = 2 * MAX_POST_BYTES

const FileSchema = z.object({
  v: z.literal(OUTBOX_VERSION),
  agent: z.string().min(1).max(128),
  id: z.uuid(),
  at: z.number(),
  body: z.string(),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
})

/** A message, or in a few words why there is none. `gone`: nothing was there to read. */
export type OutboxRead =
  | { kind: 'message'; agent: string; id: string; body: unknown }
  | { kind: 'bad'; why: string }
  | { kind: 'gone' }

/**
 * Reads and proves one message.
 * @param keyOf the key of an agent that may use this outbox; undefined for any other.
 */
export async function readOutboxFile(
  path: string,
  name: string,
  keyOf: (agent: string) => Buffer | undefined,
): Promise<OutboxRead> {
  const text = await readPlainFile(path)
  if (typeof text !== 'string') return text
  const parsed = FileSchema.safeParse(jsonOf(text))
  if (!parsed.success) return bad('it is not a message of the deck’s command')
  const { agent, id, at, body, mac } = parsed.data
  const key = keyOf(agent)
  if (key === undefined) return bad('it is signed by no agent of this run')
  if (!timingSafeEqual(Buffer.from(outboxMac(key, { agent, id, at, body }), 'hex'), Buffer.from(mac, 'hex')))
    return bad('its signature is wrong')
  // A copy under another name would be another message to whoever looks at names.
  if (name !== outboxFile(id)) return bad('it is a copy of another message')
  return { kind: 'message', agent, id, body: jsonOf(body) }
}

/** The text of a regular file of a bearable size; links are not followed, and pipes not waited for. */
async function readPlainFile(path: string): Promise<string | OutboxRead> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants
  let file
  try {
    file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return { kind: 'gone' }
    return bad(code === 'ELOOP' ? 'it is a link' : `it cannot be read (${String(code)})`)
  }
  try {
    const { size, nlink } = await file.stat().then((stat) => {
      if (!stat.isFile()) throw new Error('it is no file')
      return stat
    })
    if (size > MAX_FILE_BYTES) return bad('it is too large')
    if (nlink > 1) return bad('it has another name elsewhere')
    return await file.readFile('utf8')
  } catch (error) {
    return bad(messageOf(error))
  } finally {
    await file.close()
  }
}

function bad(why: string): OutboxRead {
  return { kind: 'bad', why }
}
