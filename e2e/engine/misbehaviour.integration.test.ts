import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { attentionOf } from '#shared/model/attention'
import { agentOf, cardOf } from '#shared/model/selectors'
import type { DeliveryState, HoldReason } from '#shared/model/events'
import { TestDeck } from '../support/deck'
import type { StubRole } from '../support/stubs'
import type { TestRun } from '../support/run'

let deck: TestDeck
let run: TestRun

beforeAll(async () => {
  deck = await TestDeck.open()
})
afterEach(() => run.close())
afterAll(() => deck.close())

/** A lead that behaves and a worker that does not. */
async function start(worker: Omit<StubRole, 'name'>): Promise<void> {
  await deck.writeTeam([
    { name: 'lead', start: true },
    { name: 'coder', ...worker },
  ])
  run = await deck.startTeam()
  await run.idle('lead')
}

/** What a delivery went through, as its card showed it. */
function statesOf(delivery: string): string[] {
  return run.events.flatMap(({ body }) =>
    body.type === 'delivery-changed' && body.delivery === delivery
      ? [body.state === 'held' ? `held:${body.hold}` : body.state]
      : [],
  )
}

const seen = (state: DeliveryState, hold?: HoldReason) =>
  run.untilDelivery(
    'coder',
    `is ${state} ${hold ?? ''}`,
    (delivery) =>
      delivery.purpose === 'task' &&
      delivery.state === state &&
      (hold === undefined || delivery.hold === hold),
  )

const marker = (name: string) => join(deck.root, name)

test('deaf at its start: what it dropped is typed again, and submitted once', async () => {
  await start({ flags: '--deaf 1500' })
  await run.delegate('coder', 'SAY hello')
  await run.untilTask('t1', 'done')
  const delivery = await seen('proven')
  expect(statesOf(delivery.id).filter((state) => state === 'typing')).toHaveLength(2)
  expect(run.log('coder').prompts()).toEqual([delivery.text])
})

test('swallows Enter: Enter is pressed again once the text is seen to stand in the box', async () => {
  await start({ flags: '--swallow-enter 1', clear: false })
  await run.delegate('coder', 'SAY hello')
  await run.untilTask('t1', 'done')
  expect(run.log('coder').prompts()).toEqual([(await seen('proven')).text])
})

test('swallows every Enter: it is not pressed blindly for ever, and the person is asked', async () => {
  await start({ flags: '--swallow-enter 50', clear: false })
  await run.delegate('coder', 'SAY hello')
  const delivery = await seen('unproven')
  expect(delivery.detail).toContain('still stands in the input box')
  expect(attentionOf(run.run).map(({ kind, role }) => [kind, role])).toContainEqual(['unproven', 'coder'])
  expect(cardOf(run.run, run.pane('coder')).delivery?.state).toBe('unproven')
  expect(run.log('coder').prompts()).toEqual([])
  expect(run.task('t1').state).toBe('delivering')
})

test('asks for trust first: shown as that, answered by nobody but the person', async () => {
  const trusted = marker('trusted')
  await start({ flags: `--trust ${trusted}`, clear: false })
  await run.delegate('coder', 'SAY hello')
  await seen('held', 'dialog')
  const card = cardOf(run.run, run.pane('coder'))
  expect(card).toMatchObject({
    status: 'waiting',
    waitingFor: 'trust: Do you trust the files in this folder?',
  })
  expect(attentionOf(run.run)[0]).toMatchObject({ kind: 'waiting', role: 'coder' })
  expect(deck.notices.map(({ title }) => title)).toContainEqual(
    expect.stringContaining('coder · waits for you'),
  )
  expect(existsSync(trusted)).toBe(false)
  expect(run.log('coder').of('keys')).toEqual([])

  run.type('coder', '\r')
  await run.untilTask('t1', 'done')
  expect(existsSync(trusted)).toBe(true)
  expect(run.log('coder').of('keys')).toHaveLength(1)
  expect(run.log('coder').prompts()).toHaveLength(1)
})

test('asks for permission in the middle: nothing is typed into the dialog, whatever arrives meanwhile', async () => {
  const allowed = marker('allowed')
  await start({ flags: '--osc7501 --forge', clear: false })
  await run.delegate('coder', `ASK-PERMISSION ${allowed}`)
  await run.until('the coder waits', (now) => agentOf(now, run.pane('coder'))?.status === 'waiting')
  await run.delegate('coder', 'SAY second')
  await run.prompt('coder', 'SAY third')
  const held = await run.untilDelivery(
    'coder',
    'waits',
    ({ purpose, state }) => purpose === 'prompt' && state === 'held',
  )
  await run.shell('lead', 'dot-agent-deck status')
  expect(run.run.deliveries[held.id]?.state).toBe('held')
  expect(existsSync(allowed)).toBe(false)
  expect(run.log('coder').of('keys')).toEqual([])

  run.type('coder', '\r')
  await run.untilTask('t2', 'done')
  expect(existsSync(allowed)).toBe(true)
  expect(run.log('coder').of('keys')).toHaveLength(1)
  expect(run.log('coder').prompts()).toHaveLength(3)
})

test('a dialog opens between text and Enter: Enter is not pressed', async () => {
  const allowed = marker('blink')
  await start({ flags: `--dialog-on-paste ${allowed}`, clear: false })
  await run.delegate('coder', 'SAY hello')
  await run.until('the dialog is seen', (now) => agentOf(now, run.pane('coder'))?.status === 'waiting')
  expect(existsSync(allowed)).toBe(false)
  expect(run.log('coder').of('keys')).toEqual([])
  run.type('coder', '\r')
  await run.untilTask('t1', 'done')
  expect(run.log('coder').prompts()).toEqual([(await seen('proven')).text])
})

