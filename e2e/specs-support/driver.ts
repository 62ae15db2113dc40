import type { Page } from '@playwright/test'

/** Which of the two ways the window is shown. */
export type ProjectKind = 'web' | 'electron'

/** How the app's process is ended: asked to, or killed without a word. */
export type Ending = 'SIGTERM' | 'SIGKILL'

/** One running app with its window. What differs between browser and desktop is behind it, and nowhere else. */
export interface Driver {
  readonly page: Page
  readonly pid: number
  /** Drops a folder on the window, as a person does, and goes through what that leads to. */
  dropFolder(dir: string): Promise<void>
  /** Gives the page a size in CSS pixels. */
  resize(width: number, height: number): Promise<void>
  readClipboard(): Promise<string>
  writeClipboard(text: string): Promise<void>
  /** Does what makes the window hand out a file, and puts that at a path. */
  saveDownload(act: () => Promise<void>, to: string): Promise<void>
  /** Addresses that were opened outside of the window. */
  openedLinks(): Promise<string[]>
  /** Ends the process and waits until it is gone. */
  end(how: Ending): Promise<void>
}

export interface DriverOptions {
  /** Data folder. */
  home: string
  /** The whole environment of the app's process. */
  env: Record<string, string>
  /** Is told what should never happen: errors in the page's console, and exceptions. */
  problem(text: string): void
}

/** Longest wait for something to click or type into, in milliseconds. */
const ACTION_MS = 15_000

/** Passes on what a page complains about. A policy that is violated is an error in its console too. */
export function watchPage(page: Page, problem: (text: string) => void): void {
  page.setDefaultTimeout(ACTION_MS)
  page.on('console', (message) => {
    if (message.type() === 'error') problem(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => problem(`exception: ${error.stack ?? error.message}`))
}

/** Drops real files on the middle of the page, through the browser's own handling of drags. */
export async function dropFiles(page: Page, files: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { x, y } = await page.evaluate(() => ({ x: innerWidth / 2, y: innerHeight / 2 }))
  const data = { items: [], files, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x, y, data })
  }
  await session.detach()
}
