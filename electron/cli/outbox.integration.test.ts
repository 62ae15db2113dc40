import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runCommand } from './command'
import { fakeIo } from './fake-io'

/** The agents' verbs where no socket can be reached. */

let folder: string
let env: Record<string, string>
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deck-cli-outbox-'))
  env = {
    DOT_AGENT_DECK_SOCKET: join(folder, 'gone.sock'),
    DOT_AGENT_DECK_AGENT_ID: 'a-1',
    DOT_AGENT_DECK_TOKEN: 'secret',
    DOT_AGENT_DECK_OUTBOX: join(folder, 'outbox'),
  }
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a report is left in the outbox, whole and without the token, and the command ends with 3', async () => {
  const { io, said } = fakeIo({ env })
  expect(await runCommand(['work-done', '--task', 'All is well.'], io)).toBe(3)
  expect(said.out).toBe('')
  expect(said.err).toContain('left in the outbox')
  const names = await readdir(join(folder, 'outbox'))
  expect(names).toHaveLength(1)
  const text = await readFile(join(folder, 'outbox', names[0] ?? ''), 'utf8')
  expect(text).not.toContain('secret')
  const left: { agent: string; body: string } = JSON.parse(text)
  expect(left.agent).toBe('a-1')
  expect(JSON.parse(left.body)).toMatchObject({ verb: 'work-done', text: 'All is well.', outcome: 'done' })
})

test('a question that nobody would answer is not left', async () => {
  const { io, said } = fakeIo({ env })
  expect(await runCommand(['status'], io)).toBe(1)
  expect(said.err).toContain('cannot be reached')
  expect(await readdir(folder)).toEqual([])
})

test('where no file can be written either, the command says why it cannot reach the deck', async () => {
  await writeFile(join(folder, 'outbox'), 'a file where the folder should be')
  const { io, said } = fakeIo({ env })
  expect(await runCommand(['work-done', '--task', 'x'], io)).toBe(1)
  expect(said.err).toContain('ENOENT')
})
