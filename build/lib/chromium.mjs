/** Finds the browser for the `web` end-to-end tests. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { step } from './console.mjs'
import { findProgram } from './programs.mjs'
import { packageProgram, run } from './run.mjs'

/** @returns {Promise<{path: string} | {missing: string}>} a Chromium of the system, or Playwright's own. */
export async function ensureChromium(env = process.env) {
  const found = systemBrowsers(env).find((path) => path && existsSync(path)) ?? (await playwrightBrowser())
  if (found) return { path: found }
  const cli = packageProgram('playwright')
  await step('Downloading Chromium for tests', () =>
    run(process.execPath, [cli, 'install', 'chromium'], { timeoutMs: 300_000 }),
  )
  const downloaded = await playwrightBrowser()
  return downloaded
    ? { path: downloaded }
    : { missing: 'no Chromium or Chrome was found or could be downloaded' }
}

function systemBrowsers(env) {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const windows = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean)
  return [
    env.CHROMIUM_PATH,
    ...names.map((name) => findProgram(name, env)),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...windows.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
  ]
}

async function playwrightBrowser() {
  const { chromium } = await import('playwright')
  const path = chromium.executablePath()
  return existsSync(path) ? path : undefined
}
