import { join } from 'node:path'
import { BrowserWindow, dialog, nativeTheme, screen } from 'electron'
import { APP_ORIGIN } from './addresses'
import {
  type DisplayArea,
  MIN_HEIGHT,
  MIN_WIDTH,
  type WindowMemory,
  displayKey,
  placeWindow,
  rememberPlace,
} from './placement'
import { readWindowMemory, writeWindowMemory, writeWindowMemoryNow } from './window-memory'

/** The page's own background, so that nothing flashes before it is drawn. */
const background = { light: '#ffffff', dark: '#161618' } as const
/** Milliseconds after the last move before the place is written down. */
const SETTLE_MS = 500
/** A page that fails more often than this in a minute is not loaded again by itself. */
const MAX_FAILURES = 3

/** The one window of the app. */
export interface MainWindow {
  window: BrowserWindow
  /** Brings it to the front, wherever it was. */
  show(): void
}

/** What the window needs of the app. */
export interface MainWindowOptions {
  dist: string
  /** Where its place is remembered. */
  memoryFile: string
  /** The person closes it; true lets it go. */
  onClose: () => boolean
  log: (line: string) => void
}

function displays(): DisplayArea[] {
  const primary = screen.getPrimaryDisplay()
  const all = [primary, ...screen.getAllDisplays().filter((display) => display.id !== primary.id)]
  return all.map((display) => ({
    key: displayKey(display.bounds, display.scaleFactor),
    workArea: display.workArea,
  }))
}

/** Opens the app's window where it was last time; it appears once there is something to see. */
export async function openMainWindow(options: MainWindowOptions): Promise<MainWindow> {
  const memory = await readWindowMemory(options.memoryFile)
  const place = placeWindow(memory, displays())
  const window = new BrowserWindow({
    ...place.bounds,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    title: 'DOT Agent Deck',
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: join(options.dist, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (place.maximized) window.maximize()
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed())
      window.setBackgroundColor(nativeTheme.shouldUseDarkColors ? background.dark : background.light)
  })
  rememberMoves(window, memory, options)
  reviveOnFailure(window, options.log)
  window.on('close', (event) => {
    if (!options.onClose()) event.preventDefault()
  })
  window.once('ready-to-show', () => window.show())
  void window
    .loadURL(`${APP_ORIGIN}/index.html`)
    .catch((error: unknown) => options.log(`window: ${String(error)}`))
  return {
    window,
    show() {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
  }
}

function rememberMoves(
  window: BrowserWindow,
  known: WindowMemory | null,
  { memoryFile, log }: MainWindowOptions,
): void {
  let memory = known
  let timer: NodeJS.Timeout | undefined
  function look(): WindowMemory | null {
    clearTimeout(timer)
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return null
    // The bounds of a maximized window are those it goes back to; the display is the one it covers now.
    const maximized = window.isMaximized()
    const bounds = maximized ? window.getNormalBounds() : window.getBounds()
    memory = rememberPlace(memory, { bounds, maximized }, displays())
    return memory
  }
  function remember(): void {
    const seen = look()
    if (seen)
      void writeWindowMemory(memoryFile, seen).catch((error: unknown) => log(`window: ${String(error)}`))
  }
  function rememberNow(): void {
    const seen = look()
    try {
      if (seen) writeWindowMemoryNow(memoryFile, seen)
    } catch (error) {
      log(`window: ${String(error)}`)
    }
  }
  function later(): void {
    clearTimeout(timer)
    timer = setTimeout(remember, SETTLE_MS)
  }
  window.on('resize', later)
  window.on('move', later)
  window.on('maximize', later)
  window.on('unmaximize', later)
  window.on('close', rememberNow)
}

/** A page that crashed is loaded again: the engine and its agents are in another process and go on. */
function reviveOnFailure(window: BrowserWindow, log: (line: string) => void): void {
  let failures: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    log(`window: its process ended (${reason}, ${exitCode})`)
    const now = Date.now()
    failures = [...failures.filter((at) => now - at < 60_000), now]
    if (failures.length <= MAX_FAILURES) return window.webContents.reload()
    void dialog
      .showMessageBox({
        type: 'error',
        message: 'The window keeps failing',
        detail:
          'Your agents are not affected and go on working. Load the window again, or quit and start the app anew.',
        buttons: ['Load again', 'Leave it'],
      })
      .then(({ response }) => {
        if (response === 0 && !window.isDestroyed()) window.webContents.reload()
      })
  })
}
