import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Task } from '#shared/model/state'
import { templateOf, templates, type Template } from '#shared/templates/index'
import { parseConfig } from '../../electron/engine/config/read'
import { TestDeck } from '../support/deck'
import type { TestRun } from '../support/run'

/** A test's longest time in milliseconds: seven teams start and work at once, also where two cores do other things. */
const ALL_AT_ONCE_MS = 240_000

let deck: TestDeck

beforeAll(async () => {
  deck = await TestDeck.open()
  // All teams in one file, so that they can work side by side.
  await deck.writeWithStubs(templates.map(({ toml }) => toml).join('\n'))
})
afterAll(() => deck.close())

/** A template's team, started as it is but for the agents. */
async function start({ id, roles }: Template): Promise<TestRun> {
  const run = await deck.startTeam(id)
  await run.ready('orchestrator', ...roles)
  return run
}

/** The orchestrator gives a text to all roles of one stage. @returns their tasks, in that order */
async function delegate(run: TestRun, stage: readonly string[], text: string): Promise<Task[]> {
  const file = join(deck.logs, `${run.id}-${stage.join('-')}-${Object.keys(run.run.tasks).length}.md`)
  writeFileSync(file, text)
  const to = stage.map((role) => `--to ${role}`).join(' ')
  const answer = await run.shell('orchestrator', `dot-agent-deck delegate ${to} --task-file ${file}`)
  expect(answer).toMatchObject({ code: 0, stderr: '' })
  return run.until(`tasks for ${stage.join(', ')}`, ({ tasks }) => {
    const newest = stage.flatMap((role) => Object.values(tasks).findLast((task) => task.role === role) ?? [])
    return newest.length === stage.length ? newest : undefined
  })
}

test.concurrent.each(templates)(
  '$id runs to its end',
  async (template) => {
    const parsed = parseConfig(template.toml, 'template.toml')
    const team = parsed.kind === 'ok' ? parsed.config.orchestrations[0] : undefined
    const roleOf = (name: string) => team?.roles.find((role) => role.name === name)
    const run = await start(template)
    for (const stage of template.stages) {
      const plans = stage.filter((name) => roleOf(name)?.plan === 'person')
      const text = plans.length > 0 ? "RUN dot-agent-deck plan --task 'One step.'\nNO-REPORT" : 'SAY working'
      for (const { id, role } of await delegate(run, stage, text)) {
        const asks = roleOf(role)?.approval === 'person'
        expect([role, run.task(id).state === 'held']).toEqual([role, asks])
        if (asks) await deck.deck.handle('task.release', { run: run.id, task: id })
        if (plans.includes(role)) {
          const question = await run.until(`${role} has a plan`, ({ questions }) =>
            Object.values(questions).find((each) => each.task === id),
          )
          const answer = { run: run.id, question: question.id, text: 'Yes.', approve: true }
          await deck.deck.handle('question.answer', answer)
          await run.shell(role, "dot-agent-deck work-done --task 'Built as planned.'")
        }
        await run.untilTask(id, 'done')
      }
    }
    const end = await run.shell('orchestrator', "dot-agent-deck work-done --done --task 'All of it.'")
    expect(end).toMatchObject({ code: 0 })
    expect(run.run).toMatchObject({ phase: 'finished', outcome: 'done' })
    const done = Object.values(run.run.tasks).map((task) => [task.role, task.state])
    expect(done).toEqual(template.roles.slice(1).map((role) => [role, 'done']))
    await run.close()
  },
  ALL_AT_ONCE_MS,
)

test.concurrent(
  'the Ralph loop takes a new agent for every item of its list',
  async () => {
    const loop = templateOf('ralph-loop')
    if (!loop) throw new Error('There is no such template')
    const run = await start(loop)
    const items = ['Rename the shop.', 'Price the hat.', 'Count the shoes.']
    const agents = new Set<string | null>()
    for (const item of items) {
      const [task] = await delegate(run, ['coder'], item)
      agents.add((await run.untilTask(task?.id ?? '', 'done')).agent)
    }
    expect(agents.size).toBe(items.length)
    expect(agents).not.toContain(null)
    await run.close()
  },
  ALL_AT_ONCE_MS,
)

test.concurrent(
  'research works on three parts of its question at once',
  async () => {
    const research = templateOf('research')
    if (!research) throw new Error('There is no such template')
    const run = await start(research)
    const answered = join(deck.logs, 'answered')
    for (const part of ['Who sells shoes?', 'Who buys hats?', 'What do they cost?'])
      await delegate(run, ['researcher'], `${part}\nWAIT-FOR ${answered}`)
    const atWork = await run.until('all three are at work', ({ tasks }) => {
      const working = Object.values(tasks).filter(({ state }) => state === 'working')
      return working.length === 3 ? working : undefined
    })
    expect(new Set(atWork.map(({ agent }) => agent)).size).toBe(3)
    writeFileSync(answered, '')
    for (const { id } of atWork) await run.untilTask(id, 'done')
    await run.close()
  },
  ALL_AT_ONCE_MS,
)
