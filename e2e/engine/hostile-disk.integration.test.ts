import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createDeck } from '../../electron/engine/deck'
import { readDiscovery } from '../../electron/terminal-host/discovery'
import { TestDeck } from '../support/deck'
import { smallDisk, type SmallDisk } from '../support/tmpfs'

/** Disks that fill up, break lines, or may not be written. */

const after: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const undo of after.splice(0).toReversed()) await undo()
})

async function openDeck(): Promise<TestDeck> {
  const deck = await TestDeck.open()
  after.push(() => deck.close())
  return deck
}

function mounted(disk: SmallDisk | undefined): SmallDisk | undefined {
  if (disk) after.push(() => disk.unmount())
  return disk
}

const coder = { name: 'coder', clear: false }

test('a full disk holds the run: commands are refused with the reason, the person is told, and nothing is lost', async ({
  skip,
}) => {
  const deck = await openDeck()
  const runs = join(deck.home, 'runs')
  const disk = mounted(smallDisk(runs, 4 * 1024 * 1024))
  if (!disk) return skip('a disk of its own can be mounted by root only')
  const run = await deck.readyTeam([coder])
  await run.delegate('coder', 'SAY first')
  await run.untilTask('t1', 'done')
  await run.idle('lead', 'coder')

  const ballast = join(runs, 'ballast')
  const full = join(deck.logs, 'full')
  const refused = run.log('lead').until('the command ends', () => run.log('lead').of('run')[1])
  await run.prompt('lead', `WAIT-FOR ${full}\nRUN dot-agent-deck delegate --to coder --task 'SAY never'`)
  await run.until('lead waits', ({ deliveries }) => Object.values(deliveries).at(-1)?.state === 'proven')
  fill(ballast)
  writeFileSync(full, '')
  expect(await refused).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/could not keep this: .*ENOSPC/),
  })
  // More than may still fit into the journal's last page.
  await expect(run.prompt('lead', `SAY ${'much '.repeat(2000)}`)).rejects.toThrow(
    /cannot be written .*ENOSPC.*free some space/is,
  )
  expect(deck.notices.at(-1)).toMatchObject({
    category: 'failed',
    title: expect.stringContaining('held'),
    body: expect.stringContaining('ENOSPC'),
  })
  const { tasks } = run.run
  rmSync(ballast)
  await deck.deck.detach()
  await deck.newApp()
  expect(run.run.tasks).toEqual(tasks)
  await run.delegate('coder', 'SAY second')
  await run.untilTask('t2', 'done')
  expect(run.log('coder').prompts()).toHaveLength(2)
  await run.close()
})

test('half a line at the end of a journal is dropped and told; a damaged line holds its run and is left alone', async () => {
  const deck = await openDeck()
  const run = await deck.readyTeam([coder])
  await run.delegate('coder', 'SAY first')
  await run.untilTask('t1', 'done')
  await run.idle('lead', 'coder')
  const journal = join(deck.home, 'runs', run.id, 'journal.jsonl')
  await deck.deck.detach()
  appendFileSync(journal, '{"v":1,"seq":99999,"at":1,"ru')
  await deck.newApp()
  expect(deck.lines.join('\n')).toContain('the last line is cut off and does not count')
  await run.delegate('coder', 'SAY second')
  await run.untilTask('t2', 'done')
  await run.idle('lead', 'coder')

  await deck.deck.detach()
  const whole = readFileSync(journal, 'utf8')
  const damaged = whole.replace('"task-created"', '"task-crXated"')
  writeFileSync(journal, damaged)
  await deck.newApp()
  expect(deck.lines.join('\n')).toMatch(/journal\.jsonl:\d+:1: this line of the journal cannot be read/)
  expect(deck.deck.openRuns()).toEqual([])
  const before = whole.slice(0, whole.indexOf('"task-created"')).split('\n').length - 1
  const told = (await deck.deck.handle('deck.state', {})).damaged
  expect(told).toMatchObject([
    {
      run: run.id,
      title: 'team',
      file: journal,
      reason: expect.stringContaining(`:${before + 1}:1:`) as string,
    },
  ])
  // A decision that the damage cuts through does not count either.
  expect(told?.[0]?.whole).toBeGreaterThan(0)
  expect(told?.[0]?.whole).toBeLessThanOrEqual(before)
  const { run: shown } = await deck.deck.handle('damaged.open', { run: run.id })
  const { events } = await deck.deck.handle('journal.read', { run: shown, after: 0 })
  expect(events.at(-1)?.body).toMatchObject({
    type: 'run-closed',
    detail: 'This is how the run stood where its journal breaks off.',
  })
  await deck.deck.handle('damaged.put-away', { run: run.id })
  expect((await deck.deck.handle('deck.state', {})).damaged).toEqual([])
  expect(readFileSync(journal, 'utf8')).toBe(damaged)
  await deck.deck.detach()
  writeFileSync(journal, whole)
  await deck.newApp()
  await run.delegate('coder', 'SAY third')
  await run.untilTask('t3', 'done')
  await run.close()
})

