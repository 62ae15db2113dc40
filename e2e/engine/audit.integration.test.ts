import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { appendFile, cp, mkdir, readFile, readdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TrackingView } from '#shared/contract/views'
import { RunEvent } from '#shared/model/events'
import { replay } from '#shared/model/reduce'
import { Manifest } from '../../electron/engine/audit/export'
import { readDiscovery } from '../../electron/terminal-host/discovery'
import { TestDeck } from '../support/deck'
import type { TestRun } from '../support/run'
import { until } from '../support/wait'

let deck: TestDeck
const tracked: TrackingView[] = []
const watchers = new Set<() => void>()
const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js')

const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: deck.project, encoding: 'utf8' }).trim()

beforeAll(async () => {
  deck = await TestDeck.open()
  deck.deck.onPush((name, payload) => {
    if (name !== 'tracking') return
    tracked.push(payload as TrackingView)
    for (const again of [...watchers]) again()
  })
  await deck.commit('price.js', 'export const price = 1\n')
})
afterAll(() => deck.close())

interface Said {
  code: number
  out: string
  err: string
}

/** The person's command, as the bundle has it. */
function command(...args: string[]): Promise<Said> {
  return new Promise((resolve) => {
    const env = { ...process.env, DOT_AGENT_DECK_HOME: deck.home }
    execFile(process.execPath, [CLI, ...args], { env, cwd: deck.root }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err })
    })
  })
}

const eventsIn = (text: string): RunEvent[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => RunEvent.parse(JSON.parse(line)))

function readyTeam(lines: string[] = []): Promise<TestRun> {
  const gate = ['[[orchestrations.roles.gates]]', 'name = "tests"', 'command = "echo all 3 tests pass"']
  return deck.readyTeam([{ name: 'coder', lines: gate }], lines)
}

test('a run is listed, told and exported while it is open and after, and opened again from the export', async () => {
  const run = await readyTeam()
  await run.delegate('coder', 'Fix `the` <b>price</b>.\nSAY it is [fixed](http://x)')
  await run.untilTask('t1', 'done')

  const listed = await command('log')
  expect(listed).toMatchObject({ code: 0, err: '' })
  expect(listed.out).toMatch(new RegExp(`^${run.id} .* project +team +not finished$`, 'm'))
  const journal = join(deck.home, 'runs', run.id, 'journal.jsonl')
  // A last line that is just being written is left as it is, and not told.
  const before = await readFile(journal, 'utf8')
  const told = await command('log', run.id.slice(2, 9))
  expect(told.out).toContain('Fix `the` <b>price</b>.')
  expect(told.out).toContain('tests exited with code 0')
  const json = await command('log', run.id, '--json')
  expect(replay(eventsIn(json.out))?.tasks['t1']?.state).toBe('done')
  expect((await readFile(journal, 'utf8')).startsWith(before)).toBe(true)

  const open = join(deck.root, 'open export')
  expect(await deck.deck.handle('run.export', { run: run.id, to: open })).toEqual({ dir: open })
  const screens = await readdir(join(open, 'screens'))
  expect(screens).toEqual(['0-lead.txt', '1-coder.txt'])
  expect(await readFile(join(open, 'screens', '1-coder.txt'), 'utf8')).toContain('t1')

  await run.close()
  const closed = join(deck.root, 'closed')
  const exported = await command('export', run.id, '--to', 'closed')
  expect(exported).toMatchObject({ code: 0, err: '' })
  expect(exported.out).toContain('Begin with README.md')
  const { files } = Manifest.parse(JSON.parse(await readFile(join(closed, 'manifest.json'), 'utf8')))
  expect(files.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      'journal.jsonl',
      'README.md',
      'texts/task-t1.md',
      'texts/report-r1.md',
      'texts/evidence-r1-0.md',
      'texts/context-context.md',
      'screens/0-lead.txt',
      'screens/1-coder.txt',
    ]),
  )
  const page = await readFile(join(closed, 'README.md'), 'utf8')
  expect(page).toContain('[task t1](texts/task-t1.md) for coder, round 1: **done**')
  expect(page).toContain('[tests](texts/evidence-r1-0.md): passed')
  // What agents wrote is no markup of this page.
  expect(page).toContain('\\<b\\>price\\</b\\>')
  expect(page).not.toContain('[fixed](')

  const again = await command('export', run.id, '--to', 'closed')
  expect(again).toMatchObject({ code: 1 })
  expect(again.err).toContain('is not empty')

  const { run: shown } = await deck.deck.handle('run.open-export', { dir: closed })
  const state = await deck.deck.handle('deck.state', {})
  const folded = replay(state.runs.find((each) => each.run === shown)?.events ?? [])
  expect(folded).toMatchObject({ id: shown, origin: 'export', phase: 'closed', title: 'team' })
  expect(folded?.timeline.map((entry) => entry.text)).toEqual(run.run.timeline.map((entry) => entry.text))
  for (const [kind, id, part] of [
    ['task', 't1', 'Fix `the` <b>price</b>.'],
    ['report', 'r1', 'Task t1 done by coder.'],
    ['evidence', 'r1-0', 'all 3 tests pass'],
    ['context', '', 'dot-agent-deck delegate'],
  ] as const) {
    const document = await deck.deck.handle('document.read', { run: shown, kind, id })
    expect(document.text).toContain(part)
    expect(document.file.startsWith(closed)).toBe(true)
  }
  for (const [kind, id] of [
    ['note', '../../../../etc/passwd'],
    ['report', 'r9'],
    ['tracking', ''],
  ] as const)
    await expect(deck.deck.handle('document.read', { run: shown, kind, id })).rejects.toThrow()
  await expect(deck.deck.handle('run.pause', { run: shown })).rejects.toThrow('not open any more')
  await deck.deck.handle('run.close', { run: shown })
  expect((await deck.deck.handle('deck.state', {})).runs.map((each) => each.run)).not.toContain(shown)
  // The export made while the run was open says that it was.
  const early = await command('log', '--from', open)
  expect(early.out).toContain('this is how it stood')
})

