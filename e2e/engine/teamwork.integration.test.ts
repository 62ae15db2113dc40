import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attentionOf } from '#shared/model/attention'
import { TestDeck } from '../support/deck'
import type { TestRun } from '../support/run'

let deck: TestDeck

beforeAll(async () => {
  deck = await TestDeck.open()
})
afterAll(() => deck.close())

/** Delegates with further options. */
const delegate = (run: TestRun, role: string, text: string, options: string) =>
  run.shell('lead', `dot-agent-deck delegate --to ${role} --task '${text}' ${options}`)

/** When a task left the queue. */
const handedOut = (run: TestRun, task: string) =>
  run.run.deliveries[run.task(task).delivery ?? '']?.createdAt ?? 0

test('a task that follows another one waits until that is done', async () => {
  const run = await deck.readyTeam([{ name: 'coder' }, { name: 'tester' }])
  const gate = join(deck.logs, 'follow')
  await run.delegate('coder', `WAIT-FOR ${gate}`)
  const second = await delegate(run, 'tester', 'SAY after', '--after t1')
  expect(second.stdout).toContain('t2 to tester (after t1)')
  expect(run.task('t2').state).toBe('queued')
  writeFileSync(gate, '')
  await run.untilTask('t2', 'done')
  expect(handedOut(run, 't2')).toBeGreaterThanOrEqual(run.task('t1').since)
  expect((await delegate(run, 'tester', 'SAY x', '--after t9')).stderr).toContain('There is no task t9')
  await run.close()
})

test('a task that follows a failed one is cancelled, and the orchestrator told', async () => {
  const run = await deck.readyTeam([{ name: 'coder' }, { name: 'tester' }])
  const gate = join(deck.logs, 'fail')
  await run.delegate('coder', `WAIT-FOR ${gate}\nRUN dot-agent-deck work-done --failed --task 'cannot'`)
  await delegate(run, 'tester', 'SAY after', '--after t1')
  writeFileSync(gate, '')
  await run.untilTask('t2', 'cancelled')
  const told = await run.untilDelivery(
    'lead',
    'is told',
    ({ notices, state }) => notices.length > 0 && state === 'proven',
  )
  expect(told.text).toContain('It was to follow task t1, which is failed.')
  await run.close()
})

test('one path has one owner at a time', async () => {
  const run = await deck.readyTeam([{ name: 'coder' }, { name: 'tester' }])
  const gate = join(deck.logs, 'paths')
  await delegate(run, 'coder', `WAIT-FOR ${gate}`, '--paths src/shop')
  await run.untilTask('t1', 'working')
  await delegate(run, 'tester', 'SAY mine', `--paths ${join(run.run.directory, 'src/shop/price.js')}`)
  expect(run.task('t2').state).toBe('queued')
  writeFileSync(gate, '')
  await run.untilTask('t2', 'done')
  expect(handedOut(run, 't2')).toBeGreaterThanOrEqual(run.task('t1').since)
  await run.close()
})

test('work that needs a plan counts only after a yes; a plan that is sent back is changed', async () => {
  const run = await deck.readyTeam([{ name: 'coder', flags: '--never-answer', lines: ['plan = "person"'] }])
  await run.delegate('coder', 'Rebuild it.')
  await run.untilTask('t1', 'working')
  await run.idle('coder')
  const early = await run.shell('coder', "dot-agent-deck work-done --task 'done already'")
  expect(early).toMatchObject({ code: 1 })
  expect(early.stderr).toContain('Task t1 needs an approved plan first.')
  await run.shell('coder', "dot-agent-deck plan --task 'Take it apart'")
  expect(attentionOf(run.run).map((item) => [item.kind, item.text])).toContainEqual([
    'plan',
    'coder has a plan: Take it apart',
  ])
  await deck.deck.handle('question.answer', { run: run.id, question: 'q1', text: 'too much', approve: false })
  const back = await run.untilDelivery(
    'coder',
    'is sent back',
    ({ purpose, state }) => purpose === 'answer' && state === 'proven',
  )
  expect(back.text).toContain('sent your plan q1 back')
  expect((await run.shell('coder', "dot-agent-deck work-done --task 'anyway'")).code).toBe(1)
  await run.shell('coder', "dot-agent-deck plan --task 'Only the handle'")
  await deck.deck.handle('question.answer', { run: run.id, question: 'q2', text: 'good', approve: true })
  await run.untilDelivery(
    'coder',
    'is approved',
    ({ text, state }) => text.includes('approved your plan q2') && state === 'proven',
  )
  await run.shell('coder', "dot-agent-deck work-done --task 'done now'")
  await run.untilTask('t1', 'done')
  await run.close()
})

