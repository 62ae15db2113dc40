import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { messageOf } from '#shared/message-of'
import { type Deck, createDeck } from '../engine/deck'
import { dataFolder } from '../engine/environment/data-folder'
import { type ControlServer, startControl } from '../link/control'
import { isLoopback } from '../link/gate'
import { installationAt } from '../link/installation'
import { livingAgents } from '../link/living-agents'
import type { LinkSession } from '../link/server'
import { type WebServer, startWebServer } from '../link/web-server'
import { type CliIo, RefusedHere, UsageError, type Verb, exitCode, readArgs } from './args'

/** Serves the window to browsers until it is ended with Ctrl+C. */
export const serveDeck: Verb = async (args, io) => {
  const { values, positionals } = readArgs(args, { port: { type: 'string' }, host: { type: 'string' } }, 1)
  const port = portOf(values.port)
  const host = values.host ?? '127.0.0.1'
  const folder = await folderOf(positionals[0], io)
  const installation = installationAt(import.meta.dirname)
  const home = dataFolder({ env: io.env, platform: process.platform })
  const log = (line: string): void => {
    if (io.env['DOT_AGENT_DECK_DEBUG']) io.stderr(`${line}\n`)
  }

  const windows = new Set<LinkSession>()
  /** Shown to the first window that comes. */
  let waiting = folder
  let web: WebServer | undefined
  const control = await startControl(home, 'serve', async (dir) => {
    if (windows.size === 0) {
      waiting = dir ?? waiting
      return { ok: true, message: `Open ${web?.address() ?? 'the address that serve prints'}` }
    }
    if (dir !== undefined) for (const window of windows) window.push('open-folder', { dir })
    return {
      ok: true,
      message: dir === undefined ? 'The deck is open in a browser.' : `Opened ${dir} in the browser.`,
    }
  }).catch((error: unknown) => {
    throw new RefusedHere(messageOf(error))
  })
  const deck = createDeck({
    home,
    hostName: 'app',
    paths: installation.paths,
    platform: process.platform,
    version: installation.version,
    log,
  })

  try {
    await deck.start()
    web = await startWebServer({
      engine: deck,
      root: installation.window,
      host,
      port,
      log,
      onWindow(session) {
        windows.add(session)
        session.onClose(() => windows.delete(session))
        if (waiting === undefined) return
        session.push('open-folder', { dir: waiting })
        waiting = undefined
      },
    })
  } catch (error) {
    // Agents of an earlier deck have been taken over by now; that there is no address for a window is no reason to end them.
    await deck.detach().catch(() => undefined)
    await control.close()
    throw new RefusedHere(listenProblem(error, host, port))
  }
  if (!isLoopback(host)) {
    io.stderr(
      `Careful: ${host} is reachable from your network, and the connection is not encrypted. ` +
        'Whoever has the address below can run commands as you. An SSH tunnel to 127.0.0.1 is safer.\n',
    )
  }
  io.stdout(`Open ${web.address()}\n`)
  io.stdout('The address works once, in one browser. Press Ctrl+C here to end the deck.\n')
  await untilEnded(deck, web, io)
  return close(deck, web, control)
}

/** Resolves when the person wants the end: at the first Ctrl+C if nothing works, at the second otherwise. */
function untilEnded(deck: Deck, web: WebServer, io: CliIo): Promise<void> {
  return new Promise((resolve) => {
    let asked = false
    const interrupted = async (signal: NodeJS.Signals): Promise<void> => {
      const again = asked
      asked = true
      const agents = await runningAgents(deck)
      // Only Ctrl+C comes from somebody who can be told; a closed terminal or a shutdown does not ask twice.
      if (again || agents.length === 0 || signal !== 'SIGINT') {
        stop()
        io.stderr(agents.length === 0 ? '\n' : '\nEnding every agent.\n')
        return resolve()
      }
      io.stderr(
        `\nStill here: ${agents.join(', ')}.\nPress Ctrl+C again to stop ${agents.length === 1 ? 'it' : 'them'} and end the deck, ` +
          `or go on at ${web.address()}\n`,
      )
    }
    const stop = io.onInterrupt((signal) => void interrupted(signal))
  })
}

/** Agents that would be ended, with those in the middle of something marked. */
async function runningAgents(deck: Deck): Promise<string[]> {
  return livingAgents(await deck.runsAtStake()).map(
    (agent) => `${agent.role} (${agent.project}${agent.busy ? ', working' : ''})`,
  )
}

async function close(deck: Deck, web: WebServer, control: ControlServer): Promise<number> {
  await web.close()
  await deck.closeAll('quit')
  await control.close()
  return exitCode.accepted
}

function portOf(text: string | undefined): number {
  if (text === undefined) return 0
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new UsageError('--port must be a number from 0 to 65535.')
  return port
}

async function folderOf(argument: string | undefined, io: CliIo): Promise<string | undefined> {
  if (argument === undefined) return undefined
  const dir = resolve(io.cwd, argument)
  const info = await stat(dir).catch(() => null)
  if (!info?.isDirectory()) throw new RefusedHere(`There is no folder ${dir}. Check the path.`)
  return dir
}

function listenProblem(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Choose another with --port, or leave it out.`
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${host}. Leave --host out for 127.0.0.1.`
  if (code === 'EACCES') return `Port ${port} may not be used. Choose one above 1023.`
  return messageOf(error)
}
