/** A terminal host: sessions, post box, two endpoints, and the rule for when to go. */
import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from './clock'
import { Connection, SHUTDOWN_GRACE_MS, type ConnectionContext } from './connection'
import { privateFolder, removeDiscovery, writeDiscovery } from './discovery'
import { endpointsFor } from './endpoint'
import { IdleExit } from './idle-exit'
import { listenOn } from './listen'
import { Outboxes } from './outbox'
import { OutboxKeys } from './outbox-keys'
import { outboxKey } from './outbox-sign'
import { PostBox } from './post-box'
import { createPostServer } from './post-server'
import { PROTOCOL } from './protocol'
import { newSecret, secretDigest } from './secrets'
import { Sessions } from './sessions'
import { Spool } from './spool'

/** How to run a host. */
export interface HostOptions {
  /** The host's folder. */
  dir: string
  lingerMs: number
  /** Its agents end with its app, however that ends: nobody else would ever attach to them. */
  endsWithApp?: boolean
  platform: NodeJS.Platform
  /** Called when the host has closed its endpoints and is done. */
  exit(): void
}

/** Most connections to the control endpoint; all but one are refused after their hello. */
const MAX_CONTROL_CONNECTIONS = 32

/** A new host waits this long for the app that started it, in milliseconds. */
const FIRST_ATTACH_MS = 15_000

/** Starts a host. Throws `AlreadyServed` when the folder has one. */
export async function startHost(options: HostOptions): Promise<void> {
  const { dir, platform } = options
  const uid = process.getuid?.()
  await privateFolder(dir)
  const endpoints = endpointsFor(dir, {
    platform,
    tmp: tmpdir(),
    ...(uid !== undefined && { uid }),
    random: randomBytes(8).toString('hex'),
  })
  if (endpoints.folder !== undefined) await privateFolder(endpoints.folder)
  const token = newSecret()

  let attached: Connection | undefined
  let leaving = false
  const sessions = new Sessions({
    platform,
    event(event) {
      attached?.event(event)
      if (event.type === 'exit') idle.check()
    },
    started({ session, token: secret, outbox: folder }) {
      if (folder === undefined) return
      const owner = { agent: session, folder, key: outboxKey(secret) }
      outboxes.add(owner)
      keys.remember(owner).catch(complain)
    },
    forgotten(session) {
      postBox.forget(session)
      outboxes
        .remove(session)
        .then(() => keys.forget(session))
        .catch(complain)
      idle.check()
    },
  })
  const postBox = new PostBox({
    spool: await Spool.open(join(dir, 'spool')),
    tokenDigest: (agent) => sessions.get(agent)?.tokenDigest,
  })
  const keys = new OutboxKeys(join(dir, 'outbox-keys'))
  const outboxes = new Outboxes({
    deliver: (message) => postBox.collect(message),
    ignored({ agent }, file, why) {
      void postBox.collect({ agent, id: randomUUID(), body: { verb: 'outbox-ignored', file, why } })
    },
  })
  const postServer = createPostServer(postBox)
  const context: ConnectionContext = {
    tokenDigest: secretDigest(token),
    sessions,
    postBox,
    claim(connection) {
      if (attached !== undefined || leaving) return false
      attached = connection
      idle.check()
      return true
    },
    closed(connection) {
      const lost = attached === connection
      if (lost) attached = undefined
      if (lost && options.endsWithApp) void sessions.endAll(SHUTDOWN_GRACE_MS).then(leave)
      else idle.check()
    },
    shutdown: () => void leave(),
  }
  const controlServer = createServer((socket) => {
    socket.setNoDelay(true)
    new Connection(socket, context)
  })
  controlServer.maxConnections = MAX_CONTROL_CONNECTIONS
  const leave = async (): Promise<void> => {
    if (leaving) return
    leaving = true
    attached?.end()
    await Promise.all([close(controlServer), close(postServer)])
    await removeDiscovery(dir, process.pid)
    options.exit()
  }
  const idle = new IdleExit(
    systemClock,
    options.lingerMs,
    () => attached !== undefined || sessions.living > 0,
    () => void leave(),
  )

  // Before any agent is started: what those of an earlier host have left would be taken for forged.
  outboxes.add(...(await keys.read()))
  await listenOn(controlServer, endpoints.control, platform)
  await listenOn(postServer, endpoints.post, platform)
  await writeDiscovery(dir, {
    pid: process.pid,
    endpoint: endpoints.control,
    postEndpoint: endpoints.post,
    token,
    protocol: PROTOCOL,
    startedAt: Date.now(),
  })
  idle.check(Math.max(options.lingerMs, FIRST_ATTACH_MS))
}

/** A failure that costs nobody anything but the proof of messages after a crash of the host. */
function complain(error: unknown): void {
  process.stderr.write(`${new Date().toISOString()} ${String(error)}\n`)
}

/** Stops listening. Connections that linger do not hold the host back. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 500)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