test('a lead has workers of its own, and hears of them itself', async () => {
  const run = await deck.readyTeam([
    { name: 'architect', flags: '--never-answer', clear: false, lines: ['may_delegate_to = ["builder"]'] },
    { name: 'builder' },
    { name: 'other' },
  ])
  await run.delegate('architect', 'Build a house.')
  await run.untilTask('t1', 'working')
  expect(readFileSync(run.task('t1').text.file, 'utf8')).toContain('## Your own workers')
  await run.idle('architect')
  const refused = await run.shell('architect', "dot-agent-deck delegate --to other --task 'no'")
  expect(refused.stderr).toContain('Delegate to builder.')
  await run.shell('architect', "dot-agent-deck delegate --to builder --task 'SAY a wall'")
  await run.untilTask('t2', 'done')
  const told = await run.untilDelivery(
    'architect',
    'hears of it',
    ({ purpose, state }) => purpose === 'report' && state === 'proven',
  )
  expect(told.text).toContain('builder reports task t2')
  const leadHeard = Object.values(run.run.deliveries).filter(
    ({ pane, purpose }) => pane === run.pane('lead') && purpose === 'report',
  )
  expect(leadHeard).toEqual([])
  await run.shell('architect', "dot-agent-deck work-done --task 'the house stands'")
  await run.untilTask('t1', 'done')
  await run.untilDelivery(
    'lead',
    'hears of the house',
    ({ purpose, state }) => purpose === 'report' && state === 'proven',
  )
  await run.close()
})

test('notes pass between agents only where the config allows it', async () => {
  const silent = await deck.readyTeam([{ name: 'coder' }, { name: 'tester' }])
  const refused = await silent.shell('coder', "dot-agent-deck tell --to tester --task 'psst'")
  expect(refused).toMatchObject({ code: 1 })
  expect(refused.stderr).toContain('may not pass notes')
  await silent.close()
  const run = await deck.readyTeam([{ name: 'coder' }, { name: 'tester' }], ['peers = true'])
  expect((await run.shell('coder', "dot-agent-deck tell --to tester --task 'the port is 8080'")).code).toBe(0)
  const note = await run.untilDelivery(
    'tester',
    'gets the note',
    ({ purpose, state }) => purpose === 'note' && state === 'proven',
  )
  expect(note.text).toContain('A note from coder')
  expect(run.decidedWith('note-told')).toEqual(['note-told', 'delivery-created'])
  expect(run.run.timeline.some((entry) => entry.from === 'coder' && entry.to === 'tester')).toBe(true)
  await run.close()
})

test('a lesson is only written to AGENTS.md when the person accepts it', async () => {
  const run = await deck.readyTeam([{ name: 'coder', flags: '--never-answer' }])
  await run.delegate('coder', 'Try it.')
  await run.untilTask('t1', 'working')
  await run.idle('coder')
  await run.shell(
    'coder',
    "dot-agent-deck work-done --task ok --lesson 'Run the tests with npm test.' --lesson 'Guess.'",
  )
  await run.untilTask('t1', 'done')
  await run.shell('lead', "dot-agent-deck work-done --done --task 'over'")
  await run.until('it is over', ({ phase }) => phase === 'finished')
  expect(attentionOf(run.run).map((item) => item.text)).toContain('2 lessons are proposed for AGENTS.md')
  const accept = () => deck.deck.handle('lesson.decide', { run: run.id, lesson: 'l1', accept: true })
  const outside = join(deck.root, 'profile')
  writeFileSync(outside, 'mine')
  symlinkSync(outside, join(deck.project, 'AGENTS.md'))
  await expect(accept()).rejects.toThrow('leads out of the project')
  expect(readFileSync(outside, 'utf8')).toBe('mine')
  rmSync(join(deck.project, 'AGENTS.md'))
  await accept()
  await deck.deck.handle('lesson.decide', { run: run.id, lesson: 'l2', accept: false })
  expect(readFileSync(join(deck.project, 'AGENTS.md'), 'utf8')).toBe('- Run the tests with npm test.\n')
  await run.close()
})
