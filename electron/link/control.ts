import { createHash } from 'node:crypto'
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { type Server, type Socket, createConnection, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { jsonOf } from '#shared/json'
import { messageOf } from '#shared/message-of'
import { privateFolder } from '../terminal-host/discovery'
import { newToken, sameSecret } from './gate'

/**
 * How `dot-agent-deck open` reaches a deck that runs already. The deck listens on a socket of its own and says where in
 * `app.json` in its data folder; who can read that file may ask. One line of JSON each way.
 */

/** Where a running deck can be asked, in `<home>/app.json`. */
const Whereabouts = z.object({
  pid: z.number().int().positive(),
  endpoint: z.string(),
  token: z.string(),
  kind: z.enum(['app', 'serve']),
})
const Request = z.object({
  token: z.string(),
  /** Absolute folder to show; absent to show the window alone. */
  open: z.string().max(4096).optional(),
})
const Reply = z.object({
  ok: z.boolean(),
  message: z.string(),
})

type Whereabouts = z.infer<typeof Whereabouts>
/** What a running deck says to a request. */
export type ControlReply = z.infer<typeof Reply>

/** Characters of one line: a path and a token fit with room to spare. */
const MAX_LINE = 16 * 1024
/** Milliseconds until a deck that does not answer counts as not there. */
const ANSWER_TIMEOUT = 5000
/** Longest socket path in bytes; macOS allows 104 with the closing NUL. */
const MAX_SOCKET_PATH = 100

/** Where the deck of this data folder listens. `user` keeps two people apart in the shared temporary folder. */
export function controlEndpoint(home: string, platform: NodeJS.Platform, tmp: string, user: string): string {
  const digest = createHash('sha256').update(home).digest('hex').slice(0, 16)
  if (platform === 'win32') return `\\\\.\\pipe\\dot-agent-deck-app-${digest}`
  const own = join(home, 'app.sock')
  if (Buffer.byteLength(own) <= MAX_SOCKET_PATH) return own
  return join(tmp, `dot-agent-deck-${user}-${digest}`, 'app.sock')
}

function endpointOf(home: string): string {
  return controlEndpoint(home, process.platform, tmpdir(), String(process.getuid?.() ?? 'user'))
}

/** Listens until it is closed. */
export interface ControlServer {
  close(): Promise<void>
}

/**
 * Listens for `open`. Rejects when another deck of the same data folder is alive: two engines over one folder would
 * work against each other.
 */
export async function startControl(
  home: string,
  kind: Whereabouts['kind'],
  onOpen: (dir: string | undefined) => Promise<ControlReply>,
): Promise<ControlServer> {
  const other = await findDeck(home)
  if (other) {
    throw new Error(
      `Another deck (${other.kind === 'app' ? 'the app' : 'serve'}, process ${other.pid}) uses this data folder. ` +
        'Use that one, end it, or set DOT_AGENT_DECK_HOME to another folder.',
    )
  }
  const endpoint = endpointOf(home)
  const token = newToken()
  const file = join(home, 'app.json')
  await mkdir(home, { recursive: true, mode: 0o700 })
  if (process.platform !== 'win32') {
    // In the folder for temporary files, which is everybody's, somebody else may have been there first.
    if (dirname(endpoint) !== home) await privateFolder(dirname(endpoint))
    await rm(endpoint, { force: true })
  }
  const server = createServer((socket) => void converse(socket, token, onOpen))
  server.maxConnections = 16
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(endpoint, resolve)
  })
  if (process.platform !== 'win32') await chmod(endpoint, 0o600)
  await writePrivately(file, { pid: process.pid, endpoint, token, kind })
  return { close: () => stop(server, file, endpoint) }
}

async function stop(server: Server, file: string, endpoint: string): Promise<void> {
  await rm(file, { force: true })
  await new Promise<void>((resolve) => server.close(() => resolve()))
  if (process.platform !== 'win32') await rm(endpoint, { force: true })
}

async function writePrivately(file: string, content: Whereabouts): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`
  await writeFile(draft, JSON.stringify(content), { mode: 0o600 })
  await rename(draft, file)
}

async function converse(
  socket: Socket,
  token: string,
  onOpen: (dir: string | undefined) => Promise<ControlReply>,
): Promise<void> {
  socket.on('error', () => socket.destroy())
  socket.setTimeout(ANSWER_TIMEOUT, () => socket.destroy())
  const line = await readLine(socket)
  const request = Request.safeParse(jsonOf(line))
  if (!request.success || !sameSecret(request.data.token, token)) {
    socket.end(`${JSON.stringify({ ok: false, message: 'The deck does not know who asks.' })}\n`)
    return
  }
  const reply = await onOpen(request.data.open).catch((error: unknown) => ({
    ok: false,
    message: messageOf(error),
  }))
  socket.end(`${JSON.stringify(reply)}\n`)
}

/** The first line that comes, without its end; empty when the other side says too much or leaves. */
function readLine(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => {
      text += chunk
      const end = text.indexOf('\n')
      if (end >= 0) resolve(text.slice(0, end))
      else if (text.length > MAX_LINE) {
        resolve('')
        socket.destroy()
      }
    })
    socket.on('close', () => resolve(''))
  })
}

/** The deck that listens for this data folder, if it is alive. */
async function findDeck(home: string): Promise<Whereabouts | null> {
  let found: Whereabouts
  try {
    found = Whereabouts.parse(JSON.parse(await readFile(join(home, 'app.json'), 'utf8')))
  } catch {
    return null
  }
  return new Promise((resolve) => {
    const socket = createConnection(found.endpoint)
    socket.on('connect', () => {
      socket.destroy()
      resolve(found)
    })
    socket.on('error', () => resolve(null))
  })
}

/** Asks the running deck to show itself, and a folder if one is given. Null when none runs. */
export async function askToOpen(home: string, dir: string | undefined): Promise<ControlReply | null> {
  const deck = await findDeck(home)
  if (!deck) return null
  const socket = createConnection(deck.endpoint)
  socket.on('error', () => socket.destroy())
  socket.setTimeout(ANSWER_TIMEOUT, () => socket.destroy())
  socket.write(`${JSON.stringify({ token: deck.token, ...(dir === undefined ? {} : { open: dir }) })}\n`)
  const reply = Reply.safeParse(jsonOf(await readLine(socket)))
  socket.destroy()
  return reply.success ? reply.data : { ok: false, message: 'The running deck did not answer. Try again.' }
}