test('a project folder that may not be written: the run works from the deck’s own folder, and says so', async ({
  skip,
}) => {
  const deck = await openDeck()
  const disk = mounted(smallDisk(deck.project, 4 * 1024 * 1024))
  if (!disk) return skip('a disk of its own can be mounted by root only')
  await deck.writeTeam([{ name: 'lead', start: true }, coder])
  disk.readOnly()
  const run = await deck.startTeam()
  await run.untilDelivery('lead', 'is proven', ({ state }) => state === 'proven')
  expect(run.run.timeline.map(({ text }) => text).join('\n')).toContain(
    'The project folder cannot be written',
  )
  await run.idle('lead', 'coder')
  await run.delegate('coder', 'SAY hello')
  await run.untilTask('t1', 'done')
  expect(existsSync(run.task('t1').text.file)).toBe(true)
  await run.close()
})

test('evidence that cannot be written costs the evidence, not the verdict', async () => {
  const deck = await openDeck()
  const command = 'rm -r .dot-agent-deck/runs && touch .dot-agent-deck/runs && exit 3'
  const gate = ['[[orchestrations.roles.gates]]', 'name = "tests"', `command = "${command}"`]
  await deck.writeTeam([
    { name: 'lead', start: true },
    { name: 'coder', lines: gate },
  ])
  const run = await deck.startTeam()
  await run.untilDelivery('lead', 'is proven', ({ state }) => state === 'proven')
  await run.idle('lead', 'coder')
  await run.delegate('coder', 'SAY done')
  const back = await run.untilDelivery('coder', 'sends it back', ({ purpose }) => purpose === 'notice')
  expect(back.text).toMatch(
    /tests exited with code 3, and what was found could not be kept \(.+\)\. Run it yourself, put it right/,
  )
  expect(run.task('t1')).toMatchObject({ state: 'working', returned: 1 })
  await run.close()
})

test('a data folder that may not be written: the deck does not start, and says what to do', async ({
  skip,
}) => {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'deck-read-only-')))
  after.push(() => rm(root, { recursive: true, force: true }))
  const home = join(root, 'home')
  const disk = mounted(smallDisk(home, 64 * 1024))
  if (!disk) return skip('a disk of its own can be mounted by root only')
  disk.readOnly()
  const deck = createDeck({
    home,
    hostName: 'app',
    paths: { exec: [process.execPath], runAsNode: false, dist: root, demoProject: '' },
    platform: process.platform,
    version: '0.0.0-test',
    log: () => undefined,
  })
  await expect(deck.start()).rejects.toThrow(
    /cannot write its data folder .*home \(EROFS.*DOT_AGENT_DECK_HOME/,
  )
  expect(await readDiscovery(join(home, 'hosts', 'app'))).toBeUndefined()
})

/** Fills what is left of a disk. */
function fill(file: string): void {
  for (const size of [64 * 1024, 1024, 1]) {
    try {
      for (;;) appendFileSync(file, Buffer.alloc(size))
    } catch {
      // No room for another piece of this size.
    }
  }
}
