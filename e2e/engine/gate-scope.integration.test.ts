import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestDeck } from '../support/deck'
import type { TestRun } from '../support/run'

let deck: TestDeck
beforeAll(async () => {
  deck = await TestDeck.open()
})
afterAll(() => deck.close())

const check = (run: TestRun, report: string) => run.run.reports[report]?.checks[0]

test('a gate with the scope of a task is told its files, and passed over when there are none', async () => {
  const gate = ['name = "lint"', 'scope = "task"', `command = 'echo "asked about $DOT_AGENT_DECK_PATHS"'`]
  const run = await deck.readyTeam([
    { name: 'coder', lines: ['clear = false', '[[orchestrations.roles.gates]]', ...gate] },
  ])

  await run.delegate('coder', 'SAY nothing to do')
  await run.untilTask('t1', 'done')
  expect(check(run, 'r1')).toMatchObject({
    name: 'lint',
    verdict: 'skipped',
    detail: 'was passed over: the task changed no file',
  })

  await run.delegate('coder', 'RUN echo 1 > price.js; echo 2 > "two words.js"')
  await run.untilTask('t2', 'done')
  expect(check(run, 'r2')).toMatchObject({
    verdict: 'passed',
    detail: 'exited with code 0, for price.js, two words.js',
  })
  expect(readFileSync(check(run, 'r2')?.output?.file ?? '', 'utf8')).toContain(
    'asked about price.js\ntwo words.js\n',
  )

  await run.shell('lead', "dot-agent-deck delegate --to coder --paths price.js --task 'SAY looked'")
  await run.untilTask('t3', 'done')
  expect(check(run, 'r3')?.detail).toBe('exited with code 0, for price.js')

  expect(run.run.timeline.find(({ kind }) => kind === 'check')).toMatchObject({
    text: 'lint was passed over: the task changed no file',
    level: 'info',
  })
  await run.close()
})
