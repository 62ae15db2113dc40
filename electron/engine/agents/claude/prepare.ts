import { randomUUID } from 'node:crypto'
import { access, chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LaunchAdditions, LaunchContext } from '../adapter'
import { defuse, plainInput } from '../text'
import { hookSettings } from './settings'
import { posixShim, SHIM_MARK, shellJoin, type ShimFacts } from './shim-posix'
import { windowsShim } from './shim-windows'

/** Longest first prompt that travels as one argument, bytes of UTF-8. Linux takes 128 KiB, Windows 32 Ki characters for the whole line. */
const MAX_ARGUMENT = { posix: 100_000, win32: 8_000 }

/** Writes the shim folder and the settings of one start of Claude Code into `agentDir`, replacing those of an earlier start. */
export async function prepareClaude(context: LaunchContext): Promise<LaunchAdditions> {
  const windows = context.platform === 'win32'
  const sessionId = context.resume ?? randomUUID()
  // A name of its own for each start, so that a restart in the same folder has its own claim.
  const dir = join(context.agentDir, `claude-${randomUUID().slice(0, 8)}`)
  const shims = join(dir, 'bin')
  await mkdir(shims, { recursive: true, mode: 0o700 })

  const first = context.firstPrompt === undefined ? undefined : defuse(plainInput(context.firstPrompt))
  const limit = windows ? MAX_ARGUMENT.win32 : MAX_ARGUMENT.posix
  const passed = first !== undefined && first !== '' && Buffer.byteLength(first) <= limit
  const facts: ShimFacts = {
    claim: join(dir, 'claimed'),
    settings: join(dir, 'settings.json'),
    mergedSettings: join(dir, 'settings-merged.json'),
    prompt: passed ? join(dir, 'first-prompt.txt') : undefined,
    sessionId,
    resume: context.resume,
    hookCommand: withEnv(context.hookCommand, context.hookEnv, windows),
  }

  await write(join(shims, SHIM_MARK), '')
  if (facts.prompt !== undefined) await write(facts.prompt, first ?? '')
  if (windows) {
    const hookFile = join(dir, 'hook.cmd')
    const shim = windowsShim(context.hookCommand, context.hookEnv, join(dir, 'shim.json'))
    await write(hookFile, shim.hook)
    await write(join(shims, 'claude.cmd'), shim.start)
    await write(join(dir, 'shim.json'), JSON.stringify({ ...facts, hookEnv: Object.keys(context.hookEnv) }))
    await write(facts.settings, JSON.stringify(hookSettings(`"${hookFile}" claude`)))
  } else {
    await write(facts.settings, JSON.stringify(hookSettings(shellJoin([...facts.hookCommand, 'claude']))))
    await write(join(shims, 'claude'), posixShim(facts))
    await chmod(join(shims, 'claude'), 0o700)
  }
  return {
    pathFolders: [shims],
    env: {},
    sessionId,
    shimmed: true,
    firstPromptPassed: passed,
    carried: () => exists(facts.claim),
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

function write(file: string, text: string): Promise<void> {
  return writeFile(file, text, { mode: 0o600 })
}

/** The hook's arguments with its environment in front, where `env` can do that. */
function withEnv(command: readonly string[], env: Record<string, string>, windows: boolean): string[] {
  const pairs = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  return windows || pairs.length === 0 ? [...command] : ['env', ...pairs, ...command]
}
