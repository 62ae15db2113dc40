import { execFileSync } from 'node:child_process'
import { makeTeamProject } from '../real/team-project'
import { teamScenario } from '../real/team-script'
import { expect } from '../specs-support/app'
import { withClaude } from '../specs-support/claude'
import { lookAt } from '../specs-support/screens'

/** Five agents of the real program start, work and are replaced; seconds each on a small machine. */
const WHOLE_RUN_MS = 300_000

const test = withClaude(() => teamScenario())

test('five Claude Code agents work a task to its end, and ship only after a yes', async ({
  app,
  claudeHome,
}) => {
  test.setTimeout(WHOLE_RUN_MS)
  const { window } = app
  const dir = await makeTeamProject(claudeHome, 'approval = "person"\n')
  const tags = () => execFileSync('git', ['tag'], { cwd: dir, encoding: 'utf8' }).trim()
  await app.openFolder(dir)
  await expect(window.region('Commands to agree to').getByRole('heading')).toContainText('5 commands')
  await window.agree()
  await expect(window.cards()).toHaveCount(5)
  await expect(window.entry('First prompt delivered, proven by hook')).toHaveCount(1, { timeout: 60_000 })
  await window.send('orchestrator', 'The shop loses cents. Fix it and ship it.')
  const yes = window.needsYou.getByRole('button', { name: 'Let it start' })
  await expect(window.needsYou).toContainText('release waits for your yes: Get ready', { timeout: 60_000 })
  await yes.click()
  await expect(window.entry('orchestrator → reviewer')).toHaveCount(1, { timeout: 90_000 })
  await expect(window.entry('orchestrator → auditor')).toHaveCount(1)
  await lookAt(app, 'claude-working', { role: 'orchestrator' })

  await expect(window.needsYou).toContainText('release waits for your yes: Ship it', {
    timeout: WHOLE_RUN_MS,
  })
  expect(tags()).toBe('')
  await lookAt(app, 'claude-approval', { role: 'orchestrator' })
  await yes.click()

  await expect(window.region('Run summary')).toContainText('The run is finished', { timeout: WHOLE_RUN_MS })
  await expect(window.region('Run summary')).toContainText('The shop keeps its cents. Released as 1.0.1.')
  expect(tags()).toBe('v1.0.1')
  await window.show('coder')
  await expect(window.card('coder')).toHaveAccessibleName(/round 2/)
  await expect(window.region('Task')).toContainText('proven by hook')
  await lookAt(app, 'claude-finished', { role: 'coder' })
})
