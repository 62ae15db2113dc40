import { lookAt } from '../specs-support/screens'
import { expect, test, threeRoles } from '../specs-support/team'

test('a half-typed line is not overwritten: the delivery waits, and says so', async ({ app, team }) => {
  const { window } = app
  await team.start(threeRoles.map((role) => ({ ...role, clear: false })))
  await window.show('coder')
  await window.focus('coder')
  await app.page.keyboard.type('half a thought')
  await expect(window.screen('coder')).toContainText('> half a thought')

  await team.delegate(['coder'], 'SAY the task is here')
  await expect(window.card('coder')).toHaveAccessibleName(/delivery waits: you have half-typed text there/)
  await expect(window.card('coder')).toContainText('Delivery waits: you have half-typed text there')
  await expect(window.needsYou).toContainText('A text for coder waits')
  await lookAt(app, 'draft', { role: 'lead' })
  expect(team.log('coder').prompts()).toEqual([])

  await window.show('coder')
  await expect(window.screen('coder')).toContainText('> half a thought')
  await window.focus('coder')
  for (const _ of 'half a thought') await app.page.keyboard.press('Backspace')
  await expect(window.entry('coder → lead')).toContainText('done by coder.')
  await expect(window.needsYou).toBeHidden()
  expect(team.log('coder').prompts()).toHaveLength(1)
})
