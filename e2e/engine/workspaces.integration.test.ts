import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Side } from '#shared/model/state'
import { replay } from '#shared/model/reduce'
import { readDiscovery } from '../../electron/terminal-host/discovery'
import { TestDeck } from '../support/deck'
import { stillThere } from '../support/processes'
import type { TestRun } from '../support/run'
import { stubCommand } from '../support/stubs'
import { PATIENCE_MS } from '../support/wait'

/** Workspaces: an agent beside panes of plain commands, some of which follow what the agent runs. */

const STUBS = join(import.meta.dirname, '..', 'stubs')
const HOOK_ENTRY = join(import.meta.dirname, '..', '..', 'dist', 'hook.js')
const TELLER = `'${process.execPath}' '${join(STUBS, 'teller.mjs')}' '${HOOK_ENTRY}'`

let deck: TestDeck
beforeAll(async () => {
  deck = await TestDeck.open()
  mkdirSync(join(deck.project, 'app'))
})
afterAll(() => deck.close())

async function open(mode: string, command: string): Promise<TestRun> {
  await deck.agree()
  const { run } = await deck.deck.handle('run.open-mode', { dir: deck.project, mode, command })
  return deck.follow(run)
}

const sides = (run: TestRun): Side[] => {
  const { workspace } = run.run
  return workspace ? workspace.order.flatMap((id) => workspace.sides[id] ?? []) : []
}
const side = (run: TestRun, name: string): Side => {
  const found = sides(run).find((each) => each.name === name)
  if (!found) throw new Error(`There is no pane ${name}`)
  return found
}

/** What a window would be shown of a side pane. */
function screen(run: TestRun, name: string): Promise<string> {
  return new Promise((resolve) => {
    const channel = deck.deck.openTerminal(run.id, side(run, name).side, {
      frame: (frame) => {
        if (frame.type !== 'snapshot') return
        resolve(frame.data)
        // Not from within: the channel is not there yet when a frame comes at once.
        queueMicrotask(() => channel.close())
      },
      end: resolve,
    })
  })
}

/** Its session may be another one from one look to the next. */
async function untilShows(run: TestRun, name: string, text: string): Promise<void> {
  await vi.waitFor(async () => expect(await screen(run, name)).toContain(text), {
    timeout: PATIENCE_MS,
    interval: 100,
  })
}

/** How often the counting pane says that it has run. */
async function count(run: TestRun): Promise<number> {
  return Number(/ran (\d+) times/.exec(await screen(run, 'count'))?.[1] ?? 0)
}

/** Processes of everything in a run, by what their terminal host says. */
async function processes(run: TestRun): Promise<number[]> {
  const panes = [...run.run.paneOrder, ...sides(run).map((each) => each.side)]
  const all = await Promise.all(
    panes.map((pane) => deck.deck.handle('pane.processes', { run: run.id, pane })),
  )
  return all.flat().map(({ pid }) => pid)
}

/** The programs of the panes themselves; what they start comes and goes. */
async function programs(run: TestRun): Promise<number[]> {
  const panes = [...run.run.paneOrder, ...sides(run).map((each) => each.side)]
  const all = await Promise.all(
    panes.map((pane) => deck.deck.handle('pane.processes', { run: run.id, pane })),
  )
  return all.flatMap(([first]) => first?.pid ?? [])
}

/** The agent's hooks tell of a command, and how it went. */
function ran(run: TestRun, command: string, end: object | null = { hook_event_name: 'PostToolUse' }): void {
  const call = { session_id: 's', tool_name: 'Bash', tool_use_id: `u-${Math.random()}` }
  const events = [
    { hook_event_name: 'PreToolUse', ...call, tool_input: { command } },
    ...(end ? [{ ...call, ...end }] : []),
  ]
  for (const event of events) run.type('agent', `${JSON.stringify(event)}\r`)
}

