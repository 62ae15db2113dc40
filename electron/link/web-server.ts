import { createReadStream } from 'node:fs'
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import { type WebSocket, WebSocketServer, type RawData } from 'ws'
import { jsonOf } from '#shared/json'
import type { LinkEngine } from './engine'
import { cookieOf, createTickets, isOurHost, isOurOrigin, urlHost } from './gate'
import { MAX_REQUEST_CHARS } from './limits'
import type { LinkPort } from './port'
import { type LinkSession, serveLink } from './server'
import { findAsset, pageHeaders } from './static-files'

/** Close code that tells a window that its address is no longer valid, so that it does not try again. */
const TOKEN_REFUSED = 4401
/** Windows that may be connected at once. */
const MAX_WINDOWS = 32
/** Bytes of one message: a request of the largest size in the widest characters, with its frame. */
const MAX_MESSAGE_BYTES = 3 * MAX_REQUEST_CHARS + 64 * 1024

/** What is served, and where. */
export interface WebServerOptions {
  engine: LinkEngine
  /** Folder with the window's files. */
  root: string
  host: string
  /** 0 lets the system choose. */
  port: number
  log: (line: string) => void
  /** A window has connected. */
  onWindow: (session: LinkSession) => void
}

/** A server that listens. */
export interface WebServer {
  port: number
  /** A new address to open in a browser; its token is good once. */
  address(): string
  close(): Promise<void>
}

/** Serves the window's files and the link to browsers. Rejects when it cannot listen. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const tickets = createTickets()
  const server = createServer((request, response) => void answer(request, response))
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (protocols) => (protocols.has('deck') ? 'deck' : false),
  })
  const port = await listen(server, options.host, options.port)
  /** Cookies do not keep ports apart, so the port is in the name. */
  const cookieName = `deck-session-${port}`
  const newSessions = new WeakMap<IncomingMessage, string>()
  sockets.on('headers', (headers, request) => {
    const session = newSessions.get(request)
    if (session) headers.push(`Set-Cookie: ${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/link`)
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = request.headers.host
    if (!isOurHost(host, options.host, port)) {
      return refuse(response, 403, 'This address does not belong to the deck.')
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return refuse(response, 405, 'Only reading is possible here.')
    }
    const asset = await findAsset(options.root, pathOf(request))
    if (!asset) return refuse(response, 404, 'There is nothing here.')
    // Older browsers do not count a WebSocket of the same origin as 'self'.
    response.writeHead(200, { ...pageHeaders([`ws://${host}`]), 'Content-Type': asset.type })
    if (request.method === 'HEAD') return void response.end()
    createReadStream(asset.file)
      .on('error', () => response.destroy())
      .pipe(response)
  }

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const { host, origin, cookie } = request.headers
    const fits =
      pathOf(request) === '/link' && isOurHost(host, options.host, port) && isOurOrigin(origin, host)
    if (!fits || sockets.clients.size >= MAX_WINDOWS) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    const admission = tickets.admit(tokenOf(request), cookieOf(cookie, cookieName))
    if (admission?.fresh) newSessions.set(request, admission.session)
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', (error) => options.log(`web: ${error.message}`))
      if (!admission) return webSocket.close(TOKEN_REFUSED, 'This address is no longer valid.')
      options.onWindow(serveLink(options.engine, webSocketPort(webSocket), { log: options.log }))
    })
  })

  return {
    port,
    address: () => `http://${urlHost(shownHost(options.host))}:${port}/#token=${tickets.issue()}`,
    close: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate()
        sockets.close()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A server on all addresses is opened, on this machine, by the loopback one. */
function shownHost(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/'
}

/** The token travels as a protocol name, because a page cannot set other headers and an address would be logged. */
function tokenOf(request: IncomingMessage): string | undefined {
  const offered = request.headers['sec-websocket-protocol']?.split(',').map((item) => item.trim()) ?? []
  return offered.find((item) => item.startsWith('token.'))?.slice('token.'.length)
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { ...pageHeaders(), 'Content-Type': 'text/plain; charset=utf-8' })
  response.end(`${reason}\n`)
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.removeListener('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

/** The engine's side of a WebSocket; frames are JSON texts. */
function webSocketPort(socket: WebSocket): LinkPort {
  return {
    send: (frame) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame))
    },
    onFrame: (listener) =>
      // What is not JSON becomes a frame that fits no contract.
      socket.on('message', (data, isBinary) => listener(isBinary ? undefined : jsonOf(textOf(data)))),
    onClose: (listener) => socket.on('close', () => listener()),
    close: () => socket.close(),
  }
}

/** The text of a frame in whichever form `ws` hands it over. */
function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString('utf8')
}
