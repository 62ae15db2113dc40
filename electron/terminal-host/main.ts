/**
 * Entry of the terminal host: `terminal-host --dir <folder> [--linger <ms>] [--ends-with-app]`.
 *
 * Runs under plain Node and under Electron with ELECTRON_RUN_AS_NODE, detached from the app that started it.
 */
import { parseArgs } from 'node:util'
import { startHost } from './host'
import { DEFAULT_LINGER_MS } from './idle-exit'
import { AlreadyServed } from './listen'

const { values } = parseArgs({
  options: { dir: { type: 'string' }, linger: { type: 'string' }, 'ends-with-app': { type: 'boolean' } },
})
const { dir } = values
const lingerMs = values.linger === undefined ? DEFAULT_LINGER_MS : Number(values.linger)

if (dir === undefined || !Number.isFinite(lingerMs)) {
  process.stderr.write('Usage: terminal-host --dir <folder> [--linger <milliseconds>] [--ends-with-app]\n')
  process.exit(2)
}

// The host outlives the terminal and the app it was started from.
process.on('SIGHUP', () => undefined)
// One broken session must not take the other agents with it.
process.on('uncaughtException', report)
process.on('unhandledRejection', report)

try {
  await startHost({
    dir,
    lingerMs,
    endsWithApp: values['ends-with-app'] ?? false,
    platform: process.platform,
    exit: () => process.exit(0),
  })
} catch (error) {
  if (error instanceof AlreadyServed) process.exit(0)
  report(error)
  process.exit(1)
}

function report(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${new Date().toISOString()} ${text}\n`)
}
