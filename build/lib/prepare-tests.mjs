/** Everything that must be there before tests run. */
import { bundle } from '../bundle.mjs'
import { ensureAgentCli } from './agent-clis.mjs'
import { ensureTestPackages } from './system-packages.mjs'
import { cleanEnvironment, endToEndEnvironment } from './test-environment.mjs'

/**
 * Installs and bundles what the tests need.
 * @returns {Promise<{env: NodeJS.ProcessEnv, unavailable: string[]}>} the tests' environment, and what could not be had.
 */
export async function prepareTests() {
  await ensureTestPackages()
  await bundle()
  const found = await endToEndEnvironment()
  const claude = await ensureAgentCli('claude')
  const agents = 'binDir' in claude ? { CLAUDE_BIN_DIR: claude.binDir } : { CLAUDE_MISSING: claude.missing }
  const unavailable = [found.CHROMIUM_MISSING, found.ELECTRON_MISSING, agents.CLAUDE_MISSING].filter(Boolean)
  return { env: cleanEnvironment({ ...found, ...agents }), unavailable }
}
