import { once } from 'node:events'
import type * as ElectronModule from 'electron'
import { _electron, expect, type ElectronApplication } from '@playwright/test'
import { dropFiles, watchPage, type Driver, type DriverOptions } from './driver'
import { ROOT, sandboxArguments } from './runtimes'

type Electron = typeof ElectronModule

/** Runs a function in the desktop app's main process. It may run twice, so that it must not matter if it does. */
export type InMain = <R, A = undefined>(
  act: (electron: Electron, given: A) => R | Promise<R>,
  ...given: A extends undefined ? [] : [A]
) => Promise<R>

/** A desktop app, with Playwright's way into its main process. */
export interface ElectronDriver extends Driver {
  readonly electron: ElectronApplication
  readonly inMain: InMain
}

/** Longest wait for one answer of the main process, and for any of several, in milliseconds. */
const ANSWER_MS = 10_000
const ANSWERS_MS = 25_000

/** Between two calls, in milliseconds. */
const PAUSE_MS = 200

/** The inspector loses answers while the process tidies its memory, which it does most right after its start. */
function inMainOf(electron: ElectronApplication): InMain {
  return async <R, A>(act: (api: Electron, given: A) => R | Promise<R>, ...given: unknown[]): Promise<R> => {
    const deadline = Date.now() + ANSWERS_MS
    for (;;) {
      try {
        const answer = electron.evaluate(act as (api: Electron, given: unknown) => R, given[0])
        return (await within(answer, ANSWER_MS)) as R
      } catch (error) {
        if (Date.now() > deadline || !/garbage collected|No answer/.test(String(error))) throw error
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      }
    }
  }
}

async function within<T>(answer: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer of the main process in ${limitMs} ms`)), limitMs)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Starts the desktop app and waits for its window. */
export async function startElectron(executable: string, options: DriverOptions): Promise<ElectronDriver> {
  const electron = await _electron.launch({
    executablePath: executable,
    args: [...sandboxArguments, ROOT],
    cwd: options.home,
    env: options.env,
  })
  const child = electron.process()
  const exited = child.exitCode === null ? once(child, 'exit') : Promise.resolve()
  const inMain = inMainOf(electron)
  const page = await electron.firstWindow()
  watchPage(page, options.problem)
  const resize = async (width: number, height: number) => {
    const wanted = [width, height] as const
    // Asked for again until it is so: a window that is just being shown may take its first size afterwards.
    const size = async (): Promise<readonly number[]> => {
      await inMain(
        ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
        wanted,
      )
      return page.evaluate(() => [innerWidth, innerHeight])
    }
    await expect.poll(size, 'the window has its size').toEqual(wanted)
  }
  await inMain(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { openedLinks: opened })
    shell.openExternal = async (address) => void opened.push(address)
  })
  const openedLinks = () =>
    inMain(() => {
      const { openedLinks: opened } = globalThis as { openedLinks?: string[] }
      return opened ?? []
    })
  return {
    electron,
    inMain,
    page,
    pid: child.pid ?? 0,
    dropFolder: (dir) => dropFiles(page, [dir]),
    resize,
    readClipboard: () => inMain(({ clipboard }) => clipboard.readText()),
    writeClipboard: (text) => inMain(({ clipboard }, content) => clipboard.writeText(content), text),
    async saveDownload(act, to) {
      await inMain(({ BrowserWindow }, path) => {
        const { session } = BrowserWindow.getAllWindows()[0]?.webContents ?? {}
        session?.once('will-download', (_event, item) => {
          item.setSavePath(path)
          item.once('done', (_done, state) => Object.assign(globalThis, { downloaded: state }))
        })
      }, to)
      await act()
      await expect
        .poll(() => inMain(() => (globalThis as { downloaded?: string }).downloaded), 'a download has ended')
        .toBe('completed')
    },
    async openedLinks() {
      await expect.poll(async () => (await openedLinks()).length, 'a link is opened').toBeGreaterThan(0)
      return openedLinks()
    },
    async end(how) {
      if (child.exitCode === null && child.signalCode === null) child.kill(how)
      await exited
    },
  }
}
