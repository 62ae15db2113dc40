import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestDeck } from '../support/deck'
import { Viewer } from '../support/viewer'
import { until } from '../support/wait'
import type { TestRun } from '../support/run'

let deck: TestDeck

beforeAll(async () => {
  deck = await TestDeck.open()
})
afterAll(() => deck.close())

const team = [{ name: 'lead', start: true }, { name: 'coder' }, { name: 'release', clear: false }]

async function readyRun(dir?: string): Promise<TestRun> {
  const run = await deck.startTeam('team', dir)
  await run.untilDelivery('lead', 'is proven', ({ state }) => state === 'proven')
  return run
}

/** For a wait while several panes flood. In milliseconds. */
const PATIENCE_MS = 60_000
/** For the whole of such a test. */
const LONG = { timeout: 180_000 }

/** A folder that not even root can write to, where the test is root. */
function unwritable(): string {
  if (process.getuid?.() === 0) return '/sys'
  const dir = join(deck.root, 'unwritable')
  mkdirSync(dir, { mode: 0o500 })
  return dir
}

const view = (run: TestRun, role: string) =>
  new Viewer((handlers) => deck.deck.openTerminal(run.id, run.pane(role), handlers))

test('two runs of one team in one folder never hear of each other', async () => {
  await deck.writeTeam(team)
  const runs = await Promise.all([readyRun(), readyRun()])
  const [first, second] = runs
  const gate = join(deck.logs, 'both')
  await Promise.all(
    runs.map((run) => run.delegate(['coder', 'release'], `SAY of ${run.id}\nWAIT-FOR ${gate}`)),
  )
  await Promise.all(runs.flatMap((run) => [run.untilTask('t1', 'working'), run.untilTask('t2', 'working')]))
  writeFileSync(gate, '')
  for (const run of runs) {
    await run.untilDelivery(
      'lead',
      'tells of both',
      ({ reports, state }) => reports.length === 2 && state === 'proven',
    )
    const other = run === first ? second : first
    for (const role of ['lead', 'coder', 'release']) {
      const prompts = run
        .log(role)
        .prompts()
        .filter((text) => !text.startsWith('RUN'))
      expect(prompts.length).toBeGreaterThan(0)
      for (const prompt of prompts) {
        expect(prompt).toContain(run.id)
        expect(prompt).not.toContain(other.id)
      }
    }
    const folder = join(deck.project, '.dot-agent-deck', 'runs', run.id)
    expect(readdirSync(folder).sort()).toEqual(
      ['orchestrator-context.md', 'outbox', 'r1', 'r2', 't1-coder.md', 't2-release.md'].map((name) =>
        name.startsWith('r') ? expect.stringMatching(new RegExp(`^${name}-(coder|release)\\.md$`)) : name,
      ),
    )
    expect(readFileSync(join(folder, 't1-coder.md'), 'utf8')).toContain(`SAY of ${run.id}`)
  }
  const exclude = readFileSync(join(deck.project, '.git', 'info', 'exclude'), 'utf8')
  expect(exclude.split('\n').filter((line) => line === '.dot-agent-deck/')).toHaveLength(1)
  await Promise.all(runs.map((run) => run.close()))
})

test(
  'under load no message crosses between runs of one folder, and of two folders of one name',
  LONG,
  async () => {
    await deck.writeTeam([
      { name: 'lead', start: true },
      { name: 'coder', lines: ['max_parallel = 2'] },
      { name: 'release', clear: false },
      { name: 'noisy', flags: '--flood' },
    ])
    const elsewhere = await deck.namesake()
    const runs = await Promise.all([readyRun(), readyRun(), readyRun(elsewhere)])
    expect(new Set(runs.map((run) => run.run.project.name)).size).toBe(1)
    // All that the flooding panes print goes through the same host and the same deck as every message.
    const viewers = runs.map((run) => view(run, 'noisy'))
    await Promise.all(
      viewers.map((noisy) =>
        until(
          'the flood is shown',
          () => noisy.drawn > 2_000_000,
          (again) => noisy.onDrawn(again),
        ),
      ),
    )
    const drawn = viewers.map((noisy) => noisy.drawn)
    await Promise.all(
      runs.map(async (run) => {
        await run.delegate(['coder', 'release'], `SAY first of ${run.id}`)
        await run.delegate(['coder', 'release'], `SAY second of ${run.id}`)
        await run.delegate(['coder'], `SAY third of ${run.id}`)
      }),
    )
    for (const run of runs) {
      for (const id of ['t1', 't2', 't3', 't4', 't5']) await run.untilTask(id, 'done', PATIENCE_MS)
      await run.until(
        'all reports are told',
        ({ reports, deliveries }) =>
          Object.values(reports).every(({ delivery }) => deliveries[delivery ?? '']?.state === 'proven'),
        PATIENCE_MS,
      )
    }
    viewers.forEach((noisy, index) => expect(noisy.drawn).toBeGreaterThan(drawn[index] ?? 0))
    for (const run of runs) {
      const others = runs.filter((other) => other !== run)
      expect(Object.keys(run.run.tasks)).toHaveLength(5)
      expect(Object.keys(run.run.reports)).toHaveLength(5)
      for (const role of ['lead', 'coder', 'release']) {
        const prompts = run
          .log(role)
          .prompts()
          .filter((text) => !text.startsWith('RUN'))
        for (const prompt of prompts) {
          expect(prompt).toContain(run.id)
          for (const other of others) expect(prompt).not.toContain(other.id)
        }
      }
      for (const id of Object.keys(run.run.tasks)) {
        const given = [...run.log('coder').prompts(), ...run.log('release').prompts()]
        expect(given.filter((text) => text.startsWith(`Your task ${id} `))).toHaveLength(1)
        expect(readFileSync(run.task(id).text.file, 'utf8')).toContain(`of ${run.id}`)
      }
    }
    for (const noisy of viewers) noisy.close()
    await Promise.all(runs.map((run) => run.close()))
  },
)

