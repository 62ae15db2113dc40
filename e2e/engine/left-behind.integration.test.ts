import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDiscovery } from '../../electron/terminal-host/discovery'
import { TestDeck } from '../support/deck'
import type { TestRun } from '../support/run'

/** What agents leave behind, when they or the app do not live to see it taken. */

let deck: TestDeck
beforeAll(async () => {
  deck = await TestDeck.open()
})
afterAll(() => deck.close())

async function killHost(): Promise<void> {
  process.kill((await readDiscovery(deck.hostDir))?.pid ?? 0, 'SIGKILL')
}

/** A worker reports while no app is there, and its program ends. */
async function reportsAndDies(name: string): Promise<TestRun> {
  const run = await deck.readyTeam([{ name: 'coder', clear: false }])
  const away = join(deck.logs, name)
  await run.delegate('coder', `WAIT-FOR ${away}\nRUN dot-agent-deck work-done --task 'my last words'\nEXIT 0`)
  await run.untilTask('t1', 'working')
  await deck.deck.detach()
  const ended = run.log('coder').until('its program ends', () => run.log('coder').of('end')[0])
  writeFileSync(away, '')
  await ended
  expect(run.log('coder').of('run')[0]).toMatchObject({ code: 3 })
  return run
}

async function countsOnce(run: TestRun): Promise<void> {
  const task = await run.untilTask('t1', 'done')
  expect(run.run.reports[task.report ?? '']?.text.preview).toBe('my last words')
  expect(run.events.some(({ body }) => body.type === 'task-lost')).toBe(false)
  expect(run.log('coder').prompts()).toHaveLength(1)
  await run.untilDelivery(
    'lead',
    'is told',
    ({ purpose, state }) => purpose === 'report' && state === 'proven',
  )
  await run.close()
}

test('a report that was kept for the app counts, though its agent has died meanwhile', async () => {
  const run = await reportsAndDies('away')
  await deck.newApp()
  await countsOnce(run)
})

test('it counts also when the whole machine went down, before the run is brought back', async () => {
  const run = await reportsAndDies('rebooted')
  await killHost()
  await deck.newApp()
  await deck.deck.handle('run.restore', { run: run.id })
  await countsOnce(run)
})

test('a terminal host that is killed while the team starts does not end the run', async () => {
  await deck.writeTeam([
    { name: 'lead', start: true },
    { name: 'coder', flags: '--slow-start 20000' },
  ])
  const run = await deck.startTeam()
  await run.until('both have been started', ({ agents }) => Object.keys(agents).length === 2)
  const log = run.log('coder')
  await log.until('its program runs', () => log.of('start')[0])
  await killHost()
  await run.until('both are gone', ({ agents }) =>
    Object.values(agents).every(({ status }) => status === 'exited'),
  )
  expect(run.run.phase).toBe('running')
  await run.close()
})
