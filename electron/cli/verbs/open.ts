import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { dataFolder } from '../../engine/environment/data-folder'
import { askToOpen } from '../../link/control'
import { RefusedHere, type Verb, exitCode, readArgs } from '../args'

/** `open [folder]`: shows a project in the deck that runs, or starts the app. */
export const open: Verb = async (args, io) => {
  const { positionals } = readArgs(args, {}, 1)
  const dir = positionals[0] === undefined ? undefined : resolve(io.cwd, positionals[0])
  if (dir !== undefined) {
    const info = await stat(dir).catch(() => null)
    if (!info) throw new RefusedHere(`There is no folder ${dir}. Check the path.`)
    if (!info.isDirectory()) throw new RefusedHere(`${dir} is a file. Name the folder that it is in.`)
  }
  const reply = await askToOpen(dataFolder({ env: io.env, platform: process.platform }), dir)
  if (reply) {
    if (!reply.ok) throw new RefusedHere(reply.message)
    io.stdout(`${reply.message}\n`)
    return exitCode.accepted
  }
  if (!process.versions.electron) {
    const folder = dir === undefined ? '' : ` "${dir}"`
    throw new RefusedHere(
      'DOT Agent Deck is not running.\n' +
        `Start the app with:            npm start${folder && ` --${folder}`}\n` +
        `or serve it to a browser with: dot-agent-deck serve${folder}`,
    )
  }
  // This command runs inside the app's own program; without the variable the same program is the app.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = io.env
  const child = spawn(process.execPath, dir === undefined ? [] : [dir], {
    env,
    detached: true,
    stdio: 'ignore',
  })
  await new Promise<void>((started, failed) => {
    child.once('spawn', started)
    child.once('error', failed)
  })
  child.unref()
  io.stdout(dir === undefined ? 'Starting DOT Agent Deck.\n' : `Starting DOT Agent Deck on ${dir}\n`)
  return exitCode.accepted
}
