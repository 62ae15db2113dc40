import { type BrowserWindow, app, dialog, powerMonitor } from 'electron'
import type { Run } from '#shared/model/state'
import { quitChoices, quitQuestion } from './quit-question'

/** What quitting needs of the app. */
export interface QuitOptions {
  /** Settles when the deck has started, or could not. */
  ready: Promise<unknown>
  /** The runs whose agents would be ended. */
  runs: () => Promise<Run[]>
  /** Ends every agent and the terminal host. */
  endAll: () => Promise<void>
  window: () => BrowserWindow | null
  /** Leaves the team working without a window. */
  hide: () => void
  log: (line: string) => void
}

/** Milliseconds that ending everything may take while the system shuts down. */
const SHUTDOWN_LIMIT = 4000

/** Guards the way out: the person is asked while agents run, and everything that was started is ended. */
export function guardQuit(options: QuitOptions): { isQuitting: () => boolean } {
  let state: 'no' | 'asking' | 'ending' | 'ended' = 'no'

  async function end(limit?: number): Promise<void> {
    state = 'ending'
    const ended = options.endAll().catch((error: unknown) => options.log(`quit: ${String(error)}`))
    const waits: Array<Promise<unknown>> = [ended]
    if (limit !== undefined) waits.push(new Promise((resolve) => setTimeout(resolve, limit)))
    await Promise.race(waits)
    state = 'ended'
    app.quit()
  }

  async function ask(): Promise<void> {
    state = 'asking'
    // Agents of an earlier app are only known once they have been taken over.
    await options.ready
    const question = quitQuestion(await options.runs())
    if (!question) return end()
    const window = options.window()
    const box = { type: 'question' as const, defaultId: 1, cancelId: 2, noLink: true, ...question }
    const { response } = window?.isVisible()
      ? await dialog.showMessageBox(window, box)
      : await dialog.showMessageBox(box)
    const choice = quitChoices[response] ?? 'cancel'
    if (choice === 'stop') return end()
    state = 'no'
    if (choice === 'background') options.hide()
  }

  // Also reached by Cmd+Q, the dock and app.quit(), none of which close the windows first.
  app.on('before-quit', (event) => {
    if (state === 'ended') return
    event.preventDefault()
    if (state !== 'no') return
    ask().catch((error: unknown) => {
      options.log(`quit: ${String(error)}`)
      state = 'no'
    })
  })
  // Without a listener Electron quits when the last window is closed.
  app.on('window-all-closed', () => {
    if (state === 'no') app.quit()
  })
  // The system goes down or the person logs out: nobody is there to be asked.
  powerMonitor.on('shutdown', () => {
    if (state !== 'ending' && state !== 'ended') void end(SHUTDOWN_LIMIT)
  })
  options.window()?.on('session-end', () => {
    if (state !== 'ending' && state !== 'ended') void end(SHUTDOWN_LIMIT)
  })
  // A terminal that started the app takes its Ctrl+C for an answer.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (state !== 'ending' && state !== 'ended') void end(SHUTDOWN_LIMIT)
    })
  }
  return { isQuitting: () => state === 'ending' || state === 'ended' }
}
