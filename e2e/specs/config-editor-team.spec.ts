import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { lookAt } from '../specs-support/screens'
import { stubCommand } from '../support/stubs'
import { expect, test as base } from '../specs-support/team'

/** The machine of somebody who has Claude Code and Codex. Nothing here starts them. */
const test = base.extend({
  person: async ({ person }, use) => {
    const bin = join(person.home, 'bin')
    await mkdir(bin)
    for (const agent of ['claude', 'codex']) {
      await writeFile(join(bin, agent), '#!/bin/sh\n')
      await chmod(join(bin, agent), 0o755)
    }
    const path = `${bin}:${process.env['PATH'] ?? ''}`
    await writeFile(join(person.home, '.bash_profile'), `export PATH='${path}'\n`)
    await use({ ...person, env: { ...person.env, PATH: path } })
  },
})

/** More presses of Tab than any part of the window needs. */
const MOST_TABS = 80

/** Goes to a control with Tab or Shift+Tab alone. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < MOST_TABS; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  await expect(target, 'reached by the keyboard').toBeFocused()
}

/** Writes a field that has the keyboard anew. */
async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}

/** Takes an item of the open menu by its first letters. The menu takes the keyboard, and goes to the item, a moment after it is asked to. */
async function takeFromMenu(page: Page, letters: string, item: RegExp): Promise<void> {
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await page.keyboard.type(letters)
  await expect(page.getByRole('menuitem', { name: item })).toBeFocused()
  await page.keyboard.press('Enter')
}

test('a team is built from nothing by keyboard alone, saved and run', async ({ app, team }) => {
  const { page, window } = app
  const stub = (name: string) => stubCommand({ name, flags: '--osc7501' }, team.sign(`${name}.jsonl`))
  const press = (key: string) => page.keyboard.press(key)
  await app.openFolder(team.dir)
  await expect(window.button('Build a team yourself')).toBeVisible()
  await press('Control+Shift+P')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.type('Edit the team')
  await press('Enter')
  const editor = page.getByRole('main', { name: 'Editor: shop' })
  await expect(editor.getByRole('status')).toHaveText('New file')

  await tabTo(page, editor.getByRole('button', { name: 'Add a team' }))
  await press('Enter')
  await takeFromMenu(page, 'Empty', /^Empty team/)
  await expect(editor.getByRole('form', { name: 'Team team' })).toBeVisible()

  await tabTo(page, editor.getByRole('button', { name: /^orchestrator / }), 'Shift+Tab')
  await press('Enter')
  const lead = editor.getByRole('form', { name: 'Role orchestrator' })
  await tabTo(page, lead.getByLabel('Name', { exact: true }))
  await write(page, 'lead')
  await tabTo(page, editor.getByRole('form', { name: 'Role lead' }).getByLabel('Command', { exact: true }))
  await write(page, stub('lead'))

  await tabTo(page, editor.getByRole('button', { name: 'Add a role' }), 'Shift+Tab')
  await press('Enter')
  await takeFromMenu(page, 'Cod', /^Coder/)
  const coder = editor.getByRole('form', { name: 'Role coder' })
  await tabTo(page, coder.getByLabel('Command', { exact: true }))
  await write(page, stub('coder'))
  await tabTo(page, coder.getByRole('textbox', { name: 'Prompt template' }))
  await press('Control+End')
  await page.keyboard.type('Be kind.')
  await press('Tab')
  const plan = (name: string) => coder.getByRole('radiogroup', { name: 'Plan' }).getByRole('radio', { name })
  await tabTo(page, plan('None'))
  await press('ArrowRight')
  await expect(plan('Orchestrator')).toBeFocused()
  await press('ArrowRight')
  await expect(plan('Person')).toBeFocused()
  await press('Enter')
  await expect(editor.getByRole('img', { name: /plan: your yes/ })).toBeVisible()

  // Moved, removed and taken back, all from where the keyboard is.
  const card = editor.getByRole('button', { name: /^coder / })
  await tabTo(page, card, 'Shift+Tab')
  await press('Alt+ArrowUp')
  await expect(editor.getByRole('listitem').first()).toContainText('coder')
  await expect(card).toBeFocused()
  await press('Alt+ArrowDown')
  await expect(editor.getByRole('listitem').first()).toContainText('lead')
  await tabTo(page, editor.getByRole('button', { name: 'Remove coder' }))
  await press('Enter')
  await expect(card).toBeHidden()
  await press('Control+Z')
  await expect(card).toBeVisible()

  await press('Control+S')
  await expect(page.getByRole('dialog', { name: 'Save as a new file' })).toBeVisible()
  await press('Enter')
  await expect(editor.getByRole('status')).toHaveText('Saved')
  const saved = await readFile(join(team.dir, '.dot-agent-deck.toml'), 'utf8')
  expect(saved).toContain('plan = "person"')
  expect(saved).toContain('\nBe kind."""')

  await tabTo(page, editor.getByRole('button', { name: 'Close the editor' }), 'Shift+Tab')
  await press('Enter')
  await tabTo(page, window.button('Run these commands'))
  await press('Enter')
  for (const role of ['lead', 'coder']) {
    await window.isIdle(role)
    for (const { pid } of team.log(role).entries()) team.owns(pid)
  }
})

