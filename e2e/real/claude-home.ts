import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

/** The version that the tests were written against. */
const CLAUDE_VERSION = '2.1.328'

/** Folder that holds the real `claude`: `CLAUDE_BIN_DIR`, or where the test set-up puts it. Undefined when it is not installed. */
export function claudeBinDir(): string | undefined {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  const installed = join(cache, 'dot-agent-deck-dev', `claude-code-${CLAUDE_VERSION}`, 'node_modules', '.bin')
  const folder = process.env['CLAUDE_BIN_DIR'] ?? installed
  return existsSync(join(folder, 'claude')) ? folder : undefined
}

/** Why tests with the real CLI cannot run here; undefined when they can. */
export function whyNoClaude(): string | undefined {
  if (process.platform === 'win32') return 'The tests with the real Claude Code need a POSIX system.'
  return claudeBinDir() === undefined
    ? `Claude Code ${CLAUDE_VERSION} is not installed; \`npm test\` installs it.`
    : undefined
}

/** How a throw-away home is made. */
export interface ClaudeHomeOptions {
  /** Model server's address. */
  modelUrl: string
  /** Folders whose trust dialog is answered in advance. The home's own `work` folder always is, unless `trusted` is false. */
  trust?: string[]
  trusted?: boolean
  /** Arguments for the program; `bypass` runs every tool unasked. */
  permissions?: 'bypass' | 'manual'
}

/** A throw-away home, a work folder in it, and the environment that keeps the real CLI inside of both. */
export interface ClaudeHome {
  home: string
  work: string
  /** Whole environment of the agent; nothing of the tests' own leaks in but the PATH. */
  env: Record<string, string>
  /** Arguments that the permissions ask for. */
  args: string[]
  remove(): Promise<void>
}

/**
 * Makes a home in which Claude Code starts without account, onboarding or network: what the keys answer in advance are a person's
 * own decisions everywhere else, so they belong into tests alone.
 */
export async function makeClaudeHome(options: ClaudeHomeOptions): Promise<ClaudeHome> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'deck-claude-')))
  const work = join(home, 'work')
  await mkdir(work)
  await mkdir(join(home, '.claude'))
  const folders = [...(options.trust ?? []), ...(options.trusted === false ? [] : [work])]
  const projects = Object.fromEntries(folders.map((folder) => [folder, { hasTrustDialogAccepted: true }]))
  const state = { hasCompletedOnboarding: true, theme: 'dark', projects }
  await writeFile(join(home, '.claude.json'), JSON.stringify(state))
  await writeFile(
    join(home, '.claude', 'settings.json'),
    JSON.stringify({ skipDangerousModePermissionPrompt: true }),
  )
  return {
    home,
    work,
    env: {
      HOME: home,
      PATH: `${claudeBinDir() ?? ''}:${process.env['PATH'] ?? ''}`,
      TERM: 'xterm-256color',
      COLORTERM: 'truecolor',
      LANG: 'C.UTF-8',
      ...claudeTestEnv(options.modelUrl),
    },
    args: ['--permission-mode', options.permissions === 'manual' ? 'manual' : 'bypassPermissions'],
    remove: () => rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  }
}

/** The variables that point Claude Code at the model server and keep it off the network. */
export function claudeTestEnv(modelUrl: string): Record<string, string> {
  return {
    ANTHROPIC_BASE_URL: modelUrl,
    ANTHROPIC_AUTH_TOKEN: 'scripted',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    IS_SANDBOX: '1',
  }
}
