/** What tests are told through their environment about the programs that were found for them. */
import { ensureChromium } from './chromium.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { say } from './console.mjs'
import { hasDisplay } from './display.mjs'
import { findProgram } from './programs.mjs'

const NO_DISPLAY = 'there is no display, and xvfb-run, which makes one for tests, is not installed'

/**
 * Finds Chromium and Electron for end-to-end tests.
 * CHROMIUM_PATH, or CHROMIUM_MISSING with the reason; ELECTRON_OVERRIDE_DIST_PATH and ELECTRON_PATH, or ELECTRON_MISSING.
 */
export async function endToEndEnvironment() {
  const chromium = await ensureChromium()
  const electron = hasDisplay() || findProgram('xvfb-run') ? await ensureElectron() : { missing: NO_DISPLAY }
  const env = {
    ...('path' in chromium ? { CHROMIUM_PATH: chromium.path } : { CHROMIUM_MISSING: chromium.missing }),
    ...('path' in electron
      ? { ELECTRON_OVERRIDE_DIST_PATH: electron.folder, ELECTRON_PATH: electron.path }
      : { ELECTRON_MISSING: electron.missing }),
  }
  if ('path' in electron) say(`Electron ${electron.version} (${electron.source}), ${electron.path}`)
  for (const name of ['CHROMIUM_MISSING', 'ELECTRON_MISSING']) if (env[name]) say(`${name}: ${env[name]}`)
  return env
}

/** The environment without what would make a test's Electron start as plain Node. */
export function cleanEnvironment(additions) {
  const env = { ...process.env, ...additions }
  delete env.ELECTRON_RUN_AS_NODE
  delete env.NODE_OPTIONS
  return env
}
