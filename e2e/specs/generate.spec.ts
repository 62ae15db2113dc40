import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateScenario } from '../real/generate-script'
import { expect } from '../specs-support/app'
import { withClaude } from '../specs-support/claude'
import { lookAt } from '../specs-support/screens'
import { test as withTeam } from '../specs-support/team'
import { stubCommand } from '../support/stubs'

/** Three agents of the real program start, one after the other; seconds each on a small machine. */
const WHOLE_RUN_MS = 180_000
/** So long may one of them take. */
const AGENT_MS = 90_000
const CLAUDE = 'claude --permission-mode bypassPermissions'

const test = withClaude(() => generateScenario(CLAUDE))

test('Claude Code proposes a team in two rounds; the person accepts it, and it starts', async ({
  app,
  claudeHome: { work },
}) => {
  test.setTimeout(WHOLE_RUN_MS)
  const { page, window } = app
  const file = join(work, '.dot-agent-deck.toml')
  await writeFile(join(work, 'package.json'), '{ "name": "shop", "scripts": { "test": "node --test" } }\n')
  await app.openFolder(work)
  await expect(window.region('Generate a team')).toContainText('Nothing is used before you accept it')
  await lookAt(app, 'generate-offer', { alsoSmall: true })
  await window.region('Generate a team').getByRole('button', { name: 'Choose an agent' }).click()
  const dialog = page.getByRole('dialog', { name: 'Generate a team' })
  await dialog.getByLabel('Agent', { exact: true }).fill(CLAUDE)
  await lookAt(app, 'generate-dialog')
  await dialog.getByRole('button', { name: /^Start / }).click()

  const strip = page.getByRole('complementary', { name: 'Proposal' })
  await expect(strip).toBeVisible()
  await lookAt(app, 'generate-working', { alsoSmall: true })
  await expect(window.entry('Proposal 1: 1 error')).toHaveCount(1, { timeout: AGENT_MS })
  await expect(strip).toContainText('A team is proposed: 1 team with 2 roles', { timeout: AGENT_MS })
  expect(existsSync(file)).toBe(false)
  await lookAt(app, 'generate-proposed')

  await strip.getByRole('button', { name: 'Look at it' }).click()
  const editor = page.getByRole('main', { name: /^Editor: / })
  await expect(editor.getByRole('region', { name: 'Changes' })).toContainText('name = "shop"')
  await lookAt(app, 'generate-editor', { alsoSmall: true })
  await page.getByRole('complementary', { name: 'Proposal' }).getByRole('button', { name: 'Accept' }).click()

  await expect(window.region('Commands to agree to').getByRole('heading')).toContainText('command')
  expect(await readFile(file, 'utf8')).toContain('# One role writes, because the project is small.')
  await window.agree()
  await expect(window.cards()).toHaveCount(2)
  await expect(window.entry('First prompt delivered')).toHaveCount(1, { timeout: AGENT_MS })
})

withTeam(
  'the offer is made once; a proposal over a config of one’s own can be discarded',
  async ({ app, team }) => {
    const { page, window } = app
    await app.openFolder(team.dir)
    const offer = window.region('Generate a team')
    await offer.getByRole('button', { name: 'Never for this folder' }).click()
    await expect(offer).toHaveCount(0)
    await expect(page.getByRole('heading', { name: 'Generate a team' })).toHaveCount(0)
    await page.keyboard.press('ControlOrMeta+,')
    const settings = page.getByRole('dialog', { name: 'Settings' })
    await settings.getByRole('button', { name: 'Offer again' }).click()
    await page.keyboard.press('Escape')
    await offer.getByRole('button', { name: 'Not now' }).click()
    await expect(offer).toHaveCount(0)
    await expect(page.getByRole('heading', { name: 'Generate a team' })).toBeVisible()

    await team.config('# Mine\n[[orchestrations]]\nname = "mine"\n')
    await window.button('Edit the config').waitFor()
    await window.button('Have an agent propose one').click()
    const dialog = page.getByRole('dialog', { name: 'Generate a team' })
    const command = stubCommand({ name: 'agent', flags: '--osc7501' }, team.log('agent').file)
    await dialog.getByLabel('Agent', { exact: true }).fill(command)
    await dialog.getByRole('button', { name: 'Start the agent' }).click()
    await window.isIdle('agent')
    const strip = page.getByRole('complementary', { name: 'Proposal' })
    const role = (name: string) =>
      `[[orchestrations.roles]]\\nname = "${name}"\\ncommand = "sh"\\ndescription = "x"\\n`
    const text = `[[orchestrations]]\\nname = "theirs"\\n${role('lead')}start = true\\n${role('coder')}`
    await window.send(
      'agent',
      `RUN cd .dot-agent-deck/runs/* && printf '${text}' > proposal.toml\nRUN dot-agent-deck work-done --task done`,
    )
    await expect(strip).toContainText('A team is proposed')
    await strip.getByRole('button', { name: 'Look at it' }).click()
    const changes = page.getByRole('region', { name: 'Changes' })
    await expect(changes.locator('[data-kind="removed"]').first()).toContainText('# Mine')
    await lookAt(app, 'generate-change', { alsoSmall: true })
    await page
      .getByRole('complementary', { name: 'Proposal' })
      .getByRole('button', { name: 'Discard' })
      .click()
    await expect(window.button('Edit the config')).toBeVisible()
    expect(await readFile(join(team.dir, '.dot-agent-deck.toml'), 'utf8')).toContain('# Mine')
    await expect(window.tabs()).toHaveCount(1)
  },
)
