import { version } from '../../package.json'
import { type CliIo, type Verb, RefusedHere, UsageError, exitCode } from './args'
import { generalHelp, verbHelp } from './help'

/** Loaded one at a time: agents start this command often, and none of them needs the engine. */
const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  delegate: async () => (await import('./verbs/delegate')).delegate,
  'work-done': async () => (await import('./verbs/work-done')).workDone,
  ask: async () => (await import('./verbs/ask')).ask,
  answer: async () => (await import('./verbs/ask')).answer,
  plan: async () => (await import('./verbs/ask')).plan,
  tell: async () => (await import('./verbs/ask')).tell,
  status: async () => (await import('./verbs/status')).status,
  tasks: async () => (await import('./verbs/tasks')).tasks,
  peek: async () => (await import('./verbs/peek')).peek,
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

/** Runs one call of the command and gives its exit code. */
export async function runCommand(args: string[], io: CliIo): Promise<number> {
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
  const load = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (!load) {
    io.stderr(`There is no "${name}". See: dot-agent-deck --help\n`)
    return exitCode.usage
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    io.stdout(`${verbHelp[name] ?? generalHelp}\n`)
    return exitCode.accepted
  }
  try {
    const verb = await load()
    return await verb(rest, io)
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
