/**
 * How a message in an outbox is signed. Used by the agents' command, which starts often, and by the host: imports nothing
 * but Node's own.
 */
import { createHash, createHmac } from 'node:crypto'

/** Version of the files in an outbox. */
export const OUTBOX_VERSION = 1

/** What is signed of a message; `body` is the request as JSON text. `at` is epoch milliseconds. */
export interface Signed {
  agent: string
  id: string
  at: number
  body: string
}

/** The key that both sides have: the host keeps only this digest of an agent's token. */
export function outboxKey(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** HMAC over everything that matters, as hex. JSON keeps the parts apart. */
export function outboxMac(key: Buffer, { agent, id, at, body }: Signed): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([OUTBOX_VERSION, agent, id, at, body]))
    .digest('hex')
}

/** Name of a message's file. */
export function outboxFile(id: string): string {
  return `${id}.json`
}
