import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Root of the checkout: what is opened with Electron, and where `dist` lies. */
export const ROOT = join(import.meta.dirname, '..', '..')

/** A program that a project needs, or why it is not there. */
export type Runtime = { path: string } | { missing: string }

const hint = 'Run the specs with: npm run e2e'

/** The browser that the `web` project opens: what the set-up found, or the system's. */
export function chromiumRuntime(env = process.env): Runtime {
  return runtime(env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', env['CHROMIUM_MISSING'], 'Chromium')
}

/** The Electron of the `electron` project, as the set-up found it. */
export function electronRuntime(env = process.env): Runtime {
  return runtime(env['ELECTRON_PATH'], env['ELECTRON_MISSING'], 'Electron')
}

function runtime(path: string | undefined, missing: string | undefined, name: string): Runtime {
  if (missing) return { missing: `${name}: ${missing}` }
  if (path === undefined || !existsSync(path)) return { missing: `${name} was not found. ${hint}` }
  return { path }
}

/** Chromium and Electron refuse to start their sandbox as root. */
export const sandboxArguments: readonly string[] =
  process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
