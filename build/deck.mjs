/** `npm run -s deck -- <verb> ...`: the dot-agent-deck command from a checkout, bundled first when a source has changed. */
import { join } from 'node:path'
import { main, sayOnStderr } from './lib/console.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { checkNode } from './lib/node-version.mjs'
import { passThrough } from './lib/pass-through.mjs'
import { dist } from './lib/paths.mjs'

sayOnStderr()

await main(async () => {
  checkNode()
  await ensureDependencies()
  const { bundle } = await import('./bundle.mjs')
  await bundle()
  // Paths are meant from where the person is, which npm passes on in INIT_CWD.
  await passThrough(process.execPath, [join(dist, 'cli.js'), ...process.argv.slice(2)], process.env.INIT_CWD)
})
