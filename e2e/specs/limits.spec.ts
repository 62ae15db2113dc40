import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lookAt } from '../specs-support/screens'
import { expect, test } from '../specs-support/team'
import { teamToml } from '../support/stubs'

test('a run that gets nowhere is paused with what shows it; an edit by the orchestrator is shown', async ({
  app,
  team,
}) => {
  const { window, page } = app
  const roles = [
    { name: 'lead', start: true, flags: '--osc7501' },
    {
      name: 'coder',
      flags: '--osc7501',
      lines: [
        '[orchestrations.roles.budget]',
        'tokens = 50_000',
        '[[orchestrations.roles.gates]]',
        'name = "tests"',
        'command = "date; echo the total is wrong; exit 3"',
      ],
    },
  ]
  execFileSync('git', ['init', '-q'], { cwd: team.dir })
  writeFileSync(join(team.dir, 'price.js'), 'export const price = 1\n')
  await team.write(roles)
  const logOf = (role: string) => team.log(role).file
  await team.config(teamToml('team', roles, logOf, ['stop_when = ["gate-failed 2"]']))
  await app.openFolder(team.dir)
  await window.agree()
  for (const role of roles) await window.isIdle(role.name)

  // An edit before the tree is noted would be nobody's.
  const [run = ''] = readdirSync(join(app.home, 'runs'))
  const journal = join(app.home, 'runs', run, 'journal.jsonl')
  await expect.poll(() => readFileSync(journal, 'utf8').includes('"tree-watched"')).toBe(true)
  await window.send('lead', 'RUN echo "// by lead" >> price.js')
  await window.isIdle('lead')
  await team.delegate(['coder'], 'Repair the total.')
  await expect(window.needsYou).toContainText('1 file changed (price.js) while only lead was at work')
  await lookAt(app, 'tree-changed', { role: 'lead', alsoSmall: true })
  await window.needsYou.getByRole('button', { name: 'Show the change' }).click()
  await expect(window.document).toContainText('+// by lead')
  await lookAt(app, 'tree-changed-diff')
  await window.closeDocument()
  await window.needsYou.getByRole('button', { name: 'Leave it' }).click()

  await expect(window.entry('Report r1 was sent back')).toBeVisible()
  await window.send('coder', "RUN dot-agent-deck work-done --task 'now it is right'")
  const needs = window.needsYou
    .getByRole('listitem')
    .filter({ hasText: 'The check "tests" of coder has failed 2 times' })
  await expect(needs).toBeVisible()
  await expect(window.region('Task')).toContainText('50 K allowed')
  // The task above has grown meanwhile; the timeline still shows its end.
  await expect(window.entry('Report r2 was sent back')).toBeInViewport()
  await lookAt(app, 'stopped', { role: 'coder', alsoSmall: true })
  await needs.getByRole('button', { name: 'Compare side by side' }).click()
  await expect(window.document.getByText('the total is wrong')).toHaveCount(2)
  await lookAt(app, 'stopped-evidence', { alsoSmall: true })
  await window.closeDocument()
  await needs.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('status', { name: 'Paused' })).toBeHidden()
})

test('an edit that asks less while the app is away is listed when it is back, and leads to the team', async ({
  app,
  team,
}) => {
  const { window } = app
  const gate = '[[orchestrations.roles.gates]]\nname = "tests"\ncommand = "true"'
  const roles = [
    { name: 'lead', start: true, flags: '--osc7501' },
    { name: 'coder', flags: '--osc7501', lines: [gate] },
  ]
  await team.start(roles)
  const config = readFileSync(join(team.dir, '.dot-agent-deck.toml'), 'utf8')
  const another =
    '[[orchestrations]]\nname = "another"\n[[orchestrations.roles]]\nname = "solo"\ncommand = "true"\n'
  await team.config(`${another}${config.replace(gate, '')}`)
  await app.relaunch('SIGKILL')
  await expect(window.needsYou).toContainText('asks less now: coder has no check "tests" any more')
  await lookAt(app, 'asks-less', { role: 'lead', alsoSmall: true })
  await window.needsYou.getByRole('button', { name: 'Look at the team' }).click()
  const editor = app.page.getByRole('main', { name: 'Editor: shop' })
  await expect(editor.getByRole('form', { name: 'Team team' })).toBeVisible()
  await lookAt(app, 'asks-less-team')
})
