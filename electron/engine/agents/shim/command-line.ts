/** What a shim has to know of a CLI's command line, to tell an interactive start from every other and to add to it. */
export interface CommandLine {
  /** Name of the program on the PATH. */
  program: string
  /** What people call it. */
  label: string
  /** Options that take one value, so that the value is not taken for a prompt or a command. */
  valueOptions: readonly string[]
  /** Options that take every following word up to the next option. */
  listOptions: readonly string[]
  /** Options that may take the next word. */
  maybeOptions: readonly string[]
  /** Options that make a start something other than an interactive session in this terminal. */
  plainOptions: readonly string[]
  /** One-letter options that may be joined: `flags` in front of one of `plain`, as in `-cp`. */
  joined?: { flags: string; plain: string }
  /** Options that choose the session themselves. */
  sessionOptions: readonly string[]
  /** First words that are a command and not a prompt. */
  commands: readonly string[]
  /**
   * First words with which a session goes on. The word behind them names it, unless the option for the newest one stands in front of
   * that. With neither, the person chooses from a list, and there is no place for a prompt.
   */
  sessionCommands?: { words: readonly string[]; newest: string }
  /** Options whose value is a first prompt. */
  promptOptions: readonly string[]
  /** What joins several words without an option into one prompt; null when only the first of them is the prompt. */
  wordsJoinedBy: string | null
  /** Words that begin with this are no part of a prompt; with an empty one, none is. */
  keptWords?: string
  /**
   * How the first prompt is handed over: behind `--`, as the last word (a leading hyphen gets a space in front), or right
   * behind an option's `=`.
   */
  promptAs: 'behind-dashes' | 'last-word' | { option: string }
  /** The option for settings of which the CLI takes only one, so that the person's have to be merged with ours. */
  settingsOption?: string
}

/** What the arguments of one start ask for. */
export interface ArgumentReading {
  /** Not an interactive session in this terminal: nothing may be added. */
  plain: boolean
  /** The person's arguments choose the session. */
  choosesSession: boolean
  /** The value of the person's last settings option. */
  settings?: string
  /** The arguments without the settings, and without the prompt and the `--` in front of it. */
  rest: string[]
  /** The person's own prompt. */
  prompt?: string
  /** The session is yet to be chosen from a list. */
  asksSession: boolean
}

/** What the next word belongs to. */
type Mode = 'normal' | 'value' | 'settings' | 'prompt' | 'list' | 'maybe' | 'words'

/** Reads the arguments of one start. The POSIX shim does the same in `sh`; one table tests both. */
export function readArguments(cli: CommandLine, args: readonly string[]): ArgumentReading {
  const reading: ArgumentReading = { plain: false, choosesSession: false, rest: [], asksSession: false }
  let mode: Mode = 'normal'
  let first = true
  for (const arg of args) {
    if (mode === 'value') {
      reading.rest.push(arg)
      mode = 'normal'
    } else if (mode === 'settings') {
      reading.settings = arg
      mode = 'normal'
    } else if (mode === 'prompt') {
      addPrompt(cli, reading, arg)
      mode = 'normal'
    } else if (mode !== 'words' && arg === '--') {
      mode = 'words'
    } else if (mode !== 'words' && arg.startsWith('-') && arg !== '-') {
      mode = readOption(cli, arg, reading)
    } else if (mode === 'list' || mode === 'maybe') {
      reading.rest.push(arg)
      if (mode === 'maybe') mode = 'normal'
    } else {
      if (first && mode === 'normal' && cli.commands.includes(arg)) reading.plain = true
      const goesOn = first && mode === 'normal' && cli.sessionCommands?.words.includes(arg) === true
      first = false
      if (goesOn || reading.asksSession) {
        reading.rest.push(arg)
        reading.asksSession = goesOn
        reading.choosesSession = true
      } else readWord(cli, arg, reading)
    }
  }
  return reading
}

function readWord(cli: CommandLine, arg: string, reading: ArgumentReading): void {
  if (cli.keptWords !== undefined && arg.startsWith(cli.keptWords)) reading.rest.push(arg)
  else if (reading.prompt === undefined) reading.prompt = arg
  else if (cli.wordsJoinedBy !== null) reading.prompt += cli.wordsJoinedBy + arg
  else reading.rest.push(arg)
}

function addPrompt(cli: CommandLine, reading: ArgumentReading, text: string): void {
  reading.prompt =
    reading.prompt === undefined ? text : `${reading.prompt}${cli.wordsJoinedBy ?? '\n\n'}${text}`
}

function readOption(cli: CommandLine, arg: string, reading: ArgumentReading): Mode {
  const equals = arg.startsWith('--') ? arg.indexOf('=') : -1
  const name = equals < 0 ? arg : arg.slice(0, equals)
  const given = equals < 0 ? undefined : arg.slice(equals + 1)
  if (cli.plainOptions.includes(name) || isJoinedPlain(cli, arg)) reading.plain = true
  if (cli.sessionOptions.includes(name)) reading.choosesSession = true
  if (name === cli.sessionCommands?.newest) reading.asksSession = false
  if (name === cli.settingsOption) {
    if (given !== undefined) reading.settings = given
    return given === undefined ? 'settings' : 'normal'
  }
  if (cli.promptOptions.includes(name)) {
    if (given !== undefined) addPrompt(cli, reading, given)
    return given === undefined ? 'prompt' : 'normal'
  }
  reading.rest.push(arg)
  if (given !== undefined) return 'normal'
  if (cli.valueOptions.includes(name)) return 'value'
  if (cli.listOptions.includes(name)) return 'list'
  return cli.maybeOptions.includes(name) ? 'maybe' : 'normal'
}

function isJoinedPlain(cli: CommandLine, arg: string): boolean {
  if (!cli.joined) return false
  const { flags, plain } = cli.joined
  return new RegExp(`^-${flags === '' ? '' : `[${flags}]{0,2}`}[${plain}]`).test(arg)
}