test('roles are copied, renamed, dragged, removed and brought back by mouse', async ({ app, team }) => {
  const { page, window } = app
  await app.openFolder(team.dir)
  await window.button('Build a team yourself').click()
  const editor = page.getByRole('main', { name: 'Editor: shop' })
  await window.button('Add Code, review, audit, release').click()
  const names = () => editor.getByRole('listitem').locator('.config-item-name').allTextContents()
  const first = ['orchestrator', 'coder', 'reviewer', 'auditor', 'release']
  await expect.poll(names).toEqual(first)

  // A reviewer that thinks like the coder is only a suggestion; the problems stay folded until somebody looks.
  const problems = window.region('Problems')
  await problems.getByRole('button', { name: '2 suggestions' }).click()
  await expect(problems).toContainText(
    'reviewer works with the same model as coder (Claude Code, its usual model)',
  )
  await problems.getByRole('button', { name: 'Let reviewer use Codex' }).click()
  await expect(problems).not.toContainText('reviewer works')
  await editor.getByRole('button', { name: /^auditor / }).click()
  await editor.getByRole('button', { name: 'Model: usual' }).click()
  await page.getByRole('menuitem', { name: 'opus' }).click()
  const command = editor.getByLabel('Command', { exact: true })
  await expect(command).toHaveValue('claude --model opus')
  await expect(problems).toBeHidden()
  await editor.getByRole('button', { name: 'Agent: Claude Code' }).click()
  await lookAt(app, 'editor-agents')
  await page.getByRole('menuitem', { name: 'Codex' }).click()
  await expect(command).toHaveValue('codex')

  await editor.getByRole('button', { name: /^coder / }).click()
  await editor.getByRole('button', { name: 'Copy coder' }).click()
  const form = editor.getByRole('form', { name: 'Role coder-2' })
  await form.getByLabel('Name', { exact: true }).fill('helper')
  await expect.poll(names).toEqual([...first, 'helper'])

  // Who gives tasks to whom is switched on and off, and drawn.
  const delegates = editor.getByRole('group', { name: 'May delegate to' })
  await expect(delegates.getByRole('button', { pressed: true })).toHaveCount(0)
  await delegates.getByRole('button', { name: 'coder', exact: true }).click()
  await expect(editor.getByRole('img')).toHaveAccessibleName(/helper gives tasks to coder\./)
  await lookAt(app, 'editor-delegates')
  await editor.getByRole('button', { name: 'Use the default for may delegate to' }).click()
  await expect(delegates.getByRole('button', { pressed: true })).toHaveCount(0)

  const card = (name: string) => editor.getByRole('listitem').filter({ hasText: new RegExp(`^${name}`) })
  await card('helper').dragTo(card('coder'))
  await expect.poll(names).toEqual(['orchestrator', 'helper', 'coder', 'reviewer', 'auditor', 'release'])
  await expect(editor.getByRole('form', { name: 'Role helper' })).toBeVisible()
  await editor.getByRole('button', { name: 'Remove helper' }).click()
  await expect.poll(names).toEqual(first)
  await expect(editor.getByRole('img')).toHaveAccessibleName(/^orchestrator gives tasks to coder, reviewer/)
  await lookAt(app, 'editor-drawing', { alsoSmall: true })
  await page.keyboard.press('Control+Z')
  await expect.poll(names).toEqual(['orchestrator', 'helper', 'coder', 'reviewer', 'auditor', 'release'])

  // Whole teams as well.
  await editor.getByRole('button', { name: /^code-review / }).click()
  await editor.getByRole('button', { name: 'Copy team code-review' }).click()
  await expect(editor.getByRole('form', { name: 'Team code-review-2' })).toBeVisible()
  await editor.getByRole('button', { name: 'Move team code-review-2 up' }).click()
  const teams = editor.getByRole('button', { name: /^code-review/ })
  await expect(teams.first()).toHaveText('code-review-26')
  await expect(teams.first()).toBeFocused()
  await page.keyboard.press('Alt+ArrowDown')
  await expect(teams.first()).toHaveText('code-review6')
})
