/** Debian packages that Electron and the end-to-end tests need: installed as root, otherwise named with the command. */
import { existsSync } from 'node:fs'
import { say, step } from './console.mjs'
import { findProgram } from './programs.mjs'
import { mustRun, run } from './run.mjs'

/** Libraries that an Electron window needs. Newer releases call some of them `<name>t64`. */
const WINDOW = [
  ...['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libnotify4', 'libatspi2.0-0', 'libdrm2'],
  ...['libxkbcommon0', 'libxtst6', 'libcups2', 'libatk-bridge2.0-0', 'dbus', 'fonts-dejavu-core'],
]

/** A screen and a browser for tests, and git, which the product works with. */
const TESTS = ['xvfb', 'xauth', 'git']

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Installs what an Electron window needs. */
export async function ensureWindowPackages() {
  await ensure(WINDOW, 'the app may not be able to open its window')
}

/** Installs what the tests need. */
export async function ensureTestPackages() {
  const browser = BROWSERS.some((name) => findProgram(name)) ? [] : ['chromium']
  await ensure([...WINDOW, ...TESTS, ...browser], 'end-to-end tests that need them are skipped or fail')
}

async function ensure(names, consequence) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return
  const installed = await installedPackages()
  const missing = names.filter((name) => !installed.has(name) && !installed.has(`${name}t64`))
  if (missing.length === 0) return
  if (process.getuid?.() !== 0) {
    say(`System packages are missing, ${consequence}. Install them with:`)
    say(`  sudo apt-get install -y ${missing.join(' ')}`)
    return
  }
  await step(`Installing system packages: ${missing.join(' ')}`, () => install(missing))
}

async function installedPackages() {
  const { output } = await run('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n'])
  const lines = output.split('\n').filter((line) => line.endsWith(' installed'))
  return new Set(lines.map((line) => line.split(' ')[0]))
}

async function install(missing) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const problem = {
    message: 'System packages could not be installed.',
    fix: `Run this and then the command again: apt-get update && apt-get install -y ${missing.join(' ')}`,
  }
  await mustRun('apt-get', ['update', '-q'], problem, { env })
  const names = await Promise.all(missing.map(currentName))
  await mustRun('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], problem, { env })
}

/** Under which of its two names this release of the system has a package. */
async function currentName(name) {
  const { output } = await run('apt-cache', ['policy', `${name}t64`])
  return /Candidate: (?!\(none\))/.test(output) ? `${name}t64` : name
}
