import { posix, win32 } from 'node:path'

/** Environment variables, by name. */
export type Env = Record<string, string>

/** What an agent's environment is made of. */
export interface ChildEnv {
  /** The person's login-shell environment. */
  base: Readonly<Record<string, string | undefined>>
  platform: NodeJS.Platform
  /** Set last; the only way a `DOT_AGENT_DECK_*` variable reaches an agent. */
  additions?: Readonly<Env>
  /** Put at the head of the PATH, in this order. */
  pathFolders?: readonly string[]
}

/** Variables that would make an agent take the app, or whatever the app was started from, for its own surroundings. */
const dropped: readonly RegExp[] = [
  // The app's own runtime.
  /^ELECTRON_/,
  /^NODE_OPTIONS$/,
  /^CHROME_DESKTOP$/,
  /^ORIGINAL_XDG_CURRENT_DESKTOP$/,
  /^GDK_BACKEND$/,
  // A deck that this one was started from.
  /^DOT_AGENT_DECK_/,
  // Desktop launchers and packaged starts.
  /^DESKTOP_STARTUP_ID$/,
  /^GIO_LAUNCHED_DESKTOP_FILE/,
  /^(APPIMAGE|APPDIR|ARGV0|OWD)$/,
  // `npm start`.
  /^npm_(lifecycle|package)_/,
  /^npm_(command|execpath|node_execpath|config_(local_prefix|user_agent|npm_version|node_gyp))$/,
  /^INIT_CWD$/,
  // The terminal that the deck was started from.
  /^TERM_(PROGRAM|PROGRAM_VERSION|SESSION_ID)$/,
  /^(ITERM|VSCODE|KITTY|WEZTERM|ALACRITTY|GHOSTTY|KONSOLE)_/,
  /^(WT_SESSION|WT_PROFILE_ID|TMUX|TMUX_PANE|STY|WINDOW|WINDOWID|VTE_VERSION|COLUMNS|LINES|LC_TERMINAL.*)$/,
  // An agent that the deck was started from; its CLI behaves differently when it believes it is nested.
  /^(CLAUDECODE|CLAUDE_CODE_ENTRYPOINT|CLAUDE_CODE_SSE_PORT|CLAUDE_CODE_SESSION_ID|CLAUDE_PID|CLAUDE_PROJECT_DIR)$/,
]

/** Builds an agent's environment. Nothing else in the app does. */
export function childEnvironment({ base, platform, additions = {}, pathFolders = [] }: ChildEnv): Env {
  const env: Env = {}
  for (const [name, value] of Object.entries(base)) {
    const plain = platform === 'win32' ? name.toUpperCase() : name
    const known = dropped.some((pattern) => pattern.test(plain) || pattern.test(name))
    if (value !== undefined && !known && isPassable(name, value)) env[name] = value
  }
  assign(env, { TERM: 'xterm-256color', COLORTERM: 'truecolor', TERM_PROGRAM: 'dot-agent-deck' }, platform)
  if (platform !== 'win32') addLanguage(env, platform)
  assign(env, additions, platform)
  prependPath(env, pathFolders, platform)
  return env
}

/** The system refuses to start a program with any of these. */
function isPassable(name: string, value: string): boolean {
  return name !== '' && !/[=\0]/.test(name.slice(1)) && !value.includes('\0')
}

function assign(env: Env, values: Readonly<Env>, platform: NodeJS.Platform): void {
  for (const [name, value] of Object.entries(values)) {
    if (isPassable(name, value)) env[keyOf(env, name, platform)] = value
  }
}

/** A program started from a desktop often has no locale at all, and then draws boxes as question marks. */
function addLanguage(env: Env, platform: NodeJS.Platform): void {
  if (env['LC_ALL'] || env['LC_CTYPE'] || env['LANG']) return
  env['LANG'] = platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'
}

function prependPath(env: Env, folders: readonly string[], platform: NodeJS.Platform): void {
  if (folders.length === 0) return
  const { delimiter } = platform === 'win32' ? win32 : posix
  const key = keyOf(env, 'PATH', platform)
  const rest = (env[key] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !folders.includes(folder))
  env[key] = [...folders, ...rest].join(delimiter)
}

/** The name as it is already spelt: `Path` and `PATH` are one variable on Windows. */
function keyOf(env: Readonly<Env>, name: string, platform: NodeJS.Platform): string {
  if (platform !== 'win32') return name
  return Object.keys(env).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name
}
