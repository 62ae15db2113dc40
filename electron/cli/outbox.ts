/** Leaves a message where the terminal host finds it, for agents whose sandbox lets them write files but open no socket. */
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { OUTBOX_VERSION, outboxFile, outboxKey, outboxMac } from '../terminal-host/outbox-sign'

/** Who sends, and where its outbox is. */
export interface Sender {
  folder: string
  agent: string
  token: string
}

/** Errors of a connection that was never made: nobody has heard anything of the message. */
const BLOCKED = new Set(['EPERM', 'EACCES', 'ECONNREFUSED', 'ENOENT'])

/** Questions whose answer nobody would be there to read. */
const QUESTIONS = new Set(['status', 'tasks', 'peek'])

/** Whether a message may go to the outbox after this error of its connection. */
export function belongsInOutbox(error: NodeJS.ErrnoException, body: unknown): boolean {
  const verb = typeof body === 'object' && body !== null && 'verb' in body ? body.verb : undefined
  return BLOCKED.has(error.code ?? '') && !(typeof verb === 'string' && QUESTIONS.has(verb))
}

/**
 * Writes one signed message, whole or not at all.
 * @throws what the system says when the folder cannot be written.
 */
export async function leaveInOutbox(
  { folder, agent, token }: Sender,
  id: string,
  message: unknown,
): Promise<void> {
  const signed = { agent, id, at: Date.now(), body: JSON.stringify(message) }
  const text = JSON.stringify({ v: OUTBOX_VERSION, ...signed, mac: outboxMac(outboxKey(token), signed) })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const temporary = join(folder, `.${id}.new`)
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, join(folder, outboxFile(id)))
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