test('an edited config counts from the next delegation on', async () => {
  await deck.writeTeam(team)
  const run = await readyRun()
  const before = await deck.readConfig()
  await run.delegate('coder', 'SAY one')
  await run.untilTask('t1', 'done')
  await deck.writeConfig(
    `${before.replace('--name coder', '--name painter')}\n`.replace(
      'name = "team"\n',
      'name = "team"\ninstructions = "Mind the cat."\n',
    ),
  )
  await deck.agree()
  await run.delegate('coder', 'SAY two')
  await run.untilTask('t2', 'done')
  expect(Object.values(run.run.reports).map(({ text }) => text.preview)).toEqual([
    'Task t1 done by coder.',
    'Task t2 done by painter.',
  ])
  expect(readFileSync(run.task('t1').text.file, 'utf8')).not.toContain('Mind the cat.')
  expect(readFileSync(run.task('t2').text.file, 'utf8')).toContain('Mind the cat.')

  await deck.writeConfig('[[orchestrations]\n')
  expect(await run.delegate('coder', 'SAY three')).toMatchObject({ code: 0 })
  await run.untilTask('t3', 'done')
  await run.close()
})

test('what is said while no deck is there is kept, and heard by the next one, once', async () => {
  await deck.writeTeam(team)
  const run = await readyRun()
  const gate = join(deck.logs, 'away')
  await run.delegate('release', `WAIT-FOR ${gate}`)
  await run.untilTask('t1', 'working')
  const agent = run.agent('release').id
  await deck.deck.detach()
  writeFileSync(gate, '')
  const log = run.log('release')
  const said = await log.until('release has reported', () => log.of('run')[0])
  expect(said).toMatchObject({
    code: 3,
    stderr: 'The deck is not running now. Your message is kept and will be delivered when it is back.\n',
  })

  await deck.newApp()
  await run.untilTask('t1', 'done')
  expect(run.agent('release').id).toBe(agent)
  const news = await run.untilDelivery(
    'lead',
    'tells of t1',
    ({ reports, state }) => reports.length === 1 && state === 'proven',
  )
  expect(
    run
      .log('lead')
      .prompts()
      .filter((text) => text === news.text),
  ).toHaveLength(1)
  expect(readFileSync(run.run.reports['r1']?.text.file ?? '', 'utf8')).toContain('Task t1 done by release.')
  await run.close()
})

test('a pane that floods holds up nobody else', async () => {
  await deck.writeTeam([...team, { name: 'noisy', flags: '--flood' }])
  const run = await readyRun()
  const noisy = view(run, 'noisy')
  await until(
    'the flood is shown',
    () => noisy.drawn > 2_000_000,
    (again) => noisy.onDrawn(again),
  )
  await run.delegate('release', 'SAY quietly')
  const task = await run.untilTask('t1', 'done')
  const proven = Object.values(run.run.deliveries).find(({ tasks }) => tasks.includes('t1'))
  expect((proven?.submittedAt ?? Infinity) - task.createdAt).toBeLessThan(5000)
  noisy.close()
  await run.close()
  expect(run.run.phase).toBe('closed')
})

test('a screen that is opened again is exactly what it was', async () => {
  await deck.writeTeam(team)
  const run = await readyRun()
  await run.idle('release')
  const live = view(run, 'release')
  live.resize(90, 20)
  await run.delegate('release', 'FLOOD 60000\nSAY \u001b[31mred\u001b[0m and ünï')
  await run.untilTask('t1', 'done')
  await run.idle('release')
  const peeked = await run.shell('lead', 'dot-agent-deck peek --role release --lines 2000')
  const mirror = peeked.stdout.trimEnd()
  expect(mirror).toContain('red and ünï')
  await until(
    'the live view has all',
    () => live.text() === mirror,
    (again) => live.onDrawn(again),
  )

  const reloaded = view(run, 'release')
  await until(
    'the reloaded view has all',
    () => reloaded.text() === mirror,
    (again) => reloaded.onDrawn(again),
  )
  expect(reloaded.cursor).toEqual(live.cursor)
  live.close()
  reloaded.close()
  await run.close()
})

test('a folder that cannot be written still runs, and says where its files are', async () => {
  const dir = unwritable()
  const { run: id } = await deck.deck.handle('run.start-agent', { dir, name: 'plain', command: 'cat' })
  const run = deck.follow(id)
  const note = await run.until('a note', ({ timeline }) => timeline.find(({ kind }) => kind === 'note'))
  expect(note.text).toContain('The project folder cannot be written')
  expect(note.text).toContain(deck.home)
  expect(existsSync(join(dir, '.dot-agent-deck'))).toBe(false)
  await run.until('it lives', ({ agents }) => Object.values(agents).some(({ status }) => status !== 'exited'))
  await run.close()
})