test('nothing runs before the person has agreed; then everything has what the init command made', async () => {
  const log = join(deck.logs, 'seeded.jsonl')
  await deck.writeConfig(`
[[modes]]
name = "dev"
init_command = "export MARK='made ready'; cd app"
seed_prompt = "SAY hello"
[[modes.panes]]
name = "where"
command = 'echo "$MARK in $(basename "$PWD")"; exit 3'
watch = false
[[modes.panes]]
name = "count"
command = 'echo x >> "$PWD/../count"; echo "ran $(wc -l < "$PWD/../count") times"'
`)
  const ask = { dir: deck.project, mode: 'dev', command: stubCommand({ name: 'agent' }, log) }
  await expect(deck.deck.handle('run.open-mode', ask)).rejects.toThrow(/agreed to/)
  const run = await open('dev', ask.command)
  await run.untilDelivery('agent', 'is proven', ({ state }) => state === 'proven')
  expect(readFileSync(log, 'utf8')).toContain('SAY hello')

  await run.until('the one that runs once is over', () => side(run, 'where').result?.code === 3)
  await untilShows(run, 'where', 'made ready in app')
  await untilShows(run, 'count', 'times')
  await run.until('its result is known', () => side(run, 'count').result?.code === 0)
  // It may have run again by itself meanwhile, and only the one that is asked for comes at once.
  await deck.deck.handle('side.pause', { run: run.id, side: side(run, 'count').side, paused: true })
  const times = await count(run)
  await deck.deck.handle('side.run-again', { run: run.id, side: side(run, 'count').side })
  await vi.waitFor(async () => expect(await count(run)).toBeGreaterThan(times), PATIENCE_MS)

  const { session } = side(run, 'where')
  await deck.deck.handle('side.run-again', { run: run.id, side: side(run, 'where').side })
  await run.until(
    'it has run once more',
    () => side(run, 'where').session !== session && !side(run, 'where').running,
  )

  const pids = await processes(run)
  expect(pids.length).toBeGreaterThan(1)
  await run.close()
  expect(await stillThere(pids)).toEqual([])
  expect(sides(run).every((each) => !each.running)).toBe(true)
  expect(replay(run.events)).toEqual(run.run)
})

test('reactive panes run what the agent has run, where a rule matches, one pane after the other', async () => {
  await deck.writeConfig(`
[[modes]]
name = "react"
reactive_panes = 2
[[modes.rules]]
pattern = '(?i)^ECHO slow'
watch = true
interval = 0.05
[[modes.rules]]
pattern = '^echo '
`)
  const run = await open('react', TELLER)
  await run.until('its agent is there', ({ agents }) => Object.keys(agents).length > 0)
  await run.untilShown('agent', 'listening')
  ran(run, 'git status')
  ran(run, 'echo denied', { hook_event_name: 'PostToolUseFailure', error: 'Permission was denied' })
  ran(run, 'echo asked for', null)
  ran(run, "echo 'one; $(two)'")
  await untilShows(run, 'Reactive 1', 'one; $(two)')
  ran(run, 'echo three', { hook_event_name: 'PostToolUseFailure', error: 'Exit code 1\nno' })
  await untilShows(run, 'Reactive 2', 'three')
  expect(sides(run).map((each) => each.command)).toEqual(["echo 'one; $(two)'", 'echo three'])
  expect(run.run.timeline.some(({ text }) => text.startsWith('echo three runs here as well'))).toBe(true)

  // What a pane shows already runs again in its place, and takes no turn.
  const [first] = sides(run)
  await run.until('it is over', () => !side(run, 'Reactive 1').running)
  ran(run, "echo 'one; $(two)'")
  await run.until('it runs again', () => side(run, 'Reactive 1').session !== first?.session)

  const slow = join(deck.logs, 'slow')
  ran(run, `echo slow >> ${slow}; wc -l < ${slow}`)
  await run.until('the next pane has it', () => side(run, 'Reactive 1').every === 0.05)
  await untilShows(run, 'Reactive 1', '3')
  const before = run.events.length
  ran(run, `echo slow >> ${slow}; wc -l < ${slow}`)
  ran(run, 'echo four')
  await untilShows(run, 'Reactive 2', 'four')
  expect(run.events.slice(before).filter(({ body }) => body.type === 'side-started')).toHaveLength(1)

  // The app goes; the panes go on without it, and the new one knows them and reacts as before.
  await run.until('the other pane rests', () => !side(run, 'Reactive 2').running)
  const pids = await programs(run)
  await deck.replaceApp()
  expect(await programs(run)).toEqual(pids)
  await deck.deck.handle('side.pause', { run: run.id, side: side(run, 'Reactive 1').side, paused: true })
  expect(side(run, 'Reactive 1').paused).toBe(true)
  ran(run, 'echo five')
  await run.until('the paused one makes room', () => side(run, 'Reactive 1').command === 'echo five')
  await run.close()
  expect(await stillThere(pids)).toEqual([])
})

test('an init command that ends its shell is told, and nothing is left', async () => {
  await deck.writeConfig(`
[[modes]]
name = "broken"
init_command = "echo no such thing; exit 7"
[[modes.panes]]
command = "sleep 1000"
`)
  const run = await open('broken', TELLER)
  await run.until('it is closed', ({ phase }) => phase === 'closed')
  expect(run.run.endReason).toMatch(/exit 7: its shell has ended before anything could be started in it/)
  expect(sides(run).every((each) => !each.running)).toBe(true)
})

