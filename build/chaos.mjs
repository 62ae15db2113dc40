/**
 * `npm run chaos [-- --seeds N] [--first S] [--tasks N] [--intensity X] [--patience S] [--keep] [--verbose]`: runs of stub agents while app, terminal host,
 * agents and commands are killed at random, disks fill up and writes are torn; counts what was lost or done twice.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main } from './lib/console.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { checkNode } from './lib/node-version.mjs'
import { dist, root } from './lib/paths.mjs'
import { endEverythingOnInterrupt, run } from './lib/run.mjs'

await main(async () => {
  checkNode()
  endEverythingOnInterrupt()
  await ensureDependencies()
  const { bundle } = await import('./bundle.mjs')
  await bundle()
  const { bundleInto } = await import('../e2e/chaos/bundle.mjs')
  const folder = mkdtempSync(join(tmpdir(), 'deck-chaos-bundles-'))
  try {
    const app = await bundleInto('e2e/chaos/deck-process.ts', join(folder, 'app.mjs'))
    const suite = await bundleInto('e2e/chaos/main.ts', join(folder, 'suite.mjs'))
    const agent = join(root, 'e2e', 'chaos', 'agent.mjs')
    const args = [suite, '--bundle', app, '--dist', dist, '--agent', agent, ...process.argv.slice(2)]
    process.exitCode = (await run(process.execPath, args, { output: 'inherit', group: true })).code
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
