import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Run } from '#shared/model/state'
import { agentOf, inATurn } from '#shared/model/selectors'
import type { TestRun } from '../support/run'
import { TestDeck } from '../support/deck'

let deck: TestDeck
let run: TestRun

beforeAll(async () => {
  deck = await TestDeck.open()
})
afterEach(() => run.close())
afterAll(() => deck.close())

async function start(clear: boolean): Promise<void> {
  await deck.writeTeam(
    ['lead', 'coder'].map((name) => ({ name, start: name === 'lead', clear, flags: '--osc7501' })),
  )
  run = await deck.startTeam()
  await run.idle('lead', 'coder')
}

const handOver = (role: string, when: 'idle' | 'now' | 'never') =>
  deck.deck.handle('pane.hand-over', { run: run.id, pane: run.pane(role), agent: run.agent(role).id, when })

/** Waits for another agent in the pane than this one. */
const untilFresh = (role: string, before: string) =>
  run.until(`a fresh agent for ${role}`, (state: Run) => {
    const agent = agentOf(state, run.pane(role))
    return agent && agent.id !== before && agent.status === 'idle' ? agent : undefined
  })

const works = (state: Run, role: string): boolean => {
  const agent = agentOf(state, run.pane(role))
  return agent !== null && inATurn(agent)
}

const handedOver = () => run.events.flatMap(({ body }) => (body.type === 'handed-over' ? [body] : []))

test.each([
  ['that keeps its agent', false],
  ['that starts afresh for each task', true],
])(
  'a worker %s hands its open task over: the fresh agent gets it once, with what is known',
  async (_, clear) => {
    await start(clear)
    writeFileSync(join(deck.project, 'half-done.txt'), 'half')
    await run.delegate('coder', 'NO-REPORT\nSAY I am stuck')
    await run.untilTask('t1', 'working')
    await run.idle('coder')
    const old = run.agent('coder').id
    await handOver('coder', 'idle')
    const fresh = await untilFresh('coder', old)
    const [event] = handedOver()
    expect(event).toMatchObject({ agent: old, task: 't1' })
    const text = readFileSync(event?.text.file ?? '', 'utf8')
    expect(text).toContain('Task t1 is yours now')
    expect(text).toContain('?? half-done.txt')
    expect(text).toContain('I am stuck')
    const task = await run.untilTask('t1', 'working')
    expect(task).toMatchObject({ agent: fresh.id, lost: 0 })
    const got = run
      .log('coder')
      .of('prompt')
      .map(({ agent, text: prompt }) => [agent, prompt.includes('task t1')])
    expect(got).toEqual([
      [old, true],
      [fresh.id, true],
    ])
    expect(run.log('coder').of('prompt').at(-1)?.text).toContain('hand-over.md')
    expect(run.run.panes[run.pane('coder')]?.handOver).toBeNull()
  },
)

test('in a turn it waits for the end of the turn, can be taken back, and cuts the turn only when told so', async () => {
  await start(false)
  const end = join(deck.root, 'end')
  await run.delegate('coder', `SPIN ${end}`)
  await run.untilTask('t1', 'working')
  await run.until('coder works', (state) => works(state, 'coder'))
  const old = run.agent('coder').id
  await handOver('coder', 'idle')
  await handOver('coder', 'never')
  expect(run.run.panes[run.pane('coder')]?.handOver).toBeNull()
  await handOver('coder', 'idle')
  // A later delivery to the lead shows that the deck has had time to do it wrong.
  await run.shell('lead', 'true')
  expect(run.agent('coder').id).toBe(old)
  expect(handedOver()).toEqual([])
  await handOver('coder', 'now')
  const fresh = await run.until('a fresh agent', (state) => {
    const agent = agentOf(state, run.pane('coder'))
    return agent && agent.id !== old ? agent : undefined
  })
  writeFileSync(end, '')
  const task = await run.untilTask('t1', 'done')
  expect(task).toMatchObject({ agent: fresh.id, lost: 0 })
  expect(
    run
      .log('coder')
      .of('prompt')
      .map(({ agent }) => agent),
  ).toEqual([old, fresh.id])
})

test('an orchestrator’s successor gets its role and the hand-over; what the person has queued reaches it', async () => {
  await start(false)
  const end = join(deck.root, 'lead-end')
  await run.prompt('lead', `SPIN ${end}`)
  await run.log('lead').until('the spinner', () => run.log('lead').prompts().includes(`SPIN ${end}`))
  await run.until('the lead works', (state) => works(state, 'lead'))
  const old = run.agent('lead').id
  const queued = [await run.prompt('lead', 'SAY first'), await run.prompt('lead', 'SAY second')]
  await deck.deck.handle('prompt.move', { run: run.id, delivery: queued[1] ?? '', before: queued[0] ?? '' })
  await handOver('lead', 'now')
  const prompts = (): string[] =>
    run
      .log('lead')
      .of('prompt')
      .filter(({ agent }) => agent !== old)
      .map(({ text }) => text)
  await run.log('lead').until('all prompts', () => prompts().length === 3)
  expect(prompts()[0]).toMatch(/orchestrator-context\.md now.*hand-over\.md/)
  expect(prompts().slice(1)).toEqual(['SAY second', 'SAY first'])
  await run.idle('lead')
  // The deck that comes back finds nothing left to do.
  const fresh = run.agent('lead').id
  await deck.replaceApp()
  await run.shell('lead', 'true')
  expect(run.agent('lead').id).toBe(fresh)
})
