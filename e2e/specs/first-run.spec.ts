import { lookAt } from '../specs-support/screens'
import { expect, test } from '../specs-support/app'
import { descendants } from '../specs-support/processes'
import { isAlive } from '../support/processes'

/** The home page promises less than a minute, which a machine that runs other specs too need not keep. In milliseconds. */
const LONG_ENOUGH = 120_000

test('the home page teaches, and the demo team works its task to the end', async ({ app }) => {
  test.setTimeout(2 * LONG_ENOUGH)
  const { window } = app
  await expect(window.home.getByRole('heading', { name: 'Drop a project folder here' })).toBeVisible()
  await expect(window.home).toContainText('You give one task; they hand the parts to each other')
  await lookAt(app, 'home', { alsoSmall: true })

  await window.button('Try the demo team').click()
  await expect(window.cards()).toHaveCount(4)
  await window.isWorking('orchestrator')
  await window.isWorking('reviewer')
  await expect(window.entry('orchestrator → reviewer')).toHaveCount(1)
  await window.show('reviewer')
  await expect(window.screen('reviewer')).toContainText('Demo agent: reviewer')
  await window.isWorking('coder')
  await window.show('coder')
  await expect(window.screen('coder')).toContainText('Read(src/discount.js)')
  await lookAt(app, 'demo-working', { role: 'coder', alsoSmall: true })
  await expect(window.entry('coder → orchestrator').first()).toContainText('report')
  await app.page.getByRole('radio', { name: 'Tiled' }).click()
  await expect(window.entry('orchestrator → reviewer')).toHaveCount(2)
  // Another agent has taken the reviewer's place, and its terminal shows that one.
  await expect(window.screen('reviewer')).toContainText('t3-reviewer.md')
  await window.isWorking('reviewer')
  await lookAt(app, 'demo-tiled', { role: 'reviewer' })
  await app.page.getByRole('radio', { name: 'Stacked' }).click()

  await expect(window.region('Run summary')).toContainText('The run is finished', { timeout: LONG_ENOUGH })

  await window.openEntry('orchestrator → coder')
  await expect(window.document).toContainText('Make the smallest change that does it')
  await window.closeDocument()
  await window.openEntry('coder → orchestrator')
  await expect(window.document).toContainText('Fixed: src/discount.js')
  await lookAt(app, 'demo-report')
  await window.closeDocument()
  await window.button('Read the summary').click()
  await expect(window.document).toContainText('An order of exactly 100 euros gets its discount now.')
  await window.closeDocument()
  await lookAt(app, 'demo-finished', { role: 'coder', alsoSmall: true })

  const agents = await descendants((await app.hostPid()) ?? 0)
  expect(agents.length).toBeGreaterThanOrEqual(4)
  await window.region('Run summary').getByRole('button', { name: 'Close run' }).click()
  await expect(window.home).toBeVisible()
  await expect(window.tabs()).toHaveCount(0)
  await expect.poll(() => agents.filter(isAlive), 'the agents’ processes end').toEqual([])
})
