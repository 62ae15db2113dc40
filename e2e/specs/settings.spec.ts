import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '../specs-support/app'
import { lookAt } from '../specs-support/screens'

test('settings are found, changed and reset by keyboard', async ({ app }) => {
  const { page } = app
  await page.keyboard.press('Control+,')
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await expect(settings.getByRole('searchbox')).toBeFocused()
  await lookAt(app, 'settings', { alsoSmall: true })
  await page.keyboard.type('terminal text')
  const size = settings.getByLabel('Terminal text size', { exact: true })
  await expect(size).toHaveValue('13')
  await expect(settings.getByText('Theme', { exact: true })).toBeHidden()
  await expect(settings.getByRole('region', { name: 'Keyboard shortcuts' })).toContainText(
    'Larger terminal text',
  )
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(size).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(size).toHaveValue('14')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('99')
  await page.keyboard.press('Enter')
  await expect(size).toHaveValue('32')
  await settings.getByRole('button', { name: 'Reset terminal text size to 13 px' }).press('Enter')
  await expect(size).toHaveValue('13')
  await settings.getByRole('searchbox').fill('no such setting')
  await expect(settings).toContainText('Nothing is called so')
  await page.keyboard.press('Escape')
  await expect(settings).toBeHidden()
})

test('settings are exported, and imported after a look at what changes; a wrong file changes nothing', async ({
  app,
}) => {
  const { page, window } = app
  const file = join(app.folder('export'), 'mine.json')
  await window.button('Settings').click()
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('radio', { name: 'Dark' }).click()
  await settings.getByRole('switch', { name: 'When a run ends' }).click()
  await app.running.saveDownload(
    () => settings.getByRole('button', { name: 'Export', exact: true }).click(),
    file,
  )
  const exported = await readFile(file, 'utf8')
  expect(JSON.parse(exported)).toMatchObject({ settings: { theme: 'dark', notifyFinished: false } })

  await settings.getByRole('button', { name: 'Reset all…' }).click()
  const reset = page.getByRole('dialog', { name: 'Reset all settings' })
  await expect(reset.getByRole('region', { name: 'Changes' })).toContainText('ThemeDark → System')
  await reset.getByRole('button', { name: 'Change 2 settings' }).press('Enter')
  await expect(settings.getByRole('status')).toContainText('2 settings changed.')
  await expect(settings.getByRole('radio', { name: 'System' })).toBeChecked()

  const imports = (path: string) => settings.getByLabel('File to import').setInputFiles(path)
  await writeFile(file, exported.replace('"dark"', '"pink"'))
  await imports(file)
  const refused = page.getByRole('dialog', { name: 'This file was not imported' })
  await expect(refused).toContainText('5:5"theme" is "pink", but must be one of')
  await lookAt(app, 'settings-refused')
  await page.keyboard.press('Escape')
  await expect(settings.getByRole('radio', { name: 'System' })).toBeChecked()

  await writeFile(file, exported)
  await imports(file)
  const changes = page.getByRole('dialog', { name: 'Import mine.json' })
  await expect(changes).toContainText('When a run endson → off')
  await lookAt(app, 'settings-import', { alsoSmall: true })
  await changes.getByRole('button', { name: 'Change 2 settings' }).click()
  await expect(page.locator('html[data-theme="dark"]')).toHaveCount(1)
  await settings.getByRole('button', { name: 'Put them back' }).click()
  await expect(page.locator('html[data-theme="light"]')).toHaveCount(1)

  await settings.getByRole('button', { name: 'Open the raw file' }).click()
  const raw = page.getByRole('dialog', { name: 'File of the settings' })
  await expect(raw).toContainText(join(app.home, 'preferences.json'))
  await expect(raw.getByLabel('Text of the file')).toContainText('"theme": "system"')
  await lookAt(app, 'settings-raw')
})

test('keys are changed by pressing others; what a terminal needs is refused, and a clash is told before it is taken', async ({
  app,
}) => {
  const { page } = app
  await page.keyboard.press('Control+/')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await sheet.getByRole('button', { name: 'Change keys…' }).click()
  const settings = page.getByRole('dialog', { name: 'Settings' })
  const keysOf = (action: string) =>
    settings.getByRole('button', { name: new RegExp(`^Keys of “${action}”`) })
  const press = async (action: string, keys: string) => {
    await keysOf(action).click()
    await expect(keysOf(action)).toHaveText('Press the keys')
    await page.keyboard.press(keys)
  }
  const panel = keysOf('Show or hide task and timeline')
  await press('Show or hide task and timeline', 'Control+R')
  await expect(settings.getByRole('status')).toContainText(
    'Programs in a terminal need Ctrl+R. Use Ctrl+Shift+R.',
  )
  await page.keyboard.press('k')
  await expect(settings.getByRole('status')).toContainText('This key is for typing')
  await lookAt(app, 'shortcut-refused')
  await page.keyboard.press('Control+Shift+P')
  await expect(settings.getByRole('status')).toContainText(
    'Ctrl+Shift+P belongs to “Show all actions”, which would have no keys then.',
  )
  await lookAt(app, 'shortcut-clash', { alsoSmall: true })
  await settings.getByRole('button', { name: 'Leave it there' }).click()
  await expect(panel).toHaveAccessibleName(/: Ctrl\+Shift\+E\. Default: Ctrl\+Shift\+E/)
  await panel.press('Enter')
  await expect(panel).toHaveText('Press the keys')
  await page.keyboard.press('Escape')
  await expect(panel).toHaveText('CtrlShiftE')

  const home = keysOf('Show recent folders')
  await press('Show recent folders', 'Control+Shift+P')
  await settings.getByRole('button', { name: 'Take it over' }).click()
  await expect(home).toBeFocused()
  await expect(home).toHaveText('CtrlShiftP')
  await expect(keysOf('Show all actions')).toHaveText('None')
  await press('Settings', 'F9')
  await expect(keysOf('Settings')).toHaveText('F9')
  await page.keyboard.press('Escape')
  await expect(settings).toBeHidden()

  // The keys do what they are set to, and the sheet and tooltips show them.
  await page.keyboard.press('Control+,')
  await expect(settings).toBeHidden()
  await page.keyboard.press('F9')
  await expect(settings).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(settings).toBeHidden()
  await page.keyboard.press('Control+/')
  await expect(sheet.getByRole('region', { name: 'App' })).not.toContainText('Show all actions')
  await expect(sheet.getByRole('region', { name: 'Go to' })).toContainText('Show recent foldersCtrlShiftP')
  await sheet.getByRole('button', { name: 'Close' }).press('Enter')
  await expect(sheet).toBeHidden()
  // What closes under the pointer ends its rest on the button: a person moves it again.
  await expect(async () => {
    await page.mouse.move(200, 200)
    await app.window.button('Settings').hover()
    await expect(page.getByRole('tooltip')).toContainText('F9', { timeout: 2000 })
  }).toPass({ timeout: 15_000 })

  await page.keyboard.press('F9')
  await settings.getByRole('button', { name: 'Reset the keys of “Show all actions” to Ctrl+Shift+P' }).click()
  await expect(settings.getByRole('status')).toContainText('belongs to “Show recent folders”')
  await settings.getByRole('button', { name: 'Take it over' }).click()
  await expect(keysOf('Show all actions')).toHaveText('CtrlShiftP')
  await expect(home).toHaveText('None')
  await settings.getByRole('button', { name: 'Reset all…' }).click()
  await expect(page.getByRole('region', { name: 'Changes' })).toHaveText('SettingsF9 → Ctrl+,')
})
