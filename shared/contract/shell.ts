/**
 * What only a desktop can do, kept apart from the engine's contract: a browser has a smaller one. The preload script
 * offers it as `window.deckShell`; without it the window falls back to what a browser can do.
 */
export interface Shell {
  kind: 'electron' | 'browser'
  platform: 'darwin' | 'win32' | 'linux'
  /** Native folder dialog; null when cancelled. Absent in a browser (the window lists folders itself). */
  pickFolder?: () => Promise<string | null>
  /** Path of a dropped folder; empty when it has none on this machine. */
  pathOfDrop?: (file: File) => string
  /** http(s) and mailto only; anything else is refused. */
  openExternal: (url: string) => Promise<void>
  /** Shows a file in the system's file manager. Absent in a browser. */
  revealFile?: (path: string) => Promise<void>
  copyText: (text: string) => Promise<void>
  readClipboard: () => Promise<string>
  /** The desktop app's menu asks the window for an action by its id, such as `palette` or `close-run`. */
  onMenuAction?: (listener: (action: string) => void) => () => void
  /** Light or dark title bar, to match. */
  setTheme?: (theme: 'system' | 'light' | 'dark') => void
}
