/** Options of `claude` that take one value, so that the value is not taken for a prompt or a command. */
export const VALUE_OPTIONS = [
  '--agent',
  '--agents',
  '--append-system-prompt',
  '--append-system-prompt-file',
  '--autocompact',
  '--debug-file',
  '--effort',
  '--environment',
  '--fallback-model',
  '--input-format',
  '--json-schema',
  '--max-budget-usd',
  '--max-turns',
  '--model',
  '-n',
  '--name',
  '--output-format',
  '--permission-mode',
  '--permission-prompt-tool',
  '--permission-prompts',
  '--plugin-dir',
  '--plugin-url',
  '--remote-control-session-name-prefix',
  '--session-id',
  '--setting-sources',
  '--settings',
  '--system-prompt',
  '--system-prompt-file',
  '--system-prompt-snapshot',
  '--teammate-mode',
] as const

/** Options that take every following word up to the next option. */
export const LIST_OPTIONS = [
  '--add-dir',
  '--allowedTools',
  '--allowed-tools',
  '--betas',
  '--disallowedTools',
  '--disallowed-tools',
  '--file',
  '--mcp-config',
  '--tools',
] as const

/** Options that may take the next word. */
export const MAYBE_OPTIONS = [
  '-d',
  '--debug',
  '--from-pr',
  '--prompt-suggestions',
  '--remote-control',
  '-r',
  '--resume',
  '-w',
  '--worktree',
] as const

/** Options that make a start something other than an interactive session in this terminal. */
export const PLAIN_OPTIONS = [
  '-p',
  '--print',
  '-h',
  '--help',
  '-v',
  '-V',
  '--version',
  '--bg',
  '--background',
  '--cloud',
  '--teleport',
  '--desktop',
  '--remote',
  '--init-only',
  '--tmux',
] as const

/** Options that choose the session themselves. */
export const SESSION_OPTIONS = [
  '--session-id',
  '-r',
  '--resume',
  '-c',
  '--continue',
  '--from-pr',
  '--fork-session',
] as const

/** First words that are a command of `claude` and not a prompt. */
export const COMMANDS = [
  'agents',
  'attach',
  'auth',
  'auto-mode',
  'config',
  'doctor',
  'gateway',
  'help',
  'import',
  'install',
  'logs',
  'login',
  'logout',
  'mcp',
  'migrate-installer',
  'plugin',
  'plugins',
  'project',
  'purge',
  'remote-control',
  'respawn',
  'rm',
  'kill',
  'server',
  'setup-token',
  'stop',
  'ultrareview',
  'update',
  'upgrade',
] as const

/** What the arguments of one start of `claude` ask for. */
export interface ArgumentReading {
  /** Not an interactive session in this terminal: nothing may be added. */
  plain: boolean
  /** The person's arguments choose the session. */
  choosesSession: boolean
  /** The value of the person's last `--settings`, a path or JSON. */
  settings?: string
  /** The arguments without `--settings`, and without the prompt and the `--` in front of it. */
  rest: string[]
  /** The person's own prompt. */
  prompt?: string
}

/** Reads the arguments of one start of `claude`. The POSIX shim does the same in `sh`; one table tests both. */
export function readArguments(args: readonly string[]): ArgumentReading {
  const reading: ArgumentReading = { plain: false, choosesSession: false, rest: [] }
  let mode: 'normal' | 'value' | 'settings' | 'list' | 'maybe' | 'words' = 'normal'
  for (const arg of args) {
    if (mode === 'value') {
      reading.rest.push(arg)
      mode = 'normal'
    } else if (mode === 'settings') {
      reading.settings = arg
      mode = 'normal'
    } else if (mode !== 'words' && arg === '--') {
      mode = 'words'
    } else if (mode !== 'words' && arg.startsWith('-') && arg !== '-') {
      mode = readOption(arg, reading)
    } else if (mode === 'list') {
      reading.rest.push(arg)
    } else if (mode === 'maybe') {
      reading.rest.push(arg)
      mode = 'normal'
    } else if (reading.prompt === undefined) {
      if (mode === 'normal' && includes(COMMANDS, arg)) reading.plain = true
      reading.prompt = arg
    } else {
      reading.rest.push(arg)
    }
  }
  return reading
}

function readOption(
  arg: string,
  reading: ArgumentReading,
): 'normal' | 'value' | 'settings' | 'list' | 'maybe' {
  const equals = arg.startsWith('--') ? arg.indexOf('=') : -1
  const name = equals < 0 ? arg : arg.slice(0, equals)
  if (includes(PLAIN_OPTIONS, name) || /^-[cd]*p/.test(arg)) reading.plain = true
  if (includes(SESSION_OPTIONS, name)) reading.choosesSession = true
  if (name === '--settings') {
    if (equals >= 0) reading.settings = arg.slice(equals + 1)
    return equals >= 0 ? 'normal' : 'settings'
  }
  reading.rest.push(arg)
  if (equals >= 0) return 'normal'
  if (includes(VALUE_OPTIONS, name)) return 'value'
  if (includes(LIST_OPTIONS, name)) return 'list'
  return includes(MAYBE_OPTIONS, name) ? 'maybe' : 'normal'
}

function includes(list: readonly string[], word: string): boolean {
  return list.includes(word)
}
