/** `npm run demo`: the demo team, in the terminal. */
import { join } from 'node:path'
import { main } from './lib/console.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { checkNode } from './lib/node-version.mjs'
import { passThrough } from './lib/pass-through.mjs'
import { dist } from './lib/paths.mjs'

await main(async () => {
  checkNode()
  await ensureDependencies()
  const { bundle } = await import('./bundle.mjs')
  await bundle()
  await passThrough(process.execPath, [join(dist, 'cli.js'), 'demo', ...process.argv.slice(2)])
})
