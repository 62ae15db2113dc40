import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lookAt } from '../specs-support/screens'
import { stubCommand } from '../support/stubs'
import { expect, test } from '../specs-support/team'

const BEGUN = `# What we agreed on, do not lose this
worker_response_timeout_minutes = 60   # an hour

[[orchestrations]]
name = "shop"   # the usual one
max_round = 4   # mistyped

# Talks to the person
[[orchestrations.roles]]
name = "lead"
command = "sh"
start = true
`

test('a team of two roles is built in the editor, mended, saved and run', async ({ app, team }) => {
  const { page, window } = app
  const file = join(team.dir, '.dot-agent-deck.toml')
  const command = (name: string) =>
    stubCommand({ name, flags: '--osc7501' }, join(team.sign(`${name}.jsonl`)))
  await team.config(BEGUN)
  await app.openFolder(team.dir)
  await window.button('Edit the config').click()
  const editor = page.getByRole('main', { name: 'Editor: shop' })
  await expect(editor.getByRole('status')).toHaveText('Saved')

  const problems = window.region('Problems')
  await expect(problems).toContainText('max_round')
  await problems.getByRole('button', { name: 'Rename max_round to max_rounds' }).click()
  await expect(editor.getByLabel('Max rounds', { exact: true })).toHaveValue('4')

  // By the keyboard: the orchestrator's card, the role library, and the new role's fields.
  await editor.getByRole('button', { name: /^lead orchestrator/ }).press('Enter')
  await editor.getByLabel('Command', { exact: true }).fill(command('lead'))
  await editor.getByRole('button', { name: 'Add a role' }).press('Enter')
  await page.getByRole('menuitem', { name: /^Coder / }).press('Enter')
  const coder = editor.getByRole('form', { name: 'Role coder' })
  await expect(coder.getByLabel('Name', { exact: true })).toHaveValue('coder')
  await expect(coder.getByText(/ lines, /)).toBeVisible()
  await coder.getByLabel('Command', { exact: true }).fill('no-such-agent')
  await expect(coder).toContainText('Command not found: no-such-agent')
  await coder.getByLabel('Command', { exact: true }).fill(command('coder'))
  await coder.getByRole('button', { name: 'Add a check' }).click()
  await expect(
    coder.getByRole('region', { name: 'Checks' }).getByLabel('Command', { exact: true }),
  ).toHaveValue('npm test')
  await lookAt(app, 'editor-role', { alsoSmall: true })
  await coder.getByRole('region', { name: 'Checks' }).getByRole('button', { name: 'Remove tests' }).click()

  // Moved up and down again, the keyboard stays on the role.
  const card = editor.getByRole('button', { name: /^coder / })
  await card.press('Alt+ArrowUp')
  await expect(editor.getByRole('listitem').first()).toContainText('coder')
  await expect(card).toBeFocused()
  await card.press('Alt+ArrowDown')
  await expect(editor.getByRole('listitem').first()).toContainText('lead')

  await coder.getByRole('button', { name: 'Show what coder receives' }).click()
  const preview = page.getByRole('dialog', { name: 'What coder receives' })
  await expect(preview).toContainText('dot-agent-deck work-done')
  await lookAt(app, 'editor-preview')
  await page.keyboard.press('Escape')

  await editor.getByRole('button', { name: /^shop 2$/ }).click()
  await lookAt(app, 'editor-team', { alsoSmall: true })

  // The text tab is the same file: what is typed there is in the forms, and undone by the same keys.
  await editor.getByRole('radio', { name: 'Text' }).click()
  const text = page.getByRole('textbox', { name: 'Text of the config' })
  await expect(text).toContainText('# What we agreed on')
  await text.press('Control+Home')
  await page.keyboard.type('oops = \n')
  await expect(problems).toContainText('This is not a value that TOML can read')
  await lookAt(app, 'editor-text', { alsoSmall: true })
  await page.keyboard.press('Control+Z')
  await expect(text).not.toContainText('oops')
  await expect(problems).toBeHidden()

  await page.keyboard.press('Control+S')
  const changes = page.getByRole('dialog', { name: 'Save these changes' })
  await expect(changes).toContainText('max_rounds = 4   # mistyped')
  await lookAt(app, 'editor-changes', { alsoSmall: true })
  expect(await readFile(file, 'utf8')).toBe(BEGUN)
  await changes.getByRole('button', { name: /^Save the file/ }).press('Enter')
  await expect(editor.getByRole('status')).toHaveText('Saved')
  const saved = await readFile(file, 'utf8')
  const kept = BEGUN.replace('max_round ', 'max_rounds ').split('command = "sh"')
  expect(saved.startsWith(kept[0] ?? '')).toBe(true)
  expect(saved).toContain('# Talks to the person')

  // Another program writes the file while a change here is not saved yet: both stay.
  await editor.getByRole('radio', { name: 'Team' }).click()
  await editor.getByLabel('Max rounds', { exact: true }).fill('5')
  await expect(editor.getByRole('status')).toHaveText('Not saved')
  await writeFile(file, saved.replace('# an hour', '# one hour'))
  await expect(editor).toContainText('Your unsaved changes were kept on top of it.')
  await page.keyboard.press('Control+S')
  await changes.getByRole('button', { name: /^Save the file/ }).click()
  await expect(editor.getByRole('status')).toHaveText('Saved')
  expect(await readFile(file, 'utf8')).toBe(
    saved.replace('# an hour', '# one hour').replace('max_rounds = 4', 'max_rounds = 5'),
  )

  await editor.getByRole('button', { name: 'Close the editor' }).click()
  await window.agree()
  for (const role of ['lead', 'coder']) {
    await window.isIdle(role)
    for (const { pid } of team.log(role).entries()) team.owns(pid)
  }

  // From the run back to its config.
  await window.tab(/^shop, /).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Edit the team' }).click()
  await expect(editor.getByRole('form', { name: 'Team shop' })).toBeVisible()
})

