import { randomUUID } from 'node:crypto'
import { access, chmod, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { WITHOUT_OWN_CERTIFICATES } from '../../environment/own-certificates'
import type { LaunchAdditions, LaunchContext } from '../adapter'
import { defuse, plainInput } from '../text'
import type { CommandLine } from './command-line'
import { posixShim, PROMPT_LEFT, SHIM_MARK, shellJoin, type ShimFacts } from './posix'
import { windowsShim } from './windows'

/** Longest first prompt that travels as one argument, bytes of UTF-8. Linux takes 128 KiB, Windows 32 Ki characters for the whole line. */
const MAX_ARGUMENT = { posix: 100_000, win32: 8_000 }

/** What an adapter wants to have added to the start of its program. */
export interface ShimWish {
  args?: readonly string[]
  /** Arguments that are added unless the person's choose the session. */
  sessionArgs?: readonly string[]
  /** Variables for the program alone, unless the person has set them. */
  env?: Readonly<Record<string, string>>
  /** File with settings that are merged with the person's, where the command line has an option for them. */
  settings?: string
  /** The session id that the agent will have unless its command names another. */
  sessionId?: string
  /** Makes plain words of a first prompt; `defuse` when left out. */
  defuse?: (text: string) => string
}

/** The folder of one start, inside of the agent's own. */
export interface ShimFolder {
  /** Writes a file that nobody else may read, and gives its path. */
  write(name: string, text: string): Promise<string>
  /** A command line that runs the hook entry with these words. */
  hookLine(...words: string[]): Promise<string>
  /** Arguments that run the hook entry, its environment included where the system has `env`. */
  hookCommand: string[]
  /** Writes the shim. */
  finish(wish: ShimWish): Promise<LaunchAdditions>
}

/** Makes the folder for one start of a CLI. An earlier start in the same agent's folder keeps its own. */
export async function shimFolder(cli: CommandLine, context: LaunchContext): Promise<ShimFolder> {
  const windows = context.platform === 'win32'
  const dir = join(context.agentDir, `${cli.program}-${randomUUID().slice(0, 8)}`)
  const shims = join(dir, 'bin')
  await mkdir(shims, { recursive: true, mode: 0o700 })
  await write(join(shims, SHIM_MARK), '')
  const hookCommand = withEnv(context.hookCommand, context.hookEnv, windows)
  const batches = windowsShim(context.hookCommand, context.hookEnv, join(dir, 'shim.json'))

  const writeOwn = async (name: string, text: string): Promise<string> => {
    const file = join(dir, name)
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await write(file, text)
    return file
  }
  return {
    hookCommand,
    write: writeOwn,
    hookLine: async (...words) => {
      if (!windows) return shellJoin([...hookCommand, ...words])
      return [`"${await writeOwn('hook.cmd', batches.hook)}"`, ...words].join(' ')
    },
    finish: async (wish) => {
      const words = wish.defuse ?? defuse
      const first = context.firstPrompt === undefined ? '' : words(plainInput(context.firstPrompt))
      const limit = windows ? MAX_ARGUMENT.win32 : MAX_ARGUMENT.posix
      const passed = first !== '' && Buffer.byteLength(first) <= limit
      const facts: ShimFacts = {
        claim: join(dir, 'claimed'),
        prompt: passed ? await writeOwn('first-prompt.txt', first) : undefined,
        args: wish.args ?? [],
        sessionArgs: wish.sessionArgs ?? [],
        env: wish.env ?? {},
        hookCommand,
        ...(wish.settings === undefined
          ? {}
          : { settings: { ours: wish.settings, merged: join(dir, 'settings-merged.json') } }),
      }
      if (windows) {
        await write(join(shims, `${cli.program}.cmd`), batches.start)
        await writeOwn('shim.json', JSON.stringify({ cli, facts, hookEnv: Object.keys(context.hookEnv) }))
      } else {
        await write(join(shims, cli.program), posixShim(cli, facts))
        await chmod(join(shims, cli.program), 0o700)
      }
      return {
        pathFolders: [shims],
        env: {},
        ...(wish.sessionId === undefined ? {} : { sessionId: wish.sessionId }),
        shimmed: true,
        firstPromptPassed: passed,
        carried: () => exists(facts.claim),
        promptLeft: () => exists(join(facts.claim, PROMPT_LEFT)),
      }
    },
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
  const pairs = Object.entries({ ...WITHOUT_OWN_CERTIFICATES, ...env }).map(
    ([name, value]) => `${name}=${value}`,
  )
  return windows ? [...command] : ['env', ...pairs, ...command]
}
