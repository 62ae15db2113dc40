import { totalmem } from 'node:os'
import { lookAt } from '../specs-support/screens'
import { expect, test, threeRoles } from '../specs-support/team'

test('texts that wait are put into another order by keyboard, and a fresh agent gets them', async ({
  app,
  team,
}) => {
  const { window } = app
  const { page } = app
  await team.start(threeRoles)
  await window.show('coder')
  const message = page.getByRole('textbox', { name: 'Message to coder' })
  const send = async (text: string) => {
    await message.fill(text)
    await message.press('Control+Enter')
  }
  await send(`WAIT-FOR ${team.sign('never')}`)
  await window.isWorking('coder')
  for (const text of ['SAY first', 'SAY second', 'SAY third']) await send(text)
  await page.getByRole('button', { name: '3 texts wait' }).click()
  const rows = page.getByRole('list', { name: 'Texts that wait' }).getByRole('listitem')
  await expect(rows).toHaveText([/first/, /second/, /third/])
  await rows.nth(2).getByRole('button', { name: 'Edit' }).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(rows).toHaveText([/first/, /third/, /second/])
  await page.keyboard.press('Alt+ArrowUp')
  await expect(rows).toHaveText([/third/, /first/, /second/])
  await rows.nth(2).getByRole('button', { name: 'Take it back' }).click()
  await expect(rows).toHaveText([/third/, /first/])
  await lookAt(app, 'queue-order', { alsoSmall: true })
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Details of coder' }).click()
  const details = page.getByRole('dialog', { name: 'Details of coder' })
  await details.getByRole('button', { name: 'Start a fresh agent…' }).click()
  await expect(details).toContainText('It is in the middle of a turn.')
  await lookAt(app, 'hand-over-asks', { alsoSmall: true })
  await details.getByRole('button', { name: 'After this turn' }).click()
  await expect(window.card('coder')).toContainText('A fresh agent takes over after this turn')
  await lookAt(app, 'hand-over-waits')
  await details.getByRole('button', { name: 'Replace it now' }).click()
  const told = () => team.log('coder').prompts().slice(-2)
  await team
    .log('coder')
    .until('the fresh agent has the texts', () => told().join() === 'SAY third,SAY first')
})

test('a team that does not fit into the memory is asked about first, with the numbers', async ({
  app,
  team,
}) => {
  const { page } = app
  const many = Math.ceil(totalmem() / 1e9) + 1
  const roles = Array.from({ length: many }, (_, index) =>
    [
      '[[orchestrations.roles]]',
      `name = "r${index}"`,
      'command = "opencode"',
      'description = "Works"',
      ...(index === 0 ? ['start = true'] : []),
    ].join('\n'),
  )
  await team.config(`[[orchestrations]]\nname = "large"\n\n${roles.join('\n\n')}\n`)
  await app.openFolder(team.dir)
  const warning = page.locator('.start-warning')
  await app.window.button('Run these commands').click()
  await expect(warning).toContainText(/need about .* GB of memory \(r0 1\.0 GB, .*\), and .* is free/)
  await lookAt(app, 'memory-warning', { alsoSmall: true })
  await page.getByRole('button', { name: 'Not now' }).click()
  await expect(warning).toHaveCount(0)
})