test('a check and a command are tried from the editor', async ({ app, team }) => {
  const { page, window } = app
  const coder = stubCommand({ name: 'coder', flags: '--osc7501' }, team.sign('coder.jsonl'))
  const check = '\n[[orchestrations.roles.gates]]\nname = "tests"\ncommand = "true"\n'
  await team.config(
    `${BEGUN}\n[[orchestrations.roles]]\nname = "coder"\ndescription = "Writes"\ncommand = ${JSON.stringify(coder)}\n${check}`,
  )
  await app.openFolder(team.dir)
  await window.button('Edit the team').click()
  const editor = page.getByRole('main', { name: 'Editor: shop' })
  await editor.getByRole('button', { name: /^coder / }).click()
  const checks = editor.getByRole('form', { name: 'Role coder' }).getByRole('region', { name: 'Checks' })

  // The commands of the folder have not been agreed to, so that this one is asked about, as it is typed now.
  await checks.getByLabel('Command', { exact: true }).fill('echo looked at; pwd; exit 2')
  await checks.getByRole('button', { name: 'Run tests now' }).press('Enter')
  const question = checks.getByRole('group', { name: /^Run echo looked at; pwd; exit 2 in / })
  await expect(question.getByRole('button', { name: 'Run it' })).toBeFocused()
  await lookAt(app, 'editor-check-asked')
  await page.keyboard.press('Enter')
  await expect(checks.getByRole('status')).toHaveText(/^Failed with exit code 2 after /)
  await expect(checks.getByLabel('Output of tests')).toHaveText(`looked at\n${team.dir}\n`)
  await lookAt(app, 'editor-check-failed', { alsoSmall: true })
  await checks.getByLabel('Command', { exact: true }).fill('sleep 600')
  await checks.getByRole('button', { name: 'Run tests now' }).click()
  await checks.getByRole('button', { name: 'Run it' }).click()
  await checks.getByRole('button', { name: 'Stop tests' }).click()
  await expect(checks.getByRole('status')).toHaveText(/^Stopped after /)

  await editor.getByRole('button', { name: 'Try it in a terminal' }).click()
  await window.isIdle('coder, tried')
  for (const { pid } of team.log('coder').entries()) team.owns(pid)
  await lookAt(app, 'editor-tried', { role: 'coder, tried' })
  await window.button('End it, back to the editor').click()
  await expect(editor.getByRole('form', { name: 'Role coder' })).toBeVisible()
  await expect(window.tabs()).toHaveCount(1)
})

test('a config that is broken is opened in the editor, as text', async ({ app, team }) => {
  const { page, window } = app
  await team.config(BEGUN.replace('"sh"', 'sh'))
  await app.openFolder(team.dir)
  await window.button('Open in the editor').click()
  const text = page.getByRole('textbox', { name: 'Text of the config' })
  await expect(text).toContainText('command = sh')
  await window.region('Problems').getByRole('button', { name: 'Show line 11 in the text' }).click()
  await expect(text).toBeFocused()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(BEGUN)
  await expect(window.region('Problems')).toContainText('max_round')
  await page.getByRole('radio', { name: 'Team' }).click()
  await expect(page.getByRole('form', { name: 'Team shop' })).toBeVisible()
  // What is not saved is not lost without a word.
  await window.button('Close the editor').click()
  await expect(page.getByRole('alert')).toContainText('not saved')
  await window.button('Close without saving').click()
  await expect(window.region('Problems in the config')).toBeVisible()
})

test('a folder without a config gets a team that is built by hand; two who change one value are asked', async ({
  app,
  team,
}) => {
  const { page, window } = app
  const file = join(team.dir, '.dot-agent-deck.toml')
  await app.openFolder(team.dir)
  await window.button('Build a team yourself').click()
  const editor = page.getByRole('main', { name: 'Editor: shop' })
  await expect(window.region('Teams to begin with')).toBeVisible()
  await lookAt(app, 'editor-empty', { alsoSmall: true })
  await window.button('Add Orchestrator and coder').click()
  await expect(editor.getByRole('form', { name: 'Team solo' })).toBeVisible()
  await page.keyboard.press('Control+S')
  await expect(page.getByRole('dialog', { name: 'Save as a new file' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(editor.getByRole('status')).toHaveText('Saved')
  const saved = await readFile(file, 'utf8')
  expect(saved).toMatch(/^# /)

  await editor.getByRole('button', { name: /^coder / }).click()
  const description = editor.getByLabel('Description', { exact: true })
  await description.fill('Mine')
  await expect(editor.getByRole('status')).toHaveText('Not saved')
  await writeFile(file, saved.replace(/description = .*/, 'description = "Theirs"'))
  const question = editor.getByRole('alert')
  await expect(question).toContainText('was changed on disk as well')
  await lookAt(app, 'editor-conflict', { alsoSmall: true })
  await expect(window.button('Save')).toBeDisabled()
  await question.getByRole('button', { name: 'Take the file', exact: true }).click()
  await expect(description).toHaveValue('Theirs')
  await expect(editor.getByRole('status')).toHaveText('Saved')
  // Taken back, the person's own text is there again.
  await page.keyboard.press('Control+Z')
  await expect(description).toHaveValue('Mine')
})
