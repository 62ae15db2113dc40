import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { agentOf, currentTask } from '#shared/model/selectors'
import { TestDeck } from '../support/deck'
import { stillThere } from '../support/processes'
import type { TestRun } from '../support/run'

let deck: TestDeck
let run: TestRun

beforeAll(async () => {
  deck = await TestDeck.open()
})
afterEach(() => run.close())
afterAll(() => deck.close())

const team = [
  { name: 'lead', start: true },
  { name: 'coder' },
  { name: 'reviewer' },
  { name: 'release', clear: false },
]

async function startTeam(): Promise<void> {
  await deck.writeTeam(team)
  run = await deck.startTeam()
  await run.ready('lead', 'coder', 'reviewer', 'release')
}

const told = (...reports: string[]) =>
  run.untilDelivery(
    'lead',
    `tells of ${reports.join(', ')}`,
    (delivery) => delivery.state === 'proven' && delivery.reports.join() === reports.join(),
  )

test('a task goes from the orchestrator to a worker and its report comes back', async () => {
  await startTeam()
  const context = Object.values(run.run.deliveries)[0]
  expect(context?.purpose).toBe('context')
  expect(context?.text).toContain(`.dot-agent-deck/runs/${run.id}/orchestrator-context.md`)
  expect(run.log('lead').prompts()).toEqual([context?.text])

  const accepted = await run.delegate('coder', 'Repair the door.\nSAY hammering')
  expect(accepted).toMatchObject({ code: 0 })
  expect(accepted.stdout).toContain('Delegated: t1 to coder')
  expect(await run.untilTask('t1', 'done')).toMatchObject({ role: 'coder', round: 1, outcome: 'done' })
  const news = await told('r1')
  expect(news.text).toContain('coder reports task t1')

  expect(run.log('coder').prompts()).toHaveLength(1)
  const heard = run.log('lead').prompts()
  expect(heard.filter((text) => text === news.text)).toHaveLength(1)

  const report = readFileSync(join(deck.project, '.dot-agent-deck', 'work-done-coder.md'), 'utf8')
  expect(report).toContain('Task t1 done by coder.')
  expect(readFileSync(join(deck.project, '.git', 'info', 'exclude'), 'utf8')).toContain('.dot-agent-deck/\n')
  const status = execFileSync('git', ['status', '--porcelain'], { cwd: deck.project, encoding: 'utf8' })
  expect(status).toBe('?? .dot-agent-deck.toml\n')
})

test('two roles of one batch work side by side and are told of together', async () => {
  await startTeam()
  const gate = join(deck.logs, 'side-by-side')
  await run.delegate(['coder', 'reviewer'], `WAIT-FOR ${gate}`)
  const both = await run.until('both work', ({ tasks }) => {
    const states = Object.values(tasks).map((task) => task.state)
    return states.length === 2 && states.every((state) => state === 'working') && Object.values(tasks)
  })
  expect(both.map((task) => task.batch)).toEqual(['b1', 'b1'])
  await run.until('both are shown as working', ({ paneOrder }) =>
    ['coder', 'reviewer'].every(
      (role) => paneOrder.includes(run.pane(role)) && run.agent(role).status === 'working',
    ),
  )
  writeFileSync(gate, '')
  const news = await run.untilDelivery('lead', 'tells of both', (delivery) => delivery.reports.length === 2)
  expect(news.text).toContain('All of b1 has reported.')
  await told(...news.reports)
  const reports = Object.values(run.run.deliveries).filter(({ purpose }) => purpose === 'report')
  expect(reports).toHaveLength(1)
})

test('a role starts anew for each task, or keeps its agent with clear = false', async () => {
  await startTeam()
  const agents: Record<string, string[]> = {
    coder: [run.agent('coder').id],
    release: [run.agent('release').id],
  }
  for (const [index, role] of ['coder', 'release', 'coder', 'release'].entries()) {
    await run.delegate(role, `SAY round ${index}`)
    const task = await run.untilTask(`t${index + 1}`, 'done')
    expect(task.round).toBe(index < 2 ? 1 : 2)
    agents[role]?.push(task.agent ?? '')
    await told(`r${index + 1}`)
  }
  expect(new Set(agents['coder']).size).toBe(3)
  expect(new Set(agents['release']).size).toBe(1)
  expect(run.log('coder').of('start')).toHaveLength(3)
  expect(run.log('release').of('start')).toHaveLength(1)
  const replaced = agentOf(run.run, run.pane('coder'))?.id
  const before = Object.values(run.run.agents).filter((agent) => agent.pane === run.pane('coder'))
  for (const agent of before.filter(({ id }) => id !== replaced))
    expect(agent).toMatchObject({ status: 'exited', exit: { expected: true } })
})

