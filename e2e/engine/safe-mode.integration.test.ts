import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { livingAgents } from '../../electron/link/living-agents'
import { TestDeck } from '../support/deck'

let deck: TestDeck
beforeAll(async () => {
  deck = await TestDeck.open()
})
afterAll(() => deck.close())

test('after a crash loop nothing is taken up by itself; a run whose agents live can be attached to', async () => {
  const run = await deck.readyTeam([{ name: 'coder', clear: false }])
  expect((await deck.deck.handle('deck.state', {})).safeMode).toBeUndefined()
  const gate = join(deck.logs, 'gate')
  await run.delegate('coder', `WAIT-FOR ${gate}`)
  await run.untilTask('t1', 'working')
  const { id } = run.agent('coder')

  await deck.deck.detach()
  const starts = [3, 2, 1].map((seconds) => ({ at: Date.now() - seconds * 1000, pid: 1 }))
  writeFileSync(join(deck.home, 'starts.json'), JSON.stringify({ starts }))
  await deck.newApp()
  const state = await deck.deck.handle('deck.state', {})
  expect(state).toMatchObject({ safeMode: true, runs: [], restorable: [{ run: run.id, openTasks: 1 }] })

  // Nothing is connected to the agents' terminal host yet, so that they would outlive this app.
  expect(await deck.deck.runsAtStake()).toEqual([])
  const other = deck.follow(
    (await deck.deck.handle('run.start-agent', { dir: deck.project, name: 'plain', command: 'cat' })).run,
  )
  await other.until('it lives', ({ agents }) => Object.values(agents).some(({ exit }) => !exit))
  expect(livingAgents(await deck.deck.runsAtStake()).map(({ role }) => role)).toEqual([
    'plain',
    'lead',
    'coder',
  ])
  await other.close()

  await deck.deck.handle('run.restore', { run: run.id })
  writeFileSync(gate, '')
  await run.untilTask('t1', 'done')
  expect(run.agent('coder').id).toBe(id)
  expect(run.log('coder').prompts()).toHaveLength(1)
  await run.close()
})
