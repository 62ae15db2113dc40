import { expect, test, threeRoles } from '../specs-support/team'

// One file for all that uses the clipboard: there is one on a machine, and files may run at the same time.

test('a reload shows every screen exactly as it was', async ({ app, team }) => {
  const { window } = app
  await team.start(threeRoles)
  // More than a screen, with letters of one, two and no columns.
  const lines = Array.from(
    { length: 120 },
    (_, line) => `SAY line ${line} – größer 漢字 e\u0301 ${'·'.repeat(line % 7)}`,
  )
  await team.delegate(['coder'], lines.join('\n'))
  await expect(window.entry('coder → lead')).toBeVisible()
  await window.show('reviewer')
  await window.focus('reviewer')
  await app.page.keyboard.type('half a thought')
  await expect(window.screen('reviewer')).toContainText('> half a thought')

  const before: Record<string, string> = {}
  const roles = ['lead', 'coder', 'reviewer']
  for (const role of roles) {
    await window.show(role)
    await window.isIdle(role)
    before[role] = await window.copyAll(role, () => app.running.readClipboard())
  }
  expect(before['coder']).toContain('line 0 – größer 漢字 e\u0301')
  await app.running.writeClipboard('nothing')
  await app.page.reload()
  await expect(window.terminal('reviewer')).toBeVisible()
  for (const role of roles) {
    await window.show(role)
    await window.isFitted(role)
    expect(await window.copyAll(role, () => app.running.readClipboard())).toBe(before[role])
  }
  expect(team.log('coder').of('start').length).toBeLessThanOrEqual(2)
})

test('text is copied, pasted and linked as in a terminal', async ({ app, team }) => {
  const { window } = app
  const { page } = app
  await team.start(threeRoles)
  await window.send('lead', 'SAY See https://deck.invalid/guide for more\nSAY copythisword')
  await expect(window.screen('lead')).toContainText('copythisword')
  await window.isIdle('lead')

  const word = await window.placeOf('lead', /^copythisword/, 30)
  await page.mouse.dblclick(word.x, word.y)
  await page.keyboard.press('Control+Shift+C')
  await expect.poll(() => app.running.readClipboard()).toBe('copythisword')

  await app.running.writeClipboard('pasted text')
  await window.focus('lead')
  await page.keyboard.press('Control+Shift+V')
  await expect(window.screen('lead')).toContainText('> pasted text')
  await page.keyboard.press('Control+C')
  await expect(window.screen('lead')).not.toContainText('> pasted text')

  const link = await window.placeOf('lead', /^See https/, 80)
  await page.mouse.move(link.x, link.y)
  await expect(window.terminal('lead')).toContainText('Ctrl and click: https://deck.invalid/guide')
  await page.keyboard.down('Control')
  await page.mouse.click(link.x, link.y)
  await page.keyboard.up('Control')
  expect(await app.running.openedLinks()).toEqual(['https://deck.invalid/guide'])
})