test('a busy worker queues the next tasks, in order', async () => {
  await startTeam()
  const gate = join(deck.logs, 'busy')
  await run.delegate('coder', `WAIT-FOR ${gate}`)
  await run.untilTask('t1', 'working')
  const second = await run.delegate('coder', 'SAY two')
  expect(second.stdout).toContain('t2 to coder (queued behind t1)')
  await run.delegate('coder', 'SAY three')
  expect(run.task('t2').state).toBe('queued')
  expect(run.task('t3').state).toBe('queued')
  expect(currentTask(run.run, run.pane('coder'))?.id).toBe('t1')
  writeFileSync(gate, '')
  await run.untilTask('t3', 'done')
  const order = run.events.flatMap(({ body }) => (body.type === 'task-reported' ? [body.task] : []))
  expect(order).toEqual(['t1', 't2', 't3'])
  expect(
    run
      .log('coder')
      .prompts()
      .map((text) => text.split(' ')[2]),
  ).toEqual(['t1', 't2', 't3'])
})

test('a worker asks, is answered, and goes on', async () => {
  await startTeam()
  await run.delegate('coder', `RUN dot-agent-deck ask --task 'Oak or pine?'\nNO-REPORT`)
  const asked = await run.untilDelivery(
    'lead',
    'asks',
    ({ questions, state }) => questions.length === 1 && state === 'proven',
  )
  expect(asked.text).toContain('coder asks question q1')
  await run.idle('coder')
  const answered = await run.shell('lead', `dot-agent-deck answer --question q1 --task 'Oak.'`)
  expect(answered.code).toBe(0)
  const pointer = await run.untilDelivery(
    'coder',
    'answers',
    ({ purpose, state }) => purpose === 'answer' && state === 'proven',
  )
  expect(run.log('coder').prompts()).toContain(pointer.text)
  expect(run.task('t1').state).toBe('working')
  expect(run.decidedWith('question-answered')).toEqual(['question-answered', 'delivery-created'])
})

test('an answer does not reach the agent that came after the one that asked', async () => {
  await startTeam()
  await run.delegate('coder', `RUN dot-agent-deck ask --task 'Oak or pine?'\nNO-REPORT`)
  await run.untilDelivery(
    'lead',
    'asks',
    ({ questions, state }) => questions.length === 1 && state === 'proven',
  )
  const asker = run.agent('coder').id
  process.kill(run.log('coder').of('prompt').at(-1)?.pid ?? 0, 'SIGKILL')
  await run.until(
    'another has the task',
    ({ tasks }) => tasks['t1']?.state === 'working' && tasks['t1'].agent !== asker,
  )
  await run.shell('lead', `dot-agent-deck answer --question q1 --task 'Oak.'`)
  await run.until('it is noted', ({ timeline }) =>
    timeline.some(
      ({ text }) => text === 'The answer to q1 reached nobody: the agent of coder that asked has gone.',
    ),
  )
  expect(Object.values(run.run.deliveries).map(({ purpose }) => purpose)).not.toContain('answer')
})

test('the orchestrator ends the run, and closing it ends every process', async () => {
  await startTeam()
  const started = join(deck.logs, 'server.pid')
  await run.delegate('coder', `RUN sleep 600 > /dev/null 2>&1 & echo $! > ${started}\nNO-REPORT`)
  await run.log('coder').until('a server runs', () => run.log('coder').of('run').length === 1)
  const pids = (await Promise.all(team.map(({ name }) => run.pids(name)))).flat()
  pids.push(Number(readFileSync(started, 'utf8')))
  expect(pids.length).toBeGreaterThanOrEqual(4)

  const ended = await run.shell('lead', `dot-agent-deck work-done --done --task 'All doors hang.'`)
  expect(ended).toMatchObject({ code: 0 })
  await run.until('the run is finished', ({ phase }) => phase === 'finished')
  expect(run.run).toMatchObject({ outcome: 'done', summary: { preview: 'All doors hang.' } })
  expect(run.task('t1').state).toBe('cancelled')
  const late = await run.shell('lead', `dot-agent-deck delegate --to coder --task more`)
  expect(late).toMatchObject({ code: 1 })
  expect(late.stderr).toContain('This run is over.')

  await run.close()
  expect(run.run.phase).toBe('closed')
  expect(await stillThere(pids)).toEqual([])
  expect(existsSync(join(deck.home, 'runs', run.id, 'journal.jsonl'))).toBe(true)
})
