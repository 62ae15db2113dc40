import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nameOf } from '#shared/model/seats'
import { agentOf } from '#shared/model/selectors'
import { readDiscovery } from '../../electron/terminal-host/discovery'
import { TestDeck } from '../support/deck'
import type { TestRun } from '../support/run'

let deck: TestDeck

beforeAll(async () => {
  deck = await TestDeck.open()
})
afterAll(() => deck.close())

const two = ['max_parallel = 2']
/** For tests of many steps, on a machine that is busy. In milliseconds. */
const LONG = { timeout: 120_000 }

/** A task that works until its gate is opened. */
function gated(name: string): { text: string; open(): void } {
  const file = join(deck.logs, name)
  return { text: `WAIT-FOR ${file}`, open: () => writeFileSync(file, '') }
}

const at = (run: TestRun, task: string): string => nameOf(run.run, run.task(task).pane)

test(
  'two agents of a role work side by side, further tasks share one queue, and a batch joins',
  LONG,
  async () => {
    const run = await deck.readyTeam([{ name: 'coder', lines: two }, { name: 'tester' }])
    expect(agentOf(run.run, run.pane('coder 2'))).toBeNull()
    const gates = ['first', 'second', 'third'].map((name) => gated(`side-${name}`))
    const [first, second, third] = gates
    const answers = []
    for (const gate of gates) answers.push((await run.delegate('coder', gate.text)).stdout)
    expect(answers[2]).toContain('t3 to coder (queued behind t1 and t2)')
    await run.untilTask('t1', 'working')
    await run.untilTask('t2', 'working')
    expect([at(run, 't1'), at(run, 't2'), run.task('t3').state]).toEqual(['coder', 'coder 2', 'queued'])

    const status = await run.shell('lead', 'dot-agent-deck status')
    expect(status.stdout).toMatch(/^coder 2 .*\bt2\b/m)
    const named = await run.shell('lead', "dot-agent-deck delegate --to 'coder 2' --task 'SAY you'")
    expect(named.stderr).toContain('Delegate to the role, --to coder')
    await run.delegate(['coder', 'tester'], 'SAY together')
    await run.untilTask('t5', 'done')
    second?.open()
    await run.untilTask('t2', 'done')
    await run.untilTask('t3', 'working')
    expect([at(run, 't3'), run.task('t1').state, run.task('t4').state]).toEqual([
      'coder 2',
      'working',
      'queued',
    ])
    expect(Object.values(run.run.reports).find(({ task }) => task === 't2')?.pane).toBe(run.pane('coder 2'))
    third?.open()
    await run.untilTask('t4', 'done')
    const news = await run.untilDelivery(
      'lead',
      'tells of the batch',
      ({ text, state }) => text.includes('All of b4 has reported.') && state === 'proven',
    )
    expect(news.reports).toHaveLength(2)
    first?.open()
    await run.untilTask('t1', 'done')
    // Each task reached one agent, once.
    const prompts = run.log('coder').prompts()
    for (const id of ['t1', 't2', 't3', 't4'])
      expect(prompts.filter((text) => text.startsWith(`Your task ${id} `))).toHaveLength(1)

    // A screen that works would make the one who looks at it seem to work.
    await run.idle('lead', 'coder', 'coder 2')
    const both = await run.shell('lead', 'dot-agent-deck peek --role coder')
    expect(both.stdout).toMatch(/== coder ==[^]*== coder 2 ==/)
    const one = await run.shell('lead', "dot-agent-deck peek --role 'coder 2'")
    expect(one.stdout).not.toContain('== ')
    await run.close()
  },
)

test('an app that comes back finds both agents; one that dies costs its own task alone', async () => {
  const run = await deck.readyTeam([{ name: 'coder', lines: two }])
  const [first, second] = [gated('dies-first'), gated('dies-second')]
  await run.delegate('coder', first.text)
  await run.delegate('coder', second.text)
  await run.untilTask('t1', 'working')
  await run.untilTask('t2', 'working')
  const before = [run.agent('coder').id, run.agent('coder 2').id]
  await deck.replaceApp()
  expect([run.agent('coder').id, run.agent('coder 2').id]).toEqual(before)
  const [pid] = await run.pids('coder 2')
  process.kill(pid ?? 0, 'SIGKILL')
  await run.until(
    'the task has a new agent',
    ({ tasks }) => tasks['t2']?.state === 'working' && tasks['t2'].agent !== before[1],
  )
  first.open()
  second.open()
  expect(await run.untilTask('t2', 'done')).toMatchObject({ lost: 1 })
  expect(await run.untilTask('t1', 'done')).toMatchObject({ lost: 0, agent: before[0] })
  await run.close()
})

test('after a reboot the work of all agents of a role goes on', async () => {
  const run = await deck.readyTeam([{ name: 'coder', lines: two }])
  const [first, second] = [gated('boot-first'), gated('boot-second')]
  await run.delegate('coder', first.text)
  await run.delegate('coder', second.text)
  await run.untilTask('t1', 'working')
  await run.untilTask('t2', 'working')
  const host = await readDiscovery(deck.hostDir)
  await deck.deck.detach()
  process.kill(host?.pid ?? 0, 'SIGKILL')
  await deck.newApp()
  first.open()
  second.open()
  await deck.deck.handle('run.restore', { run: run.id })
  await run.untilTask('t1', 'done')
  await run.untilTask('t2', 'done')
  await run.close()
})

test(
  'a config edited during the run adds agents at the next delegation, and takes them out of use',
  LONG,
  async () => {
    const coder = { name: 'coder', clear: false }
    const run = await deck.readyTeam([coder], ['peers = true'])
    const [first, third] = [gated('edit-first'), gated('edit-third')]
    await run.delegate('coder', first.text)
    await run.untilTask('t1', 'working')
    const config = await deck.readConfig()
    await deck.writeConfig(`${config}max_parallel = 2\n`)
    await run.delegate('coder', 'SAY second')
    await run.untilTask('t2', 'done')
    expect(at(run, 't2')).toBe('coder 2')

    // Its agent kept what it did: what follows goes to it, though the other one is free as well.
    first.open()
    await run.untilTask('t1', 'done')
    await run.idle('coder', 'coder 2')
    await run.shell('lead', `dot-agent-deck delegate --to coder --after t2 --task '${third.text}'`)
    await run.untilTask('t3', 'working')
    expect(run.task('t3').agent).toBe(run.task('t2').agent)

    await run.shell('coder', "dot-agent-deck tell --to coder --task 'mind the gap'")
    await run.untilDelivery('coder 2', 'is a note', ({ purpose }) => purpose === 'note')

    await deck.writeConfig(config)
    third.open()
    await run.untilTask('t3', 'done')
    await run.idle('coder 2')
    for (const id of ['t4', 't5']) {
      await run.delegate('coder', 'SAY more')
      await run.untilTask(id, 'done')
      expect(at(run, id)).toBe('coder')
    }
    await run.close()
  },
)
