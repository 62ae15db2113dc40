import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, posix, win32 } from 'node:path'
import { readArguments, type CommandLine } from './command-line'
import { notFound, PROMPT_LEFT, SHIM_MARK, type ShimFacts } from './posix'
import { readStartFacts } from './start-facts'

/** What `prepare` writes down for one start on Windows: the same that the POSIX shim has in its text. */
export interface StartFacts {
  cli: CommandLine
  facts: Omit<ShimFacts, 'hookCommand'>
  /** Names of the variables that the hook entry needs and the agent must not have. */
  hookEnv: readonly string[]
}

/** Everything a start decides upon. */
export interface StartInput {
  cli: CommandLine
  args: readonly string[]
  facts: Pick<ShimFacts, 'args' | 'sessionArgs'> & { settings?: string | undefined }
  /** Whether both standard input and output are a terminal. */
  terminal: boolean
  firstPrompt: string | undefined
  /** Claims the first interactive start; true for one caller only. */
  claim(): boolean
  /** Merges the person's settings with ours; answers the file to use. */
  merge(theirs: string): string
}

/**
 * The arguments of the real program, and whether it starts without the deck's additions and identity; `promptLeft` when it has
 * no place for a prompt.
 */
export function planStart(input: StartInput): { args: string[]; plain: boolean; promptLeft?: true } {
  const { cli, facts } = input
  const read = readArguments(cli, input.args)
  if (read.plain || !input.terminal || !input.claim()) return { args: [...input.args], plain: true }
  const args = [...read.rest, ...facts.args]
  if (cli.settingsOption !== undefined && facts.settings !== undefined) {
    args.push(cli.settingsOption, read.settings === undefined ? facts.settings : input.merge(read.settings))
  }
  if (!read.choosesSession) args.push(...facts.sessionArgs)
  if (read.asksSession) return { args, plain: false, promptLeft: true }
  const prompts = [read.prompt, input.firstPrompt].filter((prompt) => prompt !== undefined)
  if (prompts.length > 0) args.push(...promptArguments(cli, prompts.join('\n\n')))
  return { args, plain: false }
}

function promptArguments(cli: CommandLine, prompt: string): string[] {
  if (cli.promptAs === 'behind-dashes') return ['--', prompt]
  if (cli.promptAs === 'last-word') return [prompt.startsWith('-') ? ` ${prompt}` : prompt]
  return [`${cli.promptAs.option}=${prompt}`]
}

/** Finds the real program on a PATH, past every shim folder. */
export function findReal(
  path: string,
  names: readonly string[],
  platform: NodeJS.Platform,
  exists: (file: string) => boolean = existsSync,
): string | undefined {
  const { join: joined, delimiter } = platform === 'win32' ? win32 : posix
  for (const folder of path.split(delimiter).filter((entry) => entry !== '')) {
    if (exists(joined(folder, SHIM_MARK))) continue
    const found = names.map((name) => joined(folder, name)).find((file) => exists(file))
    if (found !== undefined) return found
  }
  return undefined
}

/** Does on Windows what the POSIX shim does in `sh`. Answers the real program's exit code. */
export async function startAgent(
  factsFile: string,
  args: readonly string[],
  mergeFiles: (ours: string, theirs: string, target: string) => void,
): Promise<number> {
  const { cli, facts, hookEnv } = readStartFacts(JSON.parse(readFileSync(factsFile, 'utf8')))
  const path = Object.entries(process.env).find(([name]) => name.toLowerCase() === 'path')?.[1] ?? ''
  const { program } = cli
  const real = findReal(path, [`${program}.exe`, `${program}.cmd`, program], process.platform)
  if (real === undefined) {
    process.stderr.write(`${notFound(cli)}\n`)
    return 127
  }
  const { settings } = facts
  const plan = planStart({
    cli,
    args,
    facts: { args: facts.args, sessionArgs: facts.sessionArgs, settings: settings?.ours },
    terminal: process.stdin.isTTY && process.stdout.isTTY,
    firstPrompt: facts.prompt === undefined ? undefined : readFileSync(facts.prompt, 'utf8'),
    claim: () => claim(facts.claim),
    merge: (theirs) =>
      settings
        ? mergeOr(theirs, () => mergeFiles(settings.ours, theirs, settings.merged), settings.merged)
        : theirs,
  })
  if (plan.promptLeft) writeFileSync(join(facts.claim, PROMPT_LEFT), '')
  return run(real, plan.args, startEnvironment(process.env, { plain: plan.plain, hookEnv, ours: facts.env }))
}

/** The real program's environment: with our variables where the person has not set them, or, started plainly, without any. */
export function startEnvironment(
  base: NodeJS.ProcessEnv,
  start: { plain: boolean; hookEnv: readonly string[]; ours: Readonly<Record<string, string>> },
): NodeJS.ProcessEnv {
  const drop = (name: string, value: string | undefined): boolean =>
    start.hookEnv.includes(name) ||
    (start.plain && (/^DOT_AGENT_DECK_/i.test(name) || (value !== undefined && start.ours[name] === value)))
  const kept = Object.fromEntries(Object.entries(base).filter(([name, value]) => !drop(name, value)))
  return start.plain ? kept : { ...start.ours, ...kept }
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
