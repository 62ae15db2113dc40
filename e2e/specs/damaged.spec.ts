import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lookAt } from '../specs-support/screens'
import { expect, test, threeRoles } from '../specs-support/team'

test('a run whose journal is damaged is told of, and what is whole can be read', async ({ app, team }) => {
  const { window } = app
  await team.start(threeRoles)
  await team.delegate(['coder'], 'Repair the rounding.')
  await expect(window.entry('coder → lead').filter({ hasText: 'Task t1 done by coder.' })).toBeVisible()
  await app.running.end('SIGKILL')
  const [run = ''] = readdirSync(join(app.home, 'runs'))
  const journal = join(app.home, 'runs', run, 'journal.jsonl')
  const damaged = readFileSync(journal, 'utf8').replace('"task-reported"', '"task-reXorted"')
  writeFileSync(journal, damaged)
  await app.start()

  const list = window.region('Damaged runs')
  await expect(list).toContainText(journal)
  await expect(list).toContainText(/\d+ events before that are whole\./)
  await lookAt(app, 'damaged-run', { alsoSmall: true })
  await list.getByRole('button', { name: 'Read what is whole' }).click()
  await expect(window.region('Exported run')).toBeVisible()
  await expect(window.entry('Repair the rounding.')).toBeVisible()
  await expect(window.entry('This is how the run stood where its journal breaks off.')).toBeVisible()
  await window.button('Put away').click()
  await list.getByRole('button', { name: 'Do not show again' }).click()
  await expect(list).toBeHidden()
  expect(readFileSync(journal, 'utf8')).toBe(damaged)
})
