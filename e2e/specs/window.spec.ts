import { lookAt } from '../specs-support/screens'
import { expect, test, threeRoles } from '../specs-support/team'

test('terminals are stacked, tiled and zoomed, and keys go to the role that they name', async ({
  app,
  team,
}) => {
  const { window } = app
  const { page } = app
  await team.start(threeRoles)
  await expect(page.getByRole('region', { name: /^Terminal: / })).toHaveCount(1)
  await page.getByRole('radio', { name: 'Tiled' }).click()
  await expect(page.getByRole('region', { name: /^Terminal: / })).toHaveCount(3)
  for (const role of ['lead', 'coder', 'reviewer']) await window.isFitted(role)
  await lookAt(app, 'tiled', { role: 'coder', alsoSmall: true })

  for (const [index, role] of ['lead', 'coder', 'reviewer'].entries()) {
    await page.keyboard.press(`Control+${index + 1}`)
    await expect(window.input(role)).toBeFocused()
  }
  await page.keyboard.press('Control+Shift+Enter')
  await expect(page.getByRole('region', { name: /^Terminal: / })).toHaveCount(1)
  await expect(window.terminal('reviewer')).toBeVisible()
  await window.button('Show all terminals').click()
  await expect(page.getByRole('region', { name: /^Terminal: / })).toHaveCount(3)
  await page.getByRole('radio', { name: 'Stacked' }).click()
  await page.keyboard.press('Control+2')
  await expect(window.input('coder')).toBeFocused()
  await page.keyboard.type('for coder alone')
  await expect(window.screen('coder')).toContainText('> for coder alone')
})

test('palette, shortcut sheet, find, text size and themes', async ({ app, team }) => {
  const { window } = app
  const { page } = app
  await team.start(threeRoles)
  await window.act('Go to coder')
  await expect(window.terminal('coder')).toBeVisible()

  await page.keyboard.press('Control+/')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toContainText('Go to what needs you next')
  await lookAt(app, 'shortcuts')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()

  await page.keyboard.press('Control+Shift+P')
  await expect(page.getByRole('dialog', { name: 'All actions' })).toBeVisible()
  await lookAt(app, 'palette')
  await page.keyboard.press('Escape')

  await window.focus('coder')
  await page.keyboard.press('Control+Shift+F')
  const find = page.getByRole('search', { name: 'Find in this terminal' })
  await find.getByRole('textbox', { name: 'Find' }).fill('is here')
  await expect(find.getByRole('status')).toHaveText('')
  await find.getByRole('textbox', { name: 'Find' }).fill('nothing like this')
  await expect(find.getByRole('status')).toHaveText('Not found')
  await page.keyboard.press('Escape')
  await expect(find).toBeHidden()
  await expect(window.input('coder')).toBeFocused()

  const height = () =>
    window
      .screen('coder')
      .locator('> div')
      .first()
      .evaluate((row) => row.clientHeight)
  const before = await height()
  await page.keyboard.press('Control+=')
  await page.keyboard.press('Control+=')
  await expect.poll(height).toBeGreaterThan(before)
  await page.keyboard.press('Control+0')
  await expect.poll(height).toBe(before)

  const theme = (name: string) => expect(page.locator(`html[data-theme="${name}"]`)).toHaveCount(1)
  await window.act('Theme: dark')
  await theme('dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await window.button('Settings').click()
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await lookAtSettings()
  await settings.getByRole('radio', { name: 'System' }).click()
  await theme('light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await theme('dark')
  await settings.getByRole('radio', { name: 'Light' }).click()
  await theme('light')
  await page.keyboard.press('Escape')
  await expect(settings).toBeHidden()

  async function lookAtSettings(): Promise<void> {
    await settings.getByRole('radio', { name: 'System' }).click()
    await lookAt(app, 'settings')
    await settings.getByRole('radio', { name: 'Dark' }).click()
    await theme('dark')
  }
})
