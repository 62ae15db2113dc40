import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { lookAt } from '../specs-support/screens'
import { expect, test, threeRoles } from '../specs-support/team'

test('a run is exported, and its folder dropped on the window is replayed', async ({ app, team }) => {
  test.skip(app.projectKind === 'electron', 'the desktop asks for the folder with a dialog of the system')
  const { window, page } = app
  const exports = app.folder('exports')
  await team.start(threeRoles)
  await team.delegate(['coder'], 'Repair the rounding.')
  await expect(window.entry('coder → lead').filter({ hasText: 'Task t1 done by coder.' })).toBeVisible()
  await team.delegate(['reviewer'], 'Look at the repair.')
  await expect(window.entry('reviewer → lead').filter({ hasText: 'Task t2 done' })).toBeVisible()

  await window.act('Export this run…')
  const picker = page.getByRole('dialog', { name: 'Choose a folder for the export' })
  await picker.getByLabel('Path').fill(exports)
  await picker.getByRole('button', { name: 'Write it here' }).click()
  await expect(page.getByText(/^Exported to .*Drop that folder on a window/)).toBeVisible()
  await window.button('Dismiss message').click()
  const [name = ''] = readdirSync(exports)
  expect(name).toMatch(/^team \d{4}-\d\d-\d\d /)

  await app.openFolder(join(exports, name))
  await expect(window.region('Exported run')).toBeVisible()
  const replay = page.getByRole('group', { name: 'Replay' })
  const slider = replay.getByRole('slider', { name: 'Moment of the run' })
  await expect(window.entry('Task t2 done by reviewer.')).toBeVisible()
  await expect(replay.getByRole('button', { name: 'On to the next line' })).toBeDisabled()
  await lookAt(app, 'replay-end', { alsoSmall: true })

  await replay.getByRole('combobox', { name: 'Jump to a task' }).selectOption('t1 for coder')
  await expect(window.entry('Repair the rounding.')).toBeVisible()
  await expect(window.entry('Task t1 done by coder.')).toBeHidden()
  await expect(slider).toHaveAttribute('aria-valuetext', /lead to coder: Repair the rounding\.$/)
  await lookAt(app, 'replay-task', { alsoSmall: true })
  // Nothing of the past can be answered or paused.
  await expect(window.button('Pause the run')).toBeHidden()
  await expect(window.needsYou).toBeHidden()

  await replay.getByRole('button', { name: 'Back to the line before' }).click()
  await expect(window.entry('Repair the rounding.')).toBeHidden()
  await replay.getByRole('button', { name: 'Play' }).click()
  await expect(window.entry('Task t2 done by reviewer.')).toBeVisible({ timeout: 60_000 })
  await slider.press('Home')
  await expect(window.entries()).toHaveCount(1)
  await slider.press('End')
  await expect(window.entry('Task t2 done by reviewer.')).toBeVisible()
  await window.button('Put away').click()
  await expect(window.region('Exported run')).toBeHidden()
})
