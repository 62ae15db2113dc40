import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { App } from '../specs-support/app'
import { ROOT, electronRuntime, sandboxArguments } from '../specs-support/runtimes'
import { isAlive } from '../support/processes'
import { expect, test, threeRoles } from '../specs-support/team'

test.beforeEach(({}, testInfo) => {
  test.skip(testInfo.project.name !== 'electron', 'Only the desktop app has a window of its own.')
})

/** The question that the desktop app asks, as its native dialog would show it. */
interface Question {
  message: string
  detail: string
  buttons: string[]
}

/** Answers native questions with the button of this number, and keeps what was asked. */
function answerWith(app: App, response: number): Promise<void> {
  return app.desktop.inMain(({ dialog }, button) => {
    dialog.showMessageBox = async (...given: unknown[]) => {
      Object.assign(globalThis, { asked: given.at(-1) })
      return { response: button, checkboxChecked: false }
    }
  }, response)
}

async function asked(app: App): Promise<Question> {
  const question = () => app.desktop.inMain(() => (globalThis as { asked?: Question }).asked ?? null)
  await expect.poll(question, 'the app asks').not.toBeNull()
  return (await question()) ?? { message: '', detail: '', buttons: [] }
}

function isVisible(app: App): Promise<boolean> {
  return app.desktop.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false)
}

/** Starts the app a second time, as a person does who forgot that it runs; waits until that one has gone. */
async function startAgain(app: App, args: string[] = []): Promise<number | null> {
  const runtime = electronRuntime()
  const executable = 'path' in runtime ? runtime.path : ''
  const second = spawn(executable, [...sandboxArguments, ROOT, ...args], {
    env: app.environment(),
    stdio: 'ignore',
  })
  const [code] = (await once(second, 'exit')) as [number | null]
  return code
}

test('closing the window leaves the team at work, and starting the app again shows it', async ({
  app,
  team,
}) => {
  const { window } = app
  await team.start(threeRoles)
  const may = team.sign('may')
  await team.delegate(['coder'], `WAIT-FOR ${may}`)
  await window.isWorking('coder')
  await app.desktop.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(() => isVisible(app)).toBe(false)
  await team.give(may)
  await team.log('coder').until('the coder reports', () => team.log('coder').of('run').length > 0)
  expect(await startAgain(app)).toBe(0)
  await expect.poll(() => isVisible(app)).toBe(true)
  await expect(window.entry('coder → lead')).toContainText('done by coder.')
})

test('quitting asks, and names who is in the middle of something', async ({ app, team }) => {
  const { window } = app
  await team.start(threeRoles)
  await team.delegate(['coder'], `WAIT-FOR ${team.sign('never')}`)
  await window.isWorking('coder')

  await answerWith(app, 2)
  await app.desktop.inMain(({ app: desktop }) => desktop.quit())
  const question = await asked(app)
  expect(question.message).toBe('3 agents are still running')
  expect(question.detail).toContain('coder (shop)')
  expect(question.buttons).toEqual(['Quit and stop 3 agents', 'Keep running in the background', 'Cancel'])
  await window.isWorking('coder')

  await answerWith(app, 1)
  await app.desktop.inMain(({ app: desktop }) => desktop.quit())
  await expect.poll(() => isVisible(app)).toBe(false)
  expect(await startAgain(app)).toBe(0)
  await expect.poll(() => isVisible(app)).toBe(true)

  await answerWith(app, 0)
  const ended = once(app.desktop.electron.process(), 'exit')
  await app.desktop.inMain(({ app: desktop }) => desktop.quit())
  await ended
  await expect.poll(() => team.pids().filter(isAlive), 'every agent has ended').toEqual([])
})

test('a second start opens its folder in the first', async ({ app, team }) => {
  await team.write(threeRoles)
  expect(await startAgain(app, [team.dir])).toBe(0)
  await expect(app.window.region('Commands to agree to')).toBeVisible()
  expect(app.desktop.electron.windows()).toHaveLength(1)
})

test('the menu shows the keys as they are set', async ({ app }) => {
  const { page, window } = app
  const keys = () =>
    app.desktop.inMain(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('palette')?.accelerator ?? '')
  await expect.poll(keys).toBe('CmdOrCtrl+Shift+P')
  await window.button('Settings').click()
  const settings = page.getByRole('dialog', { name: 'Settings' })
  const button = settings.getByRole('button', { name: /^Keys of “Show all actions”/ })
  await button.click()
  await expect(button).toHaveText('Press the keys')
  await page.keyboard.press('F9')
  await expect.poll(keys).toBe('F9')
})

test('the window comes back where it was', async ({ app }) => {
  const place = { x: 90, y: 70, width: 1010, height: 720 }
  await app.desktop.inMain(
    ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
    place,
  )
  await app.relaunch('SIGTERM', { asItWas: true })
  const bounds = await app.desktop.inMain(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds(),
  )
  expect(bounds).toEqual(place)
})

test('the page cannot leave, open windows or reach Node', async ({ app }) => {
  const before = app.page.url()
  const found = await app.page.evaluate(async () => {
    const opened = window.open('https://deck.invalid/')
    const permission = await navigator.permissions.query({ name: 'geolocation' })
    const reach = fetch('https://deck.invalid/').then(
      () => 'reached',
      () => 'refused',
    )
    return {
      opened: opened === null,
      node: 'require' in window || 'process' in window,
      geolocation: permission.state,
      fetched: await reach,
    }
  })
  expect(found).toEqual({ opened: true, node: false, geolocation: 'denied', fetched: 'refused' })
  await app.page.evaluate(() => location.assign('https://deck.invalid/'))
  const address = await app.desktop.inMain(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
  )
  expect(address).toBe(before)
  expect(app.desktop.electron.windows()).toHaveLength(1)
  expect(await app.page.evaluate(() => document.querySelector('h1')?.textContent)).toBe(
    'Drop a project folder here',
  )
  // The policy's own refusal of the address above is what is wanted here.
  expect(app.problems.join('\n')).toContain('Content Security Policy')
  app.problems.length = 0
})
