import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Who may talk to the deck over HTTP. Any web page that the person visits can send requests to a port on this machine,
 * and a host name that an attacker owns can be made to point here; so a name, an origin and a secret must all fit.
 */

/** Names that mean this machine and that no name server can redirect. */
const loopbackNames = ['127.0.0.1', 'localhost', '[::1]']

/** Whether an address that a server listens on is reachable from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
}

/** An address's host as it stands in a URL. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

/** The `Host` header names the server itself: this machine's own names, and the one it was told to listen on. */
export function isOurHost(header: string | undefined, listenHost: string, port: number): boolean {
  if (header === undefined) return false
  const anyAddress = listenHost === '0.0.0.0' || listenHost === '::'
  const names = [...loopbackNames, ...(anyAddress ? [] : [urlHost(listenHost)])]
  if (names.some((name) => header.toLowerCase() === `${name.toLowerCase()}:${port}`)) return true
  // Listening on all addresses: any plain IP address is fine, a name is not, for a name can be made to point here.
  return anyAddress && new RegExp(`^(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:]+\\]):${port}$`, 'i').test(header)
}

/** A page of this very server, and nothing else, may open the link. Browsers always send the header for a WebSocket. */
export function isOurOrigin(origin: string | undefined, hostHeader: string | undefined): boolean {
  return origin !== undefined && hostHeader !== undefined && origin === `http://${hostHeader}`
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** 32 random bytes, safe in an address. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Compares in a time that does not depend on where two texts differ. */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right))
}

/** The secrets that let a browser in. */
export interface Tickets {
  /** A token for one address line: good once. */
  issue(): string
  /**
   * The session of a browser that shows an unused token or a session that was handed out; null for anybody else.
   * `fresh` when the session is new and the browser has to be told.
   */
  admit(token: string | undefined, session: string | undefined): { session: string; fresh: boolean } | null
}

/** Unused tokens that are kept; a further one makes the oldest worthless. */
const MAX_UNUSED_TOKENS = 16

/** Tickets of a server, none issued yet. */
export function createTickets(): Tickets {
  let unused: string[] = []
  const sessions: string[] = []
  return {
    issue() {
      const token = newToken()
      unused = [...unused, token].slice(-MAX_UNUSED_TOKENS)
      return token
    },
    admit(token, session) {
      const known = session === undefined ? undefined : sessions.find((item) => sameSecret(item, session))
      const fits = token === undefined ? undefined : unused.find((item) => sameSecret(item, token))
      // An address is worthless once opened, also in a browser that already had a session.
      if (fits !== undefined) unused = unused.filter((item) => item !== fits)
      if (known !== undefined) return { session: known, fresh: false }
      if (fits === undefined) return null
      const fresh = newToken()
      sessions.push(fresh)
      return { session: fresh, fresh: true }
    },
  }
}

/** One value out of a `Cookie` header. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, ...value] = part.trim().split('=')
    if (key === name) return value.join('=')
  }
  return undefined
}
