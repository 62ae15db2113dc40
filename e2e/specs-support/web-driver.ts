import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, type Browser } from '@playwright/test'
import { dropFiles, watchPage, type Driver, type DriverOptions } from './driver'
import { ROOT } from './runtimes'

/** Starts `serve` and opens the address that it prints. */
export async function startWeb(browser: Browser, options: DriverOptions): Promise<Driver> {
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'serve.js')], {
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^Open (http:\S+)$/.exec(line)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`serve ended with code ${code}: ${said}`)))
  })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const { origin } = new URL(address)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin })
  const page = await context.newPage()
  watchPage(page, options.problem)
  const links: string[] = []
  context.on('request', (request) => {
    if (request.isNavigationRequest() && !request.url().startsWith(origin)) links.push(request.url())
  })
  await page.goto(address)

  return {
    page,
    pid: child.pid ?? 0,
    async dropFolder(dir) {
      const dialog = page.getByRole('dialog', { name: /^Where is / })
      // A browser that is busy drops the drop: it has not heard yet that the page wants it.
      await expect(async () => {
        await dropFiles(page, [dir])
        await expect(dialog).toBeVisible({ timeout: 3000 })
      }).toPass({ timeout: 60_000 })
      await dialog.getByLabel('Path').fill(dir)
      await dialog.getByRole('button', { name: 'Open this folder' }).click()
    },
    resize: (width, height) => page.setViewportSize({ width, height }),
    readClipboard: () => page.evaluate(() => navigator.clipboard.readText()),
    writeClipboard: (text) => page.evaluate((content) => navigator.clipboard.writeText(content), text),
    async saveDownload(act, to) {
      const [download] = await Promise.all([page.waitForEvent('download'), act()])
      await download.saveAs(to)
    },
    async openedLinks() {
      await expect.poll(() => links.length, 'a link is opened').toBeGreaterThan(0)
      return links
    },
    async end(how) {
      await context.close()
      if (child.exitCode === null && child.signalCode === null) child.kill(how)
      await exited
    },
  }
}
