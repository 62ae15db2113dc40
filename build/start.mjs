/** `npm start [-- <folder>]`: installs what is missing, bundles, and opens the app, or serves it where there is no display. */
import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { main, Problem, say } from './lib/console.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { hasDisplay, sandboxArguments } from './lib/display.mjs'
import { checkNode } from './lib/node-version.mjs'
import { dist, root } from './lib/paths.mjs'
import { passThrough } from './lib/pass-through.mjs'

await main(async () => {
  checkNode()
  const folder = folderArgument(process.argv.slice(2))
  await ensureDependencies()
  const { bundle } = await import('./bundle.mjs')
  await bundle()
  const runtime = await electron()
  if ('missing' in runtime) {
    say(`The window cannot be opened: ${runtime.missing}. Serving the same interface to a browser instead.`)
    await passThrough(process.execPath, [join(dist, 'serve.js'), ...folder])
  } else {
    say(`Opening the app (Electron ${runtime.version}, ${runtime.source}).`)
    await passThrough(runtime.path, [...sandboxArguments(), root, ...folder])
  }
})

async function electron() {
  if (!hasDisplay()) return { missing: 'there is no display' }
  const { ensureWindowPackages } = await import('./lib/system-packages.mjs')
  const { ensureElectron } = await import('./lib/electron-runtime.mjs')
  await ensureWindowPackages()
  return ensureElectron()
}

/** The folder is meant from where the person is, which npm passes on in INIT_CWD. */
function folderArgument([given]) {
  if (given === undefined) return []
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), given)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Problem(
      `${folder} is not a folder.`,
      'Give the path of a project folder: npm start -- <folder>',
    )
  }
  return [folder]
}
