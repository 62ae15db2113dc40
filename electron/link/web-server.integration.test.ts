import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type RawWindow, linkConformance, recordingEngine } from './conformance'
import type { LinkEngine } from './engine'
import { type WebServer, startWebServer } from './web-server'

let root: string
const servers: WebServer[] = []

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'deck-window-'))
  await writeFile(join(root, 'index.html'), '<!doctype html><title>deck</title>')
})
afterAll(() => rm(root, { recursive: true, force: true }))
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function start(engine: LinkEngine = recordingEngine().engine): Promise<WebServer> {
  const server = await startWebServer({
    engine,
    root,
    host: '127.0.0.1',
    port: 0,
    log: () => {},
    onWindow: () => {},
  })
  servers.push(server)
  return server
}

const tokenOf = (server: WebServer) => server.address().split('#token=')[1] ?? ''

interface Opening {
  token?: string
  origin?: string
  host?: string
  cookie?: string
  path?: string
}

/** Opens a WebSocket as a browser does, with whatever the case wants to be different. */
function open(server: WebServer, { token, origin, host, cookie, path }: Opening = {}): WebSocket {
  const home = `127.0.0.1:${server.port}`
  return new WebSocket(
    `ws://${home}${path ?? '/link'}`,
    token === undefined ? ['deck'] : ['deck', `token.${token}`],
    {
      origin: origin ?? `http://${home}`,
      headers: { ...(host === undefined ? {} : { host }), ...(cookie === undefined ? {} : { cookie }) },
    },
  )
}

/** What became of an opening: the close code after it was accepted, or the HTTP status. */
function outcome(socket: WebSocket): Promise<{ closed: number } | { status: number }> {
  return new Promise((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve({ status: response.statusCode ?? 0 }))
    socket.on('close', (code) => resolve({ closed: code }))
    socket.on('error', () => undefined)
  })
}

/** Opens and gives the session cookie, when the server hands one out. */
function opened(socket: WebSocket): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let cookie: string | undefined
    socket.on('upgrade', (response) => (cookie = response.headers['set-cookie']?.[0]))
    socket.on('open', () => resolve(cookie))
    socket.on('error', reject)
    socket.on('unexpected-response', () => reject(new Error('refused')))
  })
}

/** A plain request whose headers `fetch` would not let us choose. */
function get(server: WebServer, path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>(
    (resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: server.port, path, headers, method }, (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        )
      })
      sent.on('error', reject)
      sent.end()
    },
  )
}

describe('a link over a WebSocket', () =>
  linkConformance(async (engine): Promise<RawWindow> => {
    const server = await start(engine)
    const socket = open(server, { token: tokenOf(server) })
    await opened(socket)
    return {
      send: (frame) => socket.send(JSON.stringify(frame)),
      onFrame: (listener) => socket.on('message', (data: Buffer) => listener(JSON.parse(data.toString()))),
      onClose: (listener) => socket.on('close', () => listener()),
      close: () => socket.close(),
    }
  }))

describe('who may open the link', () => {
  it('takes a token once, and then the browser that showed it', async () => {
    const server = await start()
    const token = tokenOf(server)
    const first = open(server, { token })
    const cookie = await opened(first)
    expect(cookie).toMatch(/^deck-session-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/link$/)
    expect(await outcome(open(server, { token }))).toEqual({ closed: 4401 })
    const second = open(server, { token, cookie: cookie?.split(';')[0] ?? '' })
    expect(await opened(second)).toBeUndefined()
    first.close()
    second.close()
  })

  it('hands the session to nobody else', async () => {
    const server = await start()
    const refused = open(server)
    let headers: unknown
    refused.on('upgrade', (response) => (headers = response.headers['set-cookie']))
    expect(await outcome(refused)).toEqual({ closed: 4401 })
    expect(headers).toBeUndefined()
  })

  it('refuses other pages, other names and other paths before it looks at the token', async () => {
    const server = await start()
    const token = tokenOf(server)
    const forbidden = { status: 403 }
    expect(await outcome(open(server, { token, origin: 'https://attacker.example' }))).toEqual(forbidden)
    expect(await outcome(open(server, { token, origin: 'http://127.0.0.1:1' }))).toEqual(forbidden)
    const rebound = `attacker.example:${server.port}`
    expect(await outcome(open(server, { token, host: rebound, origin: `http://${rebound}` }))).toEqual(
      forbidden,
    )
    expect(await outcome(open(server, { token, path: '/other' }))).toEqual(forbidden)
    const socket = open(server, { token })
    await opened(socket)
    socket.close()
  })

  it('ends a window that sends more than any request may hold', async () => {
    const server = await start()
    const socket = open(server, { token: tokenOf(server) })
    await opened(socket)
    const ended = outcome(socket)
    socket.send('x'.repeat(26 * 1024 * 1024))
    expect(await ended).toEqual({ closed: 1009 })
  })
})

describe("the window's files", () => {
  it('are served with a policy to the right name only', async () => {
    const server = await start()
    const page = await get(server, '/')
    expect(page.status).toBe(200)
    expect(page.text).toContain('<title>deck</title>')
    expect(page.headers['content-security-policy']).toContain("script-src 'self'")
    expect((await get(server, '/', { host: `attacker.example:${server.port}` })).status).toBe(403)
  })

  it('are all there is, and only to be read', async () => {
    const server = await start()
    expect((await get(server, '/../../etc/passwd')).status).toBe(404)
    expect((await get(server, '/%2e%2e/%2e%2e/etc/passwd')).status).toBe(404)
    expect((await get(server, '/', {}, 'POST')).status).toBe(405)
    expect((await get(server, '/link')).status).toBe(404)
  })
})

it('says when a port is taken', async () => {
  const server = await start()
  await expect(
    startWebServer({
      engine: recordingEngine().engine,
      root,
      host: '127.0.0.1',
      port: server.port,
      log: () => {},
      onWindow: () => {},
    }),
  ).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