test('a terminal host that is killed takes the panes with it; they run again in what the init command, a shell inside of a shell, makes anew', async () => {
  await deck.writeConfig(`
[[modes]]
name = "lost"
init_command = "n=$(cat '${deck.logs}/inits' 2>/dev/null | wc -l); echo x >> '${deck.logs}/inits'; MARK=ready-$((n)) bash --norc"
[[modes.panes]]
name = "mark"
command = 'echo "mark is $MARK"; sleep 1000'
watch = false
`)
  const run = await open('lost', TELLER)
  await run.until('the pane runs', () => side(run, 'mark').running)
  await untilShows(run, 'mark', 'mark is ready-0')
  process.kill((await readDiscovery(deck.hostDir))?.pid ?? 0, 'SIGKILL')
  await run.until('it is gone', () => side(run, 'mark').result?.signal === 'SIGKILL')
  await deck.deck.handle('side.run-again', { run: run.id, side: side(run, 'mark').side })
  await untilShows(run, 'mark', 'mark is ready-1')
  const pids = await processes(run)
  await run.close()
  expect(await stillThere(pids)).toEqual([])
})

/** The machine goes down with everything that runs; then an app is there again, and the person wants the run back. */
async function reboot(run: TestRun): Promise<void> {
  const host = await readDiscovery(deck.hostDir)
  await deck.deck.detach()
  process.kill(host?.pid ?? 0, 'SIGKILL')
  await deck.newApp()
  const { restorable } = await deck.deck.handle('deck.state', {})
  const offered = restorable.filter((each) => each.run === run.id)
  expect(offered).toMatchObject([{ title: run.run.title, roles: ['agent'] }])
  await deck.deck.handle('run.restore', { run: run.id })
}

test('after a reboot a workspace is made ready anew, its panes run again, and what followed the agent goes on', async () => {
  await deck.writeConfig(`
[[modes]]
name = "boot"
init_command = "export MARK=boot-$(cat '${deck.logs}/boots' 2>/dev/null | wc -l); echo x >> '${deck.logs}/boots'"
reactive_panes = 2
[[modes.panes]]
name = "mark"
command = 'echo "mark is $MARK"'
watch = false
[[modes.panes]]
name = "watched"
command = 'echo "watched is $MARK"'
[[modes.rules]]
pattern = '^echo often'
watch = true
interval = 0.05
[[modes.rules]]
pattern = '^echo '
`)
  const run = await open('boot', TELLER)
  await run.until('its agent is there', ({ agents }) => Object.keys(agents).length > 0)
  await run.untilShown('agent', 'listening')
  await untilShows(run, 'mark', 'mark is boot-0')
  await untilShows(run, 'watched', 'watched is boot-0')
  ran(run, 'echo often $MARK')
  await untilShows(run, 'Reactive 1', 'often boot-0')
  ran(run, 'echo once $MARK')
  await untilShows(run, 'Reactive 2', 'once boot-0')
  await run.until('it is over', () => !side(run, 'Reactive 2').running)
  const before = run.agent('agent').id

  await reboot(run)
  await run.until('another agent is there', () => run.agent('agent').id !== before)
  await run.untilShown('agent', 'listening')
  await untilShows(run, 'mark', 'mark is boot-1')
  await untilShows(run, 'watched', 'watched is boot-1')
  await untilShows(run, 'Reactive 1', 'often boot-1')
  expect(side(run, 'Reactive 1').because?.pattern).toBe('^echo often')
  // What had run to its end is not done a second time by itself.
  expect(side(run, 'Reactive 2')).toMatchObject({ running: false, command: 'echo once $MARK' })
  ran(run, 'echo again $MARK')
  await untilShows(run, 'Reactive 1', 'again boot-1')

  const pids = await programs(run)
  await run.close()
  expect(await stillThere(pids)).toEqual([])
  expect(replay(run.events)).toEqual(run.run)
})

test('what cannot be made ready after a reboot is tried once, and told', async () => {
  const tries = join(deck.logs, 'tries')
  await deck.writeConfig(`
[[modes]]
name = "once"
init_command = "echo x >> '${tries}'; [ $(wc -l < '${tries}') = 1 ] || exit 7"
[[modes.panes]]
name = "one"
command = 'sleep 1000'
watch = false
[[modes.panes]]
name = "two"
command = 'sleep 1000'
watch = false
`)
  const run = await open('once', TELLER)
  await run.until('its agent is there', ({ agents }) => Object.keys(agents).length > 0)
  await run.until('both panes run', () => side(run, 'one').running && side(run, 'two').running)
  await reboot(run)
  const reason = await run.until('it is told', () =>
    run.events.findLast(({ body }) => body.type === 'agent-start-failed'),
  )
  expect(JSON.stringify(reason)).toMatch(/its shell has ended before anything could be started in it/)
  // The panes wait for the person, each time for one more try.
  await deck.deck.handle('side.run-again', { run: run.id, side: side(run, 'one').side })
  await run.until('the pane says so too', () => side(run, 'one').failure?.includes('its shell has ended'))
  const starts = run.events.filter(
    ({ body }) => body.type === 'side-started' && body.command === 'sleep 1000',
  )
  // Two when it was opened, and the one that was asked for.
  expect(starts).toHaveLength(3)
  expect(readFileSync(tries, 'utf8')).toBe('x\nx\nx\n')
  await run.close()
})
