/** Where things are: the checkout, its output, and the cache that all checkouts of one person share. */
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Root of the checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Folder of the bundled program. */
export const dist = join(root, 'dist')

/** Folder of test results and screenshots. */
export const results = join(root, 'test-results')

/** Folder for downloads that outlive a checkout (Electron runtime, real agent for tests). */
export function cacheFolder(env = process.env) {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'dot-agent-deck-dev')
}
