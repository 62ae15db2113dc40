import { lookAt } from '../specs-support/screens'
import { expect, test, threeRoles } from '../specs-support/team'

test('agents outlive an app that is killed, and the run goes on', async ({ app, team }) => {
  const { window } = app
  await team.start(threeRoles)
  const [coderMay, reviewerMay] = [team.sign('coder-may'), team.sign('reviewer-may')]
  await team.delegate(['coder'], `SAY before the crash\nWAIT-FOR ${coderMay}`)
  await team.delegate(['reviewer'], `WAIT-FOR ${reviewerMay}`)
  await window.isWorking('coder')
  await window.isWorking('reviewer')
  await window.show('coder')
  await expect(window.screen('coder')).toContainText('before the crash')

  await app.running.end('SIGKILL')
  // A report while nobody is there to take it.
  await team.give(reviewerMay)
  await team.log('reviewer').until('the report is kept', () =>
    team
      .log('reviewer')
      .of('run')
      .find((entry) => entry.code === 3),
  )
  await app.start()
  await window.isWorking('coder')
  await expect(window.entry('reviewer → lead')).toContainText('done by reviewer.')
  await window.show('coder')
  await expect(window.screen('coder')).toContainText('before the crash')
  await team.give(coderMay)
  await expect(window.entry('coder → lead')).toContainText('done by coder.')
  await window.isIdle('coder')
  expect(team.log('coder').of('prompt')).toHaveLength(1)
})

test('a run whose agents are gone too is offered for restoring', async ({ app, team }) => {
  const { window } = app
  await team.start(threeRoles)
  const may = team.sign('may')
  await team.delegate(['coder'], `WAIT-FOR ${may}`)
  await window.isWorking('coder')
  const host = await app.hostPid()
  await app.running.end('SIGKILL')
  if (host !== undefined) process.kill(host, 'SIGKILL')
  await app.start()

  const interrupted = window.region('Interrupted runs')
  await expect(interrupted).toContainText('1 task unfinished')
  await lookAt(app, 'interrupted')
  await team.give(may)
  await interrupted.getByRole('button', { name: 'Start 3 agents again' }).click()
  await expect(window.entry('coder → lead')).toContainText('done by coder.')
  await window.isIdle('lead')
  await expect(window.cards()).toHaveCount(3)
})
