import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive } from '../support/processes'
import { lookAt } from '../specs-support/screens'
import { stubCommand } from '../support/stubs'
import { expect, test, threeRoles } from '../specs-support/team'

test('a folder without a config gets one from a template', async ({ app, team }) => {
  const { window } = app
  await app.openFolder(team.dir)
  const templates = app.page.getByRole('list', { name: 'Templates' })
  await expect(templates.getByRole('listitem').first()).toBeVisible()
  await lookAt(app, 'no-config', { alsoSmall: true })
  await window.button('Create Code, review, audit, release').click()
  await expect(window.region('Commands to agree to')).toContainText('claude')
  expect(await readFile(join(team.dir, '.dot-agent-deck.toml'), 'utf8')).toContain('[[orchestrations]]')
  // A config that somebody removes is missing at once.
  await rm(join(team.dir, '.dot-agent-deck.toml'))
  await expect(templates).toBeVisible()
})

test('a broken config is shown with its place and fix, and followed on disk', async ({ app, team }) => {
  const { window } = app
  await team.config(
    '[[orchestrations]]\nname = "team"\n\n[[orchestrations.roles]]\nname = "lead"\nstart = maybe\n',
  )
  await app.openFolder(team.dir)
  const problems = window.region('Problems in the config')
  await expect(problems).toContainText('.dot-agent-deck.toml:6:9')
  await expect(problems).toContainText('Error')
  await lookAt(app, 'broken-config', { alsoSmall: true })

  await team.config(
    '[[orchestrations]]\nname = "team"\n' +
      ['one', 'two']
        .map((name) => `\n[[orchestrations.roles]]\nname = "${name}"\ncommand = "true"\nstart = true\n`)
        .join(''),
  )
  await expect(problems).toContainText(/start/)
  await expect(problems).toContainText(/one/)
  await expect(problems).toContainText(/\.dot-agent-deck\.toml:\d+:\d+/)

  await team.write(threeRoles)
  await expect(window.region('Commands to agree to')).toBeVisible()
  await window.agree()
  await window.isIdle('lead')
})

test('a command that does not exist ends the others, and says why', async ({ app, team }) => {
  const { window } = app
  await team.write([
    { name: 'lead', start: true },
    { name: 'coder' },
    { name: 'reviewer', command: 'no-such-agent --fast' },
  ])
  await app.openFolder(team.dir)
  await window.button('Run these commands').click()
  await expect(app.page.getByRole('heading', { name: 'team could not start' })).toBeVisible()
  await expect(app.page.getByRole('main')).toContainText('no-such-agent')
  await expect(app.page.getByRole('main')).toContainText('The other roles were ended again.')
  await lookAt(app, 'start-failed', { alsoSmall: true })
  await expect.poll(() => team.pids().filter(isAlive), 'the others end').toEqual([])

  await team.write(threeRoles)
  await window.button('Back to shop').click()
  await window.agree()
  await window.isIdle('lead')
})

test('a folder that is not there is refused in words', async ({ app, team }) => {
  const { window } = app
  await app.page.keyboard.press('Control+N')
  const dialog = app.page.getByRole('dialog', { name: 'New agent or team' })
  await dialog.getByLabel('Folder').fill(join(team.dir, 'not-there'))
  await expect(dialog.getByRole('alert')).toContainText('not-there')
  await expect(dialog.getByRole('button', { name: 'Start agent' })).toBeDisabled()
  await app.page.keyboard.press('Escape')
  await expect(window.home).toBeVisible()
})

test('one agent without a team starts, ends and starts again', async ({ app, team }) => {
  const { window } = app
  const { page } = app
  const command = stubCommand({ name: 'helper', flags: '--osc7501' }, join(team.sign('helper.jsonl')))
  await page.keyboard.press('Control+N')
  const dialog = page.getByRole('dialog', { name: 'New agent or team' })
  await dialog.getByLabel('Folder').fill(team.dir)
  await dialog.getByLabel('Command').fill(command)
  await dialog.getByLabel('Name').fill('helper')
  await lookAt(app, 'new-agent', { alsoSmall: true })
  await dialog.getByRole('button', { name: 'Start agent' }).click()
  await window.isIdle('helper')
  await expect(window.screen('helper')).toContainText('helper is here.')

  await window.send('helper', 'EXIT 3')
  await expect(window.card('helper')).toHaveAccessibleName(/^helper, exited with code 3/)
  await expect(window.terminal('helper')).toContainText(
    'helper exited with code 3. Its last screen is above.',
  )
  await lookAt(app, 'exited', { role: 'helper' })
  await window.terminal('helper').getByRole('button', { name: 'Start again' }).click()
  await window.isIdle('helper')
  expect(team.log('helper').of('start')).toHaveLength(2)
  await page.keyboard.press('Control+Shift+N')
  await expect(dialog.getByLabel('Command')).toHaveValue(command)
  await expect(dialog.getByLabel('Folder')).toHaveValue(team.dir)
  await page.keyboard.press('Escape')
  for (const { pid } of team.log('helper').entries()) team.owns(pid)
})
