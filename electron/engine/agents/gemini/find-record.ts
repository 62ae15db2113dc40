import { open, readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { jsonOf } from '#shared/json'
import { processEnvironment } from '../../environment/process-environment'
import type { Conversation } from '../../usage/figures'

/** More projects than a person has, and more records than ever have the same name. */
const MAX_PROJECTS = 2000
const MAX_NAMESAKES = 20
/** The first line of a record is its head, and short. In bytes. */
const HEAD_BYTES = 4096

const head = z.looseObject({ sessionId: z.string().regex(/^[\w-]{1,100}$/) })

/** Whether a record of this name is one of a person's conversation, and not a subagent's. */
export function isMain(name: string): boolean {
  return /^session-.+\.jsonl$/.test(name)
}

/**
 * The record of a conversation in the home that its agent has: `.gemini/tmp/<project>/chats/session-<minute>-<8 characters of the
 * id>.jsonl`. The id is in its first line, so that no other agent's record is ever taken.
 */
export async function findRecord({ id, processes, platform }: Conversation): Promise<string | undefined> {
  const homes = new Set<string>()
  for (const pid of await processes()) {
    const environment = await processEnvironment(pid, platform)
    const home = environment && (environment['GEMINI_CLI_HOME'] || environment['HOME'])
    if (home && isAbsolute(home)) homes.add(home)
  }
  // Where the system does not tell of another's environment, most have the person's own.
  if (homes.size === 0) homes.add(homedir())
  for (const home of homes) {
    const record = await inHome(home, id)
    if (record !== undefined) return record
  }
  return undefined
}

async function inHome(home: string, id: string): Promise<string | undefined> {
  const projects = join(home, '.gemini', 'tmp')
  const ending = `-${id.slice(0, 8)}.jsonl`
  for (const project of (await namesIn(projects)).slice(0, MAX_PROJECTS)) {
    const chats = join(projects, project, 'chats')
    const names = (await namesIn(chats)).filter((name) => isMain(name) && name.endsWith(ending))
    for (const name of names.slice(0, MAX_NAMESAKES)) {
      const record = join(chats, name)
      if ((await conversationIn(record)) === id) return record
    }
  }
  return undefined
}

/** The id of the conversation that a record is of, as its first line says it. */
export async function conversationIn(record: string): Promise<string | undefined> {
  const file = await open(record, 'r').catch(() => undefined)
  if (!file) return undefined
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    const [line = ''] = buffer.toString('utf8', 0, bytesRead).split('\n', 1)
    return head.safeParse(jsonOf(line)).data?.sessionId
  } catch {
    return undefined
  } finally {
    await file.close()
  }
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}