test('an export that was changed says so; what is none is refused', async () => {
  const run = await readyTeam()
  await run.close()
  const whole = join(deck.root, 'whole')
  await command('export', run.id, '--to', whole)
  const changed = join(deck.root, 'changed')
  await cp(whole, changed, { recursive: true })
  await appendFile(join(changed, 'texts', 'context-context.md'), 'forged')
  const said = await command('log', '--from', changed)
  expect(said.out).toContain('was changed after it was made, or is not whole: texts/context-context.md')
  expect((await command('log', '--from', whole)).out).not.toContain('was changed')
  const journal = join(changed, 'journal.jsonl')
  const [first = ''] = (await readFile(journal, 'utf8')).split('\n')
  await appendFile(journal, `${first}\n`)
  expect((await command('log', '--from', changed)).err).toContain('cannot be read')
  await rm(journal)
  await symlink('/dev/zero', journal)
  expect((await command('log', '--from', changed)).err).toContain('is no journal')
  const none = await command('log', '--from', deck.project)
  expect(none).toMatchObject({ code: 1 })
  expect(none.err).toContain('is not an exported run')
})

test('a journal with a torn end is read and stays as it is; a damaged one is named beside the others', async () => {
  const run = await readyTeam()
  await run.close()
  const folder = join(deck.home, 'runs', run.id)
  const torn = join(deck.home, 'runs', 'r-torn')
  const damaged = join(deck.home, 'runs', 'r-damaged')
  for (const copy of [torn, damaged]) await cp(folder, copy, { recursive: true })
  await appendFile(join(torn, 'journal.jsonl'), '{"v":1,"seq":99')
  await appendFile(join(damaged, 'journal.jsonl'), 'not json\n')
  const before = readFileSync(join(torn, 'journal.jsonl'))
  expect((await command('log', 'r-torn')).code).toBe(0)
  expect(readFileSync(join(torn, 'journal.jsonl')).equals(before)).toBe(true)
  const listed = await command('log')
  expect(listed.code).toBe(1)
  expect(listed.err).toMatch(/^r-damaged cannot be read: .*journal\.jsonl:\d+:1:/)
  expect(listed.out).toContain(run.id)
  for (const [wanted, reason] of [
    ['r-', 'fits several runs'],
    ['nothing-like-it', 'There is no run "nothing-like-it"'],
    ['r-damaged', 'cannot be read'],
  ] as const)
    expect(await command('log', wanted)).toMatchObject({ code: 1, err: expect.stringContaining(reason) })
  for (const copy of [torn, damaged]) await rm(copy, { recursive: true })
})

