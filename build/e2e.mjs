/** `npm run e2e [-- --project=web|electron] [playwright arguments]`: the end-to-end tests alone. */
import { main } from './lib/console.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { checkNode } from './lib/node-version.mjs'
import { endEverythingOnInterrupt } from './lib/run.mjs'

await main(async () => {
  checkNode()
  endEverythingOnInterrupt()
  await ensureDependencies()
  const { prepareTests } = await import('./lib/prepare-tests.mjs')
  const { playwrightTests } = await import('./lib/test-stages.mjs')
  const { env } = await prepareTests()
  process.exitCode = await playwrightTests(process.argv.slice(2), env)
})
