/** Installs the packages of the lock file when they are absent or older than it. Uses nothing but Node itself. */
import { existsSync, statSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { step } from './console.mjs'
import { root } from './paths.mjs'
import { mustRun } from './run.mjs'

/** Makes node_modules match package-lock.json. */
export async function ensureDependencies() {
  if (dependenciesAreCurrent(root)) return
  await step('Installing packages (npm ci)', () =>
    mustRun('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      message: 'The packages could not be installed.',
      fix: 'Check the network connection to the npm registry, then run the command again.',
    }),
  )
}

/**
 * npm writes node_modules/.package-lock.json when it has installed. It is current when it is newer than the lock, or
 * when it holds the same packages (a checkout or a copy changes times, not contents).
 */
export function dependenciesAreCurrent(folder) {
  const lock = join(folder, 'package-lock.json')
  const installed = join(folder, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  return statSync(installed).mtimeMs >= statSync(lock).mtimeMs || samePackages(lock, installed)
}

function samePackages(lock, installed) {
  const wanted = JSON.parse(readFileSync(lock, 'utf8')).packages
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = present[path]
    return found ? found.version === entry.version : entry.optional === true
  })
}