test('a draft is neither overwritten nor submitted; the text goes out once the person has cleared it', async () => {
  await start({ clear: false })
  await run.idle('coder')
  run.type('coder', 'half a thought')
  await run.untilShown('coder', 'half a thought')
  await run.delegate('coder', 'SAY hello')
  const held = await seen('held', 'draft')
  expect(attentionOf(run.run).map(({ text }) => text)).toContain(
    'A text for coder waits: you have half-typed text there',
  )
  expect(run.log('coder').prompts()).toEqual([])
  run.type('coder', '\x7f'.repeat('half a thought'.length))
  await run.untilTask('t1', 'done')
  expect(run.log('coder').prompts()).toEqual([run.run.deliveries[held.id]?.text])
})

test('a draft that the person submits goes first, whole, and alone', async () => {
  await start({ clear: false })
  await run.idle('coder')
  run.type('coder', 'NO-REPORT my own')
  await run.untilShown('coder', 'my own')
  await run.delegate('coder', 'SAY hello')
  await seen('held', 'draft')
  run.type('coder', ' words\r')
  await run.untilTask('t1', 'done')
  expect(run.log('coder').prompts()).toEqual(['NO-REPORT my own words', (await seen('proven')).text])
})

test('clear = true does not end an agent with a draft in its box', async () => {
  await start({ clear: true })
  await run.idle('coder')
  const agent = run.agent('coder').id
  run.type('coder', 'half')
  await run.untilShown('coder', 'half')
  await run.delegate('coder', 'SAY hello')
  expect(run.task('t1').state).toBe('queued')
  expect(run.agent('coder')).toMatchObject({ id: agent })
  run.type('coder', '\x7f'.repeat(4))
  const task = await run.untilTask('t1', 'done')
  expect(task.agent).not.toBe(agent)
})

test('dies on its task: two new agents try, then the task is given up and shown', async () => {
  await start({ flags: '--die-on-task' })
  await run.delegate('coder', 'SAY hello')
  const task = await run.untilTask('t1', 'failed')
  expect(task).toMatchObject({ lost: 3, reason: 'The agent exited with code 3.' })
  const attention = attentionOf(run.run).map(({ kind, text }) => `${kind}: ${text}`)
  expect(attention).toContain('task-failed: Task t1 of coder was given up. The agent exited with code 3.')
  expect(cardOf(run.run, run.pane('coder')).word).toBe('exited with code 3')
  expect(
    new Set(
      run
        .log('coder')
        .of('prompt')
        .map(({ agent }) => agent),
    ).size,
  ).toBe(3)
  expect(run.run.phase).toBe('running')
})

test('never answers: the task stays in work, and the next one in the queue', async () => {
  await start({ flags: '--never-answer' })
  await run.delegate('coder', 'SAY hello')
  await run.untilTask('t1', 'working')
  await run.idle('coder')
  await run.delegate('coder', 'SAY again')
  expect(run.task('t1').state).toBe('working')
  expect(cardOf(run.run, run.pane('coder'))).toMatchObject({ queued: 1, status: 'idle' })
})

test('answers twice: the second report is kept and labelled, and ends nothing', async () => {
  await start({ flags: '--answer-twice', clear: false })
  await run.delegate('coder', 'SAY hello')
  await run.untilTask('t1', 'done')
  const news = await run.untilDelivery(
    'lead',
    'tells of the second',
    ({ reports, state }) => reports.includes('r2') && state === 'proven',
  )
  expect(news.text).toContain('coder sent a report that answers no open task (take it as information)')
  expect(run.run.reports['r2']).toMatchObject({ task: null })
  expect(
    run
      .log('coder')
      .of('run')
      .map(({ code }) => code),
  ).toEqual([0, 0])
})

test('takes no bracketed paste: the text is typed on one line', async () => {
  await start({ flags: '--no-bracketed-paste', clear: false })
  await run.delegate('coder', 'SAY hello')
  await run.untilTask('t1', 'done')
  expect(run.log('coder').prompts()).toEqual([(await seen('proven')).text])
})

test('starts slowly: nothing is typed before its box is there', async () => {
  await start({ flags: '--slow-start 2500' })
  await run.delegate('coder', 'SAY hello')
  await run.untilTask('t1', 'done')
  expect(run.log('coder').prompts()).toHaveLength(1)
})

test('tells its status by OSC 7501: the card shows it, and a lie does not open the way into a turn', async () => {
  const gate = join(deck.root, 'go-osc')
  await start({ flags: '--osc7501', clear: false })
  await run.delegate('coder', `FORGE\nWAIT-FOR ${gate}`)
  await run.untilTask('t1', 'working')
  const prompt = await run.prompt('coder', 'SAY later')
  await run.until('the prompt is held', (now) => now.deliveries[prompt]?.hold === 'unread')
  expect(run.log('coder').prompts()).toHaveLength(1)
  writeFileSync(gate, '')
  await run.until('the prompt is proven', (now) => now.deliveries[prompt]?.state === 'proven')
  expect(run.agent('coder').source).toBe('osc7501')
})

test('is ended from outside in its turn: the task goes to a new agent', async () => {
  const gate = join(deck.root, 'go-killed')
  await start({})
  await run.delegate('coder', `WAIT-FOR ${gate}`)
  const { agent } = await run.untilTask('t1', 'working')
  const pid = run.log('coder').of('prompt').at(-1)?.pid ?? 0
  process.kill(pid, 'SIGKILL')
  await run.until(
    'the task is with another',
    ({ tasks }) => tasks['t1']?.state === 'working' && tasks['t1'].agent !== agent,
  )
  writeFileSync(gate, '')
  expect(await run.untilTask('t1', 'done')).toMatchObject({ lost: 1 })
})
