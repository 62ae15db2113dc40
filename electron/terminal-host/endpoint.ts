/** Where a terminal host listens: two sockets in its folder, or two named pipes on Windows. */
import { createHash } from 'node:crypto'
import { join as posixJoin } from 'node:path/posix'

/** Longest socket path used, in bytes: macOS allows 104 with the closing NUL. */
export const MAX_SOCKET_PATH_BYTES = 100

/** The two endpoints of one host. */
export interface Endpoints {
  /** The app attaches here. */
  control: string
  /** The agents' CLI posts here. */
  post: string
  /** Folder that must exist with mode 0700 before listening; absent for named pipes. */
  folder?: string
}

/** What the names depend on; passed in so that every platform can be tested anywhere. */
export interface EndpointContext {
  platform: NodeJS.Platform
  /** The system's folder for temporary files, used when the host's own path is too long. */
  tmp: string
  /** Numeric user id, so that two users do not share a folder; absent on Windows. */
  uid?: number
  /** Random text for the pipe names, which no folder protects. */
  random: string
}

/** Names the endpoints of the host whose folder is `dir`. */
export function endpointsFor(dir: string, context: EndpointContext): Endpoints {
  const digest = createHash('sha256').update(dir).digest('hex').slice(0, 16)
  if (context.platform === 'win32') {
    const prefix = `\\\\.\\pipe\\dot-agent-deck-${digest}-${context.random}`
    return { control: `${prefix}-host`, post: `${prefix}-post` }
  }
  const folder = fits(dir) ? dir : posixJoin(context.tmp, `dot-agent-deck-${context.uid ?? 0}-${digest}`)
  return { control: posixJoin(folder, 'host.sock'), post: posixJoin(folder, 'post.sock'), folder }
}

function fits(dir: string): boolean {
  return Buffer.byteLength(posixJoin(dir, 'host.sock')) <= MAX_SOCKET_PATH_BYTES
}
