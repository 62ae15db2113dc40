import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Whether native notifications can be shown. On Linux they go over the session's message bus, and without one the call
 * blocks the whole app until it times out.
 */
export function canNotify(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  exists: (path: string) => boolean = existsSync,
): boolean {
  if (platform !== 'linux') return true
  const address = env['DBUS_SESSION_BUS_ADDRESS']
  // Some set-ups say "disabled:" to mean that there is none.
  if (address) return address.includes('=')
  const runtime = env['XDG_RUNTIME_DIR']
  return runtime !== undefined && exists(join(runtime, 'bus'))
}
