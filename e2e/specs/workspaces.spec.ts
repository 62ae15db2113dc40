import { join } from 'node:path'
import { lookAt } from '../specs-support/screens'
import { expect, test } from '../specs-support/team'

/** An agent whose hooks say what is typed into it; see e2e/stubs/teller.mjs. */
const root = join(import.meta.dirname, '..', '..')
const teller = `'${process.execPath}' '${join(root, 'e2e/stubs/teller.mjs')}' '${join(root, 'dist/hook.js')}'`

const CONFIG = `
[[modes]]
name = "dev"
init_command = "export WHERE=here"
reactive_panes = 1
[[modes.panes]]
name = "tree"
command = 'ls -1; echo "ready $WHERE"'
[[modes.panes]]
name = "checks"
command = 'echo "1 test failed"; exit 1'
watch = false
[[modes.rules]]
pattern = '^echo'
`

test('a workspace shows its panes beside the agent, follows it, and outlives the app', async ({
  app,
  team,
}) => {
  const { window } = app
  const side = (name: string) => window.region(`Side pane: ${name}`)
  await team.config(CONFIG)
  await app.openFolder(team.dir)
  const consent = window.region('Commands to agree to')
  await expect(consent).toContainText('export WHERE=here')
  await expect(consent).toContainText('whatever the agent runs that matches ^echo')
  await window.button('Allow these commands').click()

  await expect(window.button('Edit the workspace')).toBeVisible()
  await window.region('Workspaces').getByLabel('Agent').fill(teller)
  await lookAt(app, 'workspaces', { alsoSmall: true })
  await window.button('Open dev').click()
  await expect(side('tree')).toContainText('ready here')
  await expect(side('tree')).toContainText('every 10 s')
  await expect(side('checks')).toContainText('exit 1')
  await expect(side('Reactive 1')).toContainText('^echo')
  await expect(window.screen('agent')).toContainText('listening')

  await window.input('agent').focus()
  const call = { session_id: 's', tool_name: 'Bash', tool_use_id: 'u1' }
  for (const event of [
    { hook_event_name: 'PreToolUse', ...call, tool_input: { command: 'echo it follows' } },
    { hook_event_name: 'PostToolUse', ...call },
  ]) {
    await app.page.keyboard.insertText(JSON.stringify(event))
    await app.page.keyboard.press('Enter')
  }
  await expect(side('Reactive 1').locator('.xterm-rows')).toContainText('it follows')
  await expect(side('Reactive 1')).toContainText('exit 0')
  await lookAt(app, 'workspace', { alsoSmall: true })

  await window.input('tree').focus()
  await app.page.keyboard.press('Control+Shift+F')
  await expect(side('tree').getByRole('textbox', { name: 'Find' })).toBeFocused()
  await app.page.keyboard.press('Escape')
  await window.button('Pause tree').click()
  await expect(side('tree')).toContainText('paused')
  await window.button('Zoom checks').click()
  await expect(side('tree')).toBeHidden()
  await window.button('Run checks again').click()
  await expect(side('checks')).toContainText('exit 1')
  await window.button('Show all panes').click()

  await app.relaunch('SIGKILL')
  await expect(side('tree').locator('.xterm-rows')).toContainText('ready here')
  await window.button('Let tree go on').click()
  await expect(side('tree')).toContainText('every 10 s')
})
