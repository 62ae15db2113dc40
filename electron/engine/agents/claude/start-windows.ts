import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { posix, win32 } from 'node:path'
import { readArguments } from './arguments'
import { isRecord } from './settings'
import { SHIM_MARK } from './shim-posix'

/** What `prepare` wrote down for one start; the same facts that the POSIX shim has in its text. */
export interface StartFacts {
  claim: string
  settings: string
  mergedSettings: string
  prompt?: string
  sessionId: string
  resume?: string
  /** Names of the variables that the hook entry needs and the agent must not have. */
  hookEnv: string[]
}

/** Everything a start decides upon. */
export interface StartInput {
  args: readonly string[]
  facts: StartFacts
  /** Whether both standard input and output are a terminal. */
  terminal: boolean
  firstPrompt: string | undefined
  /** Claims the first interactive start; true for one caller only. */
  claim(): boolean
  /** Merges the person's settings with ours; answers the file to use. */
  merge(theirs: string): string
}

/** The arguments of the real program, and whether it carries the deck's identity. */
export function planStart(input: StartInput): { args: string[]; plain: boolean } {
  const read = readArguments(input.args)
  if (read.plain || !input.terminal || !input.claim()) return { args: [...input.args], plain: true }
  const settings = read.settings === undefined ? input.facts.settings : input.merge(read.settings)
  const args = [...read.rest, '--settings', settings]
  if (!read.choosesSession) {
    args.push(
      ...(input.facts.resume === undefined
        ? ['--session-id', input.facts.sessionId]
        : ['--resume', input.facts.resume]),
    )
  }
  const prompts = [read.prompt, input.firstPrompt].filter((prompt) => prompt !== undefined)
  if (prompts.length > 0) args.push('--', prompts.join('\n\n'))
  return { args, plain: false }
}

/** Finds the real program on a PATH, past every shim folder. */
export function findReal(
  path: string,
  names: readonly string[],
  platform: NodeJS.Platform,
  exists: (file: string) => boolean = existsSync,
): string | undefined {
  const { join, delimiter } = platform === 'win32' ? win32 : posix
  for (const folder of path.split(delimiter).filter((entry) => entry !== '')) {
    if (exists(join(folder, SHIM_MARK))) continue
    const found = names.map((name) => join(folder, name)).find((file) => exists(file))
    if (found !== undefined) return found
  }
  return undefined
}

/** Does on Windows what the POSIX shim does in `sh`. Answers the real program's exit code. */
export async function startClaude(
  factsFile: string,
  args: readonly string[],
  mergeFiles: (ours: string, theirs: string, target: string) => void,
): Promise<number> {
  const facts = readFacts(factsFile)
  const path = Object.entries(process.env).find(([name]) => name.toLowerCase() === 'path')?.[1] ?? ''
  const real = findReal(path, ['claude.exe', 'claude.cmd', 'claude'], process.platform)
  if (facts === undefined || real === undefined) {
    process.stderr.write('claude: command not found. Install Claude Code, or put its folder on the PATH.\n')
    return 127
  }
  const plan = planStart({
    args,
    facts,
    terminal: process.stdin.isTTY && process.stdout.isTTY,
    firstPrompt: facts.prompt === undefined ? undefined : readFileSync(facts.prompt, 'utf8'),
    claim: () => claim(facts.claim),
    merge: (theirs) =>
      mergeOr(theirs, () => mergeFiles(facts.settings, theirs, facts.mergedSettings), facts.mergedSettings),
  })
  const drop = (name: string): boolean =>
    facts.hookEnv.includes(name) || (plan.plain && /^DOT_AGENT_DECK_/i.test(name))
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !drop(name)))
  return run(real, plan.args, env)
}

function claim(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch {
    return false
  }
}

/** The merged file, or the person's own settings when the merge fails: theirs must never be lost. */
function mergeOr(theirs: string, merge: () => void, merged: string): string {
  try {
    merge()
    return merged
  } catch {
    return theirs
  }
}

function readFacts(file: string): StartFacts | undefined {
  const raw: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!isRecord(raw)) return undefined
  const text = (key: string): string => (typeof raw[key] === 'string' ? raw[key] : '')
  const prompt = text('prompt')
  const resume = text('resume')
  return {
    claim: text('claim'),
    settings: text('settings'),
    mergedSettings: text('mergedSettings'),
    sessionId: text('sessionId'),
    hookEnv: Array.isArray(raw['hookEnv']) ? raw['hookEnv'].filter((name) => typeof name === 'string') : [],
    ...(prompt === '' ? {} : { prompt }),
    ...(resume === '' ? {} : { resume }),
  }
}

function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  // A batch file needs the command interpreter, an executable must not go through it.
  const child = spawn(file, args, { stdio: 'inherit', env, shell: /\.(cmd|bat)$/i.test(file) })
  // The console sends Ctrl+C to both; only the agent may act on it.
  process.on('SIGINT', () => undefined)
  return new Promise((resolve) => {
    child.once('error', () => resolve(127))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
