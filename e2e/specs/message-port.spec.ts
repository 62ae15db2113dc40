import type { Page } from '@playwright/test'
import { MAX_BAD_FRAMES } from '../../electron/link/limits'
import { DownFrame } from '../../shared/contract/link'
import type { App } from '../specs-support/app'
import { expect, test } from '../specs-support/team'

test.beforeEach(({}, testInfo) => {
  test.skip(testInfo.project.name !== 'electron', 'Only the desktop app speaks over a MessagePort.')
})

/** What the page keeps for a spec: a port of its own beside the window's. */
interface TestPort {
  frames: unknown[]
  closed: boolean
  port?: MessagePort
}

declare global {
  interface Window {
    testPort?: TestPort
  }
}

/** Loads the page anew so that the next port but one can be taken from the window, and takes it. */
async function openPort(app: App): Promise<Page> {
  const { page } = app
  await page.addInitScript(() => {
    window.addEventListener('message', (event) => {
      const port = event.ports[0]
      const mine = window.testPort
      if (!mine || mine.port || !port) return
      event.stopImmediatePropagation()
      mine.port = port
      port.addEventListener('message', ({ data }) => mine.frames.push(data))
      port.addEventListener('close', () => (mine.closed = true))
      port.start()
    })
  })
  await page.reload()
  await expect(page.getByText('Connected')).toBeVisible()
  await page.evaluate(() => {
    window.testPort = { frames: [], closed: false }
    window.deckBridge?.connect()
  })
  await page.waitForFunction(() => window.testPort?.port !== undefined)
  return page
}

function send(page: Page, ...frames: unknown[]): Promise<void> {
  return page.evaluate((all) => {
    for (const frame of all) window.testPort?.port?.postMessage(frame)
  }, frames)
}

/** The first frame that fits; every frame on the way is checked against the contract. */
async function frame(page: Page, fits: (frame: DownFrame) => boolean): Promise<DownFrame> {
  let found: DownFrame | undefined
  await expect
    .poll(async () => {
      const frames = await page.evaluate(() => window.testPort?.frames ?? [])
      found = frames.map((each) => DownFrame.parse(each)).find(fits)
      return found !== undefined
    }, 'the frame comes')
    .toBe(true)
  if (!found) throw new Error('no frame')
  return found
}

const answers = (id: number) => (each: DownFrame) => 'id' in each && each.id === id

test('the port answers, refuses and reports in the contract’s frames', async ({ app }) => {
  const page = await openPort(app)
  await send(
    page,
    { t: 'request', id: 1, method: 'deck.state', input: {} },
    { t: 'request', id: 2, method: 'constructor', input: {} },
    { t: 'request', id: 3, method: 'run.close', input: { run: '../../etc' } },
    { t: 'request', id: 4, method: 'settings.set', input: { terminalFontSize: 14 } },
    { t: 'open', channel: 5, run: 'r-none', pane: 'p-none' },
  )
  expect(await frame(page, answers(1))).toMatchObject({ t: 'answer', output: { runs: [] } })
  expect(await frame(page, answers(2))).toMatchObject({
    t: 'refused',
    reason: expect.stringContaining('"constructor"'),
  })
  expect(await frame(page, answers(3))).toMatchObject({
    t: 'refused',
    reason: expect.stringContaining('at run'),
  })
  expect(await frame(page, answers(4))).toMatchObject({ t: 'answer', output: { terminalFontSize: 14 } })
  expect(await frame(page, (each) => each.t === 'push')).toMatchObject({ name: 'settings' })
  expect(await frame(page, (each) => each.t === 'end')).toMatchObject({ channel: 5 })

  await page.evaluate(() => {
    const input = { run: 'r-none', pane: 'p-none', text: 'x'.repeat(8 * 1024 * 1024 + 1) }
    window.testPort?.port?.postMessage({ t: 'request', id: 6, method: 'prompt.send', input })
  })
  expect(await frame(page, answers(6))).toMatchObject({
    t: 'refused',
    reason: expect.stringContaining('8 MB'),
  })
})

test('a port that keeps sending nonsense is closed, and the window’s own is not', async ({ app }) => {
  const page = await openPort(app)
  await send(page, ...Array.from({ length: MAX_BAD_FRAMES }, (_, count) => ({ t: 'nonsense', count })))
  await page.waitForFunction(() => window.testPort?.closed)
  await app.window.button('Settings').click()
  const size = page
    .getByRole('dialog', { name: 'Settings' })
    .getByLabel('Terminal text size', { exact: true })
  await expect(size).toHaveValue('13')
  await size.press('ArrowUp')
  await expect(size).toHaveValue('14')
  await expect(page.getByText('Connected')).toBeVisible()
})
