/** Installs the packages of the lock file when they are absent or older than it. Uses nothing but Node itself. */
import { existsSync, statSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Problem, step } from './console.mjs'
import { root } from './paths.mjs'
import { run } from './run.mjs'

/** Makes node_modules match package-lock.json. */
export async function ensureDependencies() {
  if (dependenciesAreCurrent(root)) return
  await step('Installing packages (npm ci)', async () => {
    const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
    if (code !== 0) throw installProblem(output)
  })
}

/** Tells a lock file that does not fit package.json from a registry that cannot be reached. */
export function installProblem(output) {
  const message = 'The packages could not be installed.'
  const reasons = output.split('\n').slice(0, 12).join('\n')
  if (output.includes('EUSAGE') && output.includes('in sync')) {
    return new Problem(
      message,
      'package-lock.json does not fit package.json: run npm install, and commit both.',
      reasons,
    )
  }
  return new Problem(
    message,
    'Check the connection to the npm registry, then run the command again.',
    reasons,
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