test('the tracking file is told as it changes, and by the state of the deck', async () => {
  await mkdir(join(deck.project, 'prds'), { recursive: true })
  const file = join(deck.project, 'prds', 'current.md')
  writeFileSync(file, '# Checkout\n- [x] one\n- [ ] two\n')
  const run = await readyTeam(['tracking_file = "prds/current.md"'])
  const state = await deck.deck.handle('deck.state', {})
  expect(state.runs.find((each) => each.run === run.id)?.tracking).toMatchObject({
    file: 'prds/current.md',
    exists: true,
    done: 1,
    total: 2,
    heading: 'Checkout',
  })
  await run.shell('coder', "printf '# Checkout\\n- [x] one\\n- [x] two\\n' > prds/current.md")
  await until(
    'both are done',
    () => tracked.some((view) => view.run === run.id && view.done === 2),
    (again) => {
      watchers.add(again)
      return () => watchers.delete(again)
    },
  )
  const { text } = await deck.deck.handle('document.read', { run: run.id, kind: 'tracking', id: '' })
  expect(text).toContain('- [x] two')
  await run.close()
  await rm(join(deck.project, 'prds'), { recursive: true })
})

test('a second run in the same folder is warned of, and gets a worktree of its own', async () => {
  const first = await readyTeam()
  const input = { dir: deck.project, orchestration: 'team' }
  expect(await deck.deck.handle('run.check', input)).toMatchObject({
    othersInFolder: ['team'],
    worktreePossible: true,
    worktree: false,
  })
  const { run: id } = await deck.deck.handle('run.start', { ...input, worktree: true })
  const second = deck.follow(id)
  const directory = join(deck.root, `project-${id}`)
  expect(second.run).toMatchObject({
    directory,
    project: { dir: deck.project },
    worktree: { branch: `deck/${id}`, repository: deck.project },
  })
  await second.idle('lead', 'coder')
  await second.delegate('coder', 'RUN echo "export const price = 2" > price.js')
  await second.untilTask('t1', 'done')
  expect(readFileSync(join(directory, 'price.js'), 'utf8')).toContain('2')
  expect(readFileSync(join(deck.project, 'price.js'), 'utf8')).toContain('1')
  await second.close()
  expect(existsSync(directory)).toBe(true)
  expect(second.run.timeline.map((entry) => entry.text).join('\n')).toContain(
    'was kept, because 1 file is not',
  )
  await first.close()
  git('worktree', 'remove', '--force', directory)
})

test('a config may ask for a worktree; it goes with its run when nothing is in it', async () => {
  const run = await readyTeam(['worktree = true'])
  expect(run.run.directory).toBe(join(deck.root, `project-${run.id}`))
  expect(await deck.deck.handle('run.check', { dir: deck.project, orchestration: 'team' })).toMatchObject({
    othersInFolder: [],
    worktree: true,
  })
  await run.close()
  expect(existsSync(run.run.directory)).toBe(false)
  expect(git('branch', '--format=%(refname:short)').split('\n')).not.toContain(`deck/${run.id}`)
  expect(run.run.timeline.at(-2)?.text).toContain('was removed')
  // Its texts are the deck's own: they outlive the folder that the agents had.
  const told = await command('log', run.id)
  expect(told.out).toContain('was removed')
})

test('a run that is put away after a reboot takes its empty worktree along', async () => {
  const run = await readyTeam(['worktree = true'])
  const host = await readDiscovery(deck.hostDir)
  await deck.deck.detach()
  process.kill(host?.pid ?? 0, 'SIGKILL')
  await deck.newApp()
  expect(existsSync(run.run.directory)).toBe(true)
  await deck.deck.handle('run.put-away', { run: run.id })
  expect(existsSync(run.run.directory)).toBe(false)
  expect((await command('log', run.id)).out).toContain('Put away after the deck was restarted')
})
