/** The real Claude Code that tests run against, kept in the shared cache and never in the project's packages. */
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { say, step } from './console.mjs'
import { cacheFolder } from './paths.mjs'
import { run } from './run.mjs'

/** The version that the tests were written against. Its screens and hooks change between versions. */
export const CLAUDE_CODE_VERSION = '2.1.328'

const PACKAGE = '@anthropic-ai/claude-code'

/** @returns {Promise<{binDir: string} | {missing: string}>} the folder that holds the `claude` program. */
export async function ensureClaudeCode() {
  const folder = join(cacheFolder(), `claude-code-${CLAUDE_CODE_VERSION}`)
  if (!isInstalled(folder)) {
    const failure = await step(`Installing Claude Code ${CLAUDE_CODE_VERSION} for tests`, () =>
      install(folder),
    )
    if (failure) {
      say(`  It could not be installed (${failure}); the tests against the real agent are skipped.`)
      return { missing: `Claude Code ${CLAUDE_CODE_VERSION} could not be installed: ${failure}` }
    }
  }
  return { binDir: join(folder, 'node_modules', '.bin') }
}

function isInstalled(folder) {
  const manifest = join(folder, 'node_modules', ...PACKAGE.split('/'), 'package.json')
  const program = join(folder, 'node_modules', '.bin', process.platform === 'win32' ? 'claude.cmd' : 'claude')
  if (!existsSync(manifest) || !existsSync(program)) return false
  return JSON.parse(readFileSync(manifest, 'utf8')).version === CLAUDE_CODE_VERSION
}

/** Installs beside the final place and moves it there, so that an interrupted installation is never taken for a whole one. */
async function install(folder) {
  const partial = `${folder}.partial-${process.pid}`
  await mkdir(partial, { recursive: true })
  // The version is pinned, and its install script puts the native program in place.
  const manifest = {
    private: true,
    dependencies: { [PACKAGE]: CLAUDE_CODE_VERSION },
    allowScripts: { [PACKAGE]: true },
  }
  await writeFile(join(partial, 'package.json'), JSON.stringify(manifest))
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error']
  const { code, output } = await run('npm', args, { cwd: partial, timeoutMs: 300_000 })
  const failure = code === 0 ? undefined : lastLine(output)
  if (!failure) {
    await rm(folder, { recursive: true, force: true })
    await rename(partial, folder)
    return isInstalled(folder) ? undefined : 'the package holds no program for this system'
  }
  await rm(partial, { recursive: true, force: true })
  return failure
}

function lastLine(output) {
  const lines = output.split('\n').filter((line) => line.trim() && !line.includes('complete log'))
  return lines.at(-1) ?? 'npm failed'
}
