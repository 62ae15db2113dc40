import { type ParseArgsConfig, parseArgs } from 'node:util'

/** What a verb may touch; tests pass their own. */
export interface CliIo {
  cwd: string
  env: NodeJS.ProcessEnv
  stdout(text: string): void
  stderr(text: string): void
  /** All of standard input. */
  stdin(): Promise<Buffer>
  /** A person can be asked: input and output are a terminal. */
  interactive: boolean
  /** Asks the person one line. */
  question(text: string): Promise<string>
  /** Single keys as they are pressed, Ctrl+C included, where input is a terminal. Gives what stops it. */
  onKeys(listener: (keys: string) => void): () => void
  /** The terminal's size in cells, where output is one. */
  size(): { cols: number; rows: number } | undefined
  /** Ctrl+C (SIGINT), or the system's request to end. While somebody listens the process does not end by itself. */
  onInterrupt(listener: (signal: NodeJS.Signals) => void): () => void
}

/** One verb of the command. Gives the exit code. */
export type Verb = (args: string[], io: CliIo) => Promise<number>

/** Exit codes that agents and scripts rely on. */
export const exitCode = {
  accepted: 0,
  refused: 1,
  usage: 2,
  /** The deck is not there to decide, but the message is kept and will be delivered. */
  kept: 3,
  /** Ended by Ctrl+C, as shells count it. */
  interrupted: 130,
} as const

/** The command was called in a way that it does not have. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** The request cannot be met; `message` says why and what to do. */
export class RefusedHere extends Error {
  override name = 'RefusedHere'
}

/** Whether the words behind a verb ask what it does. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h')
}

type Options = NonNullable<ParseArgsConfig['options']>

/** `parseArgs` of Node, strict, with its complaints as usage errors. */
export function readArgs<T extends Options>(args: string[], options: T, positionals: number) {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: positionals > 0, strict: true })
    if (parsed.positionals.length > positionals) {
      throw new UsageError(`Unexpected argument "${parsed.positionals[positionals]}".`)
    }
    return parsed
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(error instanceof Error ? plain(error.message) : String(error))
  }
}

/** Node adds a second sentence about positional arguments that helps nobody here. */
function plain(message: string): string {
  return `${message.split(/\. (?=To specify|Did you)/, 1)[0]?.replace(/\.$/, '') ?? message}.`
}
