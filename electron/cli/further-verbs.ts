import { version } from '../../package.json'
import { type CliIo, type Verb, asksForHelp, exitCode } from './args'
import { generalHelp, verbHelp } from './help'
import { runVerb } from './run-verb'

/** Loaded one at a time, with as much of the engine as each needs. */
const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  open: async () => (await import('./verbs/open')).open,
  run: async () => (await import('./verbs/run')).run,
  serve: async () => (await import('./verbs/serve')).serve,
  demo: async () => (await import('./verbs/demo')).demo,
  log: async () => (await import('./verbs/log')).log,
  export: async () => (await import('./verbs/export')).exportVerb,
  validate: async () => (await import('./verbs/validate')).validate,
  init: async () => (await import('./verbs/init')).init,
  watch: async () => (await import('./verbs/watch')).watch,
  environment: async () => (await import('./verbs/environment')).environment,
  config: async () => (await import('./verbs/config')).config,
}

/**
 * Runs a call that is not an agent's message: the person's verbs, questions about the command, and what there is not. A file of
 * its own when it is bundled.
 */
export async function runFurther(args: readonly string[], io: CliIo): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const about = name === 'help' && rest[0] !== undefined ? verbHelp[rest[0]] : undefined
    io.stdout(`${about ?? generalHelp}\n`)
    return exitCode.accepted
  }
  if (name === '--version' || name === '-V' || name === 'version') {
    io.stdout(`${version}\n`)
    return exitCode.accepted
  }
  const about = Object.hasOwn(verbHelp, name) ? verbHelp[name] : undefined
  const load = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (!load && about === undefined) {
    io.stderr(`There is no "${name}". See: dot-agent-deck --help\n`)
    return exitCode.usage
  }
  if (!load || asksForHelp(rest)) {
    io.stdout(`${about ?? generalHelp}\n`)
    return exitCode.accepted
  }
  return runVerb(async (words, there) => (await load())(words, there), name, rest, io)
}
