import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestDeck } from '../support/deck'

/** Agents whose sandbox lets them write files but open no socket. */

let deck: TestDeck
beforeAll(async () => {
  deck = await TestDeck.open()
})
afterAll(() => deck.close())

/** Runs the real command as if its socket could not be reached. */
const blocked = (command: string) => `env DOT_AGENT_DECK_SOCKET=/nonexistent/post.sock ${command}`

test('a report from behind a sandbox answers its task, and a forged one is ignored and told of', async () => {
  const run = await deck.readyTeam([{ name: 'coder', clear: false }])
  await run.delegate('coder', `RUN ${blocked("dot-agent-deck work-done --task 'from the sandbox'")}`)
  const task = await run.untilTask('t1', 'done')
  expect(run.run.reports[task.report ?? '']?.text.preview).toBe('from the sandbox')
  const [sent] = run.log('coder').of('run')
  expect(sent).toMatchObject({ code: 3 })
  expect(sent?.stderr).toContain('left in the outbox')
  const outbox = join(deck.project, '.dot-agent-deck', 'runs', run.id, 'outbox')
  expect(readdirSync(outbox)).toEqual([])

  await run.shell(
    'coder',
    blocked("env DOT_AGENT_DECK_TOKEN=guessed dot-agent-deck work-done --task 'forged'"),
  )
  await run.until('it was told of', ({ timeline }) =>
    timeline.some(({ text }) => text.includes('its signature is wrong')),
  )
  expect(Object.keys(run.run.reports)).toEqual(['r1'])
  expect(readdirSync(outbox)).toHaveLength(1)
  await run.close()
})

test('what was left while no app was there arrives with the next one', async () => {
  const run = await deck.readyTeam([{ name: 'coder', clear: false }])
  const away = join(deck.logs, 'app-is-away')
  await run.delegate(
    'coder',
    `WAIT-FOR ${away}\nRUN ${blocked("dot-agent-deck work-done --task 'while you were away'")}`,
  )
  await run.untilTask('t1', 'working')
  await deck.deck.detach()
  const left = run.log('coder').until('the report is left', () => run.log('coder').of('run')[0])
  writeFileSync(away, '')
  expect((await left).code).toBe(3)
  await deck.newApp()
  const task = await run.untilTask('t1', 'done')
  expect(run.run.reports[task.report ?? '']?.text.preview).toBe('while you were away')
  await run.close()
})
