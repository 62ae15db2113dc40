import { type CliIo, type Verb, RefusedHere, UsageError, exitCode } from './args'

/** Runs one verb, its arguments behind its name, and gives the exit code; what went wrong is said on standard error. */
export async function runVerb(verb: Verb, name: string, args: string[], io: CliIo): Promise<number> {
  try {
    return await verb(args, io)
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr(`${error.message}\nSee: dot-agent-deck ${name} --help\n`)
      return exitCode.usage
    }
    if (error instanceof RefusedHere) {
      io.stderr(`${error.message}\n`)
      return exitCode.refused
    }
    io.stderr(
      `"${name}" failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    return exitCode.refused
  }
}
