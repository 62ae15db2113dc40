import { lookAt } from '../specs-support/screens'
import { expect, test, threeRoles } from '../specs-support/team'

test('a folder’s commands are shown before anything runs', async ({ app, team }) => {
  const { window } = app
  await team.write(threeRoles)
  await app.openFolder(team.dir)
  const consent = window.region('Commands to agree to')
  await expect(consent.getByRole('heading')).toContainText('3 commands')
  for (const role of ['lead', 'coder', 'reviewer']) await expect(consent).toContainText(`--name ${role}`)
  await lookAt(app, 'consent', { alsoSmall: true })
  expect(team.log('lead').entries()).toEqual([])
  await window.button('Not now').click()
  await expect(window.home).toBeVisible()
  await expect(window.region('Recent folders')).toContainText('shop')
})

test('the orchestrator hands a task to two roles at once, and a third task queues', async ({ app, team }) => {
  const { window } = app
  await team.start(threeRoles)
  const [coderMay, reviewerMay] = [team.sign('coder-may'), team.sign('reviewer-may')]
  await expect(window.region('Task')).toContainText('Write the first task below its terminal')

  await team.delegate(
    ['coder', 'reviewer'],
    `Repair the rounding.\nWAIT-FOR ${coderMay}\nWAIT-FOR ${reviewerMay}`,
  )
  await window.isWorking('coder')
  await window.isWorking('reviewer')
  await expect(window.entry('lead → coder')).toContainText('Repair the rounding.')
  await expect(window.tab(/^team, shop, (working|thinking)/)).toHaveAttribute('aria-selected', 'true')
  await expect(app.page.getByRole('contentinfo', { name: 'Status' })).toContainText('2 working')

  await team.delegate(['coder'], 'Then write the notes.')
  await expect(window.card('coder')).toHaveAccessibleName(/1 queued/)
  await window.show('coder')
  await expect(window.screen('coder')).toContainText('working… (esc to interrupt)')
  await expect(window.region('Task')).toContainText('Queued behind it')
  await lookAt(app, 'team-working', { role: 'coder', alsoSmall: true })

  await team.give(reviewerMay)
  await team.give(coderMay)
  await expect(window.entry('reviewer → lead')).toContainText('Task t2 done by reviewer.')
  await expect(window.entry('coder → lead').filter({ hasText: 'Task t3 done by coder.' })).toBeVisible()
  await expect(window.card('coder')).not.toHaveAccessibleName(/queued/)
  await window.openEntry('lead → reviewer')
  await expect(window.document).toContainText('Repair the rounding.')
})

test('a role of two agents has two cards and one queue', async ({ app, team }) => {
  const { window } = app
  await team.start(
    threeRoles.map((role) => (role.name === 'coder' ? { ...role, lines: ['max_parallel = 2'] } : role)),
  )
  await window.card('coder 2').click()
  await expect(window.region('Task')).toContainText('It starts when a task comes while the others work.')
  const may = team.sign('may')
  for (const what of ['Repair the rounding.', 'Repair the handle.', 'Write the notes.'])
    await team.delegate(['coder'], `${what}\nWAIT-FOR ${may}`)
  await window.isWorking('coder')
  await window.isWorking('coder 2')
  await expect(window.card('coder')).toHaveAccessibleName(/1 queued/)
  await expect(window.card('coder 2')).not.toHaveAccessibleName(/queued/)
  await window.show('coder 2')
  await expect(window.region('Task')).toContainText('Repair the handle.')
  await expect(window.region('Task')).toContainText('Queued for coder')
  await lookAt(app, 'two-coders', { role: 'coder 2', alsoSmall: true })
  await team.give(may)
  await expect(window.entry('coder 2 → lead')).toContainText('Task t2 done by coder.')
})

test('a dialog in a terminal calls the person, who answers it there', async ({ app, team }) => {
  const { window } = app
  // The coder says nothing of itself: its dialog is read from its screen.
  await team.start(threeRoles.map((role) => (role.name === 'coder' ? { name: 'coder' } : role)))
  await team.delegate(['coder'], `ASK-PERMISSION ${team.sign('allowed')}`)
  await expect(window.needsYou).toContainText('coder waits for you: Do you want to run this command?')
  await expect(window.card('coder')).toHaveAccessibleName(/^coder, waits for you/)
  await expect(window.tab('team, shop, 1 waiting for you')).toBeVisible()
  await expect(app.page).toHaveTitle('(1) DOT Agent Deck')
  await lookAt(app, 'needs-you', { role: 'lead', alsoSmall: true })

  await window.composer('lead').focus()
  await app.page.keyboard.press('Control+J')
  await expect(window.screen('coder')).toContainText('1. Yes')
  await expect(window.input('coder')).toBeFocused()
  await app.page.keyboard.press('Enter')
  await expect(window.needsYou).toBeHidden()
  await expect(window.entry('coder → lead')).toContainText('Task t1 done by coder.')
  expect(team.log('coder').of('approved')).toHaveLength(1)
  await window.isIdle('coder')
})

test('two runs are two tabs, and a tab says what is most urgent in it', async ({ app, team }) => {
  const { window } = app
  await team.start(threeRoles, 'dev-flow')
  const docs = team.another('docs')
  await docs.start(threeRoles, 'research')
  await expect(window.tabs()).toHaveCount(2)
  await expect(window.tab('research, docs, idle')).toHaveAttribute('aria-selected', 'true')

  const may = team.sign('may')
  await docs.delegate(['coder'], `WAIT-FOR ${may}`)
  await expect(window.tab(/^research, docs, (working|thinking)/)).toBeVisible()
  await app.page.keyboard.press('Control+Shift+[')
  await expect(window.tab(/^dev-flow, shop/)).toHaveAttribute('aria-selected', 'true')
  await team.delegate(['reviewer'], `ASK-PERMISSION ${team.sign('allowed')}`)
  await expect(window.tab('dev-flow, shop, 1 waiting for you')).toBeVisible()
  await app.page.keyboard.press('Control+Shift+]')
  await expect(window.tab(/^research, docs/)).toHaveAttribute('aria-selected', 'true')
  await window.isWorking('coder')
  await lookAt(app, 'two-runs', { role: 'lead' })

  // What needs the person is in the other tab.
  await window.composer('lead').focus()
  await app.page.keyboard.press('Control+J')
  await expect(window.tab(/^dev-flow, shop/)).toHaveAttribute('aria-selected', 'true')
  await expect(window.input('reviewer')).toBeFocused()
  await app.page.keyboard.press('Enter')
  await expect(window.needsYou).toBeHidden()

  await docs.give(may)
  await window.tab(/^research, docs/).click()
  await expect(window.entry('coder → lead')).toBeVisible()
  await window.button('Close research').click()
  await expect(app.page.getByRole('alertdialog')).toContainText('Nobody is working. 3 agents')
  await window.button('Stop 3 agents and close').click()
  await expect(window.tabs()).toHaveCount(1)
  await window.isIdle('lead')
})
