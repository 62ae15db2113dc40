/** The real agent CLIs that tests run against, kept in the shared cache and never in the project's packages. */
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { say, step } from './console.mjs'
import { cacheFolder } from './paths.mjs'
import { run } from './run.mjs'

/**
 * Every CLI with the version that the tests were written against: screens, hooks and events change between versions.
 * `folder` names its place in the cache, together with the version.
 */
export const agentClis = {
  claude: {
    label: 'Claude Code',
    package: '@anthropic-ai/claude-code',
    version: '2.1.328',
    bin: 'claude',
    folder: 'claude-code',
  },
  codex: { label: 'Codex', package: '@openai/codex', version: '0.169.0', bin: 'codex', folder: 'codex' },
  opencode: {
    label: 'OpenCode',
    package: 'opencode-ai',
    version: '1.18.33',
    bin: 'opencode',
    folder: 'opencode',
  },
  gemini: {
    label: 'Gemini CLI',
    package: '@google/gemini-cli',
    version: '0.61.0',
    bin: 'gemini',
    folder: 'gemini',
  },
  qwen: {
    label: 'Qwen Code',
    package: '@qwen-code/qwen-code',
    version: '0.15.10',
    bin: 'qwen',
    folder: 'qwen',
  },
  pi: {
    label: 'Pi',
    package: '@earendil-works/pi-coding-agent',
    version: '0.74.2',
    bin: 'pi',
    folder: 'pi',
  },
  copilot: {
    label: 'Copilot CLI',
    package: '@github/copilot',
    version: '1.0.102',
    bin: 'copilot',
    folder: 'copilot',
  },
  continue: { label: 'Continue', package: '@continuedev/cli', version: '1.5.47', bin: 'cn', folder: 'cn' },
}

/** The CLIs that `npm test` runs short; the others are tried by `npm run test:agents` alone. */
export const everydayClis = ['claude', 'codex', 'opencode', 'gemini', 'copilot', 'pi']

/** The longest that one installation may take, milliseconds; the largest are 400 MB. */
const INSTALL_MS = 600_000

/** The longest that all installations for one stage may take together, milliseconds; measured: 50 s from a near registry. */
const INSTALL_ALL_MS = 300_000

/**
 * Installs CLIs one after the other, as far as the time for all of them goes.
 * @returns {Promise<Record<string, string>>} why some could not be had, by name.
 */
export async function ensureAgentClis(names) {
  const deadline = Date.now() + INSTALL_ALL_MS
  const reasons = {}
  for (const name of names) {
    const found = await ensureAgentCli(name, Math.min(INSTALL_MS, deadline - Date.now()))
    if ('missing' in found) reasons[name] = found.missing
  }
  return reasons
}

/**
 * Installs a CLI unless it is there.
 * @param {keyof typeof agentClis} name
 * @param {number} [timeoutMs] how long that may take; without any time left it is not tried.
 * @returns {Promise<{binDir: string} | {missing: string}>} the folder that holds its program.
 */
export async function ensureAgentCli(name, timeoutMs = INSTALL_MS) {
  const cli = agentClis[name]
  const folder = agentCliFolder(name)
  if (!isInstalled(cli, folder)) {
    const title = `${cli.label} ${cli.version}`
    const failure =
      timeoutMs > 0
        ? await step(`Installing ${title} for tests`, () => install(cli, folder, timeoutMs))
        : 'the time for installing was used up by others'
    if (failure) {
      say(`  It could not be installed (${failure}); the tests against the real agent are skipped.`)
      return { missing: `${title} could not be installed: ${failure}` }
    }
  }
  return { binDir: join(folder, 'node_modules', '.bin') }
}

/** Where a CLI is, or would be, installed. */
export function agentCliFolder(name) {
  const { folder, version } = agentClis[name]
  return join(cacheFolder(), `${folder}-${version}`)
}

function isInstalled(cli, folder) {
  const manifest = join(folder, 'node_modules', ...cli.package.split('/'), 'package.json')
  const program = join(
    folder,
    'node_modules',
    '.bin',
    process.platform === 'win32' ? `${cli.bin}.cmd` : cli.bin,
  )
  if (!existsSync(manifest) || !existsSync(program)) return false
  return JSON.parse(readFileSync(manifest, 'utf8')).version === cli.version
}

/** Installs beside the final place and moves it there, so that an interrupted installation is never taken for a whole one. */
async function install(cli, folder, timeoutMs) {
  const partial = `${folder}.partial-${process.pid}`
  await mkdir(partial, { recursive: true })
  // The version is pinned, and its install script puts the native program in place.
  const manifest = {
    private: true,
    dependencies: { [cli.package]: cli.version },
    allowScripts: { [cli.package]: true },
  }
  await writeFile(join(partial, 'package.json'), JSON.stringify(manifest))
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error']
  const { code, output, timedOut } = await run('npm', args, { cwd: partial, timeoutMs })
  const failure = code === 0 ? undefined : timedOut ? 'it took too long' : lastLine(output)
  if (!failure) {
    await rm(folder, { recursive: true, force: true })
    await rename(partial, folder)
    return isInstalled(cli, folder) ? undefined : 'the package holds no program for this system'
  }
  await rm(partial, { recursive: true, force: true })
  return failure
}

function lastLine(output) {
  const lines = output.split('\n').filter((line) => line.trim() && !line.includes('complete log'))
  return lines.at(-1) ?? 'npm failed'
}
