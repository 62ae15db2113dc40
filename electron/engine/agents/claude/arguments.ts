import type { CommandLine } from '../shim/command-line'

/** Options of `claude` that take one value, so that the value is not taken for a prompt or a command. */
const VALUE_OPTIONS = [
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
const LIST_OPTIONS = [
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
const MAYBE_OPTIONS = [
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
const PLAIN_OPTIONS = [
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
const SESSION_OPTIONS = [
  '--session-id',
  '-r',
  '--resume',
  '-c',
  '--continue',
  '--from-pr',
  '--fork-session',
] as const

/** First words that are a command of `claude` and not a prompt. */
const COMMANDS = [
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

/** The command line of `claude`. */
export const CLAUDE_COMMAND: CommandLine = {
  program: 'claude',
  label: 'Claude Code',
  valueOptions: VALUE_OPTIONS,
  listOptions: LIST_OPTIONS,
  maybeOptions: MAYBE_OPTIONS,
  plainOptions: PLAIN_OPTIONS,
  joined: { flags: 'cd', plain: 'p' },
  sessionOptions: SESSION_OPTIONS,
  commands: COMMANDS,
  promptOptions: [],
  wordsJoinedBy: null,
  promptAs: 'behind-dashes',
  settingsOption: '--settings',
}
