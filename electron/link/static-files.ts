import { realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

/** Content types of what the window is built from; anything else is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** A file of the window, ready to be read. */
export interface Asset {
  file: string
  type: string
}

/**
 * The file behind an address, or null when it is not one of the window's. The address is hostile: what is decoded
 * from it must name a file inside `root`, also after every link on the way has been followed.
 */
export async function findAsset(root: string, pathname: string): Promise<Asset | null> {
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (!path.startsWith('/') || /[\0\\:]/.test(path) || path.split('/').includes('..')) return null
  const name = path === '/' ? '/index.html' : path
  const type = contentTypes[extname(name)]
  if (!type) return null
  try {
    const top = await realpath(root)
    const file = await realpath(join(top, name))
    if (!file.startsWith(top + sep) || !(await stat(file)).isFile()) return null
    return { file, type }
  } catch {
    return null
  }
}

/**
 * Headers of everything that a window loads. Styles may be inline because the terminal writes its own; scripts may
 * not. `connect` names what the page may talk to besides its own origin.
 */
export function pageHeaders(connect: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    ["connect-src 'self'", ...connect].join(' '),
    "object-src 'none'",
    "base-uri 'self'",
    "frame-ancestors 'none'",
    "form-action 'none'",
  ]
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  }
}
