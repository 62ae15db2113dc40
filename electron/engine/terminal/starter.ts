/** Finds the terminal host of a folder, or starts one, and attaches to it. */
import { spawn } from 'node:child_process'
import { mkdir, open } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readDiscovery } from '../../terminal-host/discovery'
import { attachToHost, HostRefused } from './client'
import { hostEntry } from './entry'
import type { TerminalHost } from './host'

/** Time a new host has to come up, in milliseconds. */
const START_MS = 15_000
/** Time between looks for a host that is coming up, in milliseconds. */
const LOOK_MS = 20
/** How long an attempt to attach is repeated while things change, in milliseconds. */
const SETTLE_MS = 2000

/** How to start a host. */
export interface StarterOptions {
  /** The host's folder: sockets, discovery file, spool, log. */
  dir: string
  /** The bundled entry; found beside the running bundle unless given. */
  entry?: string
  /** Node or Electron; this very executable unless given. */
  execPath?: string
  /** Milliseconds after which an unused host ends by itself. */
  lingerMs?: number
  /** Its agents end with the app that starts it; they outlive the app unless said. */
  endsWithApp?: boolean
}

/** Attaches to the living host of `dir`; starts one first if there is none. Rejects with the reason and what to do. */
export async function connectTerminalHost(options: StarterOptions): Promise<TerminalHost> {
  const running = await attachToRunning(options.dir)
  if (running !== undefined) return running
  const host = await start(options)
  const deadline = Date.now() + START_MS
  while (Date.now() < deadline) {
    await wait(LOOK_MS)
    const attached = await attachToRunning(options.dir)
    if (attached !== undefined) return attached
    if (host.failed()) break
  }
  throw new Error(
    `The terminal host could not be started. Its log says why: ${join(options.dir, 'host.log')}.`,
  )
}

/** Attaches to the host of `dir` if one lives there. */
export async function attachToRunning(dir: string): Promise<TerminalHost | undefined> {
  const deadline = Date.now() + SETTLE_MS
  for (;;) {
    const found = await readDiscovery(dir)
    if (found === undefined) return undefined
    const stream = await openSocket(found.endpoint)
    if (stream === undefined) return undefined
    try {
      return await attachToHost({ stream, token: found.token, postEndpoint: found.postEndpoint })
    } catch (error) {
      // Worth another look: an app that is just ending, a host that was dying when it was called, and the token of a
      // dead host whose successor listens already and has not told its own yet.
      const again = !(error instanceof HostRefused) || error.why === 'busy' || error.why === 'token'
      if (!again || Date.now() > deadline) throw error
      await wait(LOOK_MS)
    }
  }
}

function openSocket(endpoint: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(endpoint)
    socket.once('connect', () => {
      socket.removeAllListeners('error')
      resolve(socket)
    })
    socket.once('error', () => resolve(undefined))
  })
}

/** Starts a host that outlives this process. */
async function start(options: StarterOptions): Promise<{ failed(): boolean }> {
  await mkdir(options.dir, { recursive: true, mode: 0o700 })
  const log = await open(join(options.dir, 'host.log'), 'a', 0o600)
  try {
    const linger = options.lingerMs === undefined ? [] : ['--linger', String(options.lingerMs)]
    const ends = options.endsWithApp ? ['--ends-with-app'] : []
    const child = spawn(
      options.execPath ?? process.execPath,
      [options.entry ?? hostEntry(), '--dir', options.dir, ...linger, ...ends],
      {
        cwd: options.dir,
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
        windowsHide: true,
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
      },
    )
    let failed = false
    child.on('error', () => (failed = true))
    child.on('exit', (code) => (failed ||= code !== 0))
    child.unref()
    return { failed: () => failed }
  } finally {
    await log.close()
  }
}
