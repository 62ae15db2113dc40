import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type Server, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand } from './command'
import { fakeIo } from './fake-io'

/** The agents' verbs against a post box that answers as the case wants. */

let folder: string
let server: Server | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deck-verbs-'))
})
afterEach(async () => {
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
  server = undefined
  await rm(folder, { recursive: true, force: true })
})

/** Starts the post box and gives what it received, and an environment as in a pane. */
async function postBox(reply: unknown) {
  const received: Array<{ agent: string; token: string; body: unknown }> = []
  const endpoint =
    process.platform === 'win32' ? `\\\\.\\pipe\\deck-verbs-${process.pid}` : join(folder, 'post.sock')
  const started = createServer((socket) => {
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString()
      if (!text.endsWith('\n')) return
      received.push(JSON.parse(text))
      socket.end(`${JSON.stringify(reply)}\n`)
    })
  })
  server = started
  await new Promise<void>((resolve) => started.listen(endpoint, resolve))
  const env = {
    DOT_AGENT_DECK_SOCKET: endpoint,
    DOT_AGENT_DECK_AGENT_ID: 'a1',
    DOT_AGENT_DECK_TOKEN: 'secret',
  }
  return { received, env }
}

describe('a verb inside a pane', () => {
  it('sends the whole text for its agent and prints the answer', async () => {
    const { received, env } = await postBox({ answer: { ok: true, message: 'Delegated: t1 to coder.' } })
    const text = 'Fix `this`; rm -rf $HOME "quoted"\nsecond line äöü\n'
    const { io, said } = fakeIo({ env, stdin: async () => Buffer.from(text) })
    expect(
      await runCommand(
        ['delegate', '--to', 'coder', '--to', 'coder', '--to', 'auditor', '--task-file', '-'],
        io,
      ),
    ).toBe(0)
    expect(said).toEqual({ out: 'Delegated: t1 to coder.\n', err: '' })
    expect(received).toMatchObject([
      { agent: 'a1', token: 'secret', body: { verb: 'delegate', to: ['coder', 'auditor'], text } },
    ])
  })

  it('reads the text from a file of the folder it is called in', async () => {
    const { received, env } = await postBox({ answer: { ok: true, message: 'Thanks.' } })
    await writeFile(join(folder, 'report.md'), 'All is well.\n')
    const { io } = fakeIo({ env, cwd: folder })
    expect(await runCommand(['work-done', '--task-file', 'report.md', '--blocked'], io)).toBe(0)
    expect(received[0]?.body).toEqual({
      verb: 'work-done',
      text: 'All is well.\n',
      outcome: 'blocked',
      done: false,
    })
  })

  it('says what the deck refuses, with the fix, and exits with 1', async () => {
    const { env } = await postBox({
      answer: { ok: false, reason: 'There is no role "codr".', fix: 'Did you mean "coder"?' },
    })
    const { io, said } = fakeIo({ env })
    expect(await runCommand(['delegate', '--to', 'codr', '--task', 'x'], io)).toBe(1)
    expect(said).toEqual({ out: '', err: 'There is no role "codr".\nDid you mean "coder"?\n' })
  })

  it('exits with 3 when the message is kept', async () => {
    const { env } = await postBox({ kept: true })
    const { io, said } = fakeIo({ env })
    expect(await runCommand(['work-done', '--task', 'done'], io)).toBe(3)
    expect(said.err).toContain('kept')
  })

  it('exits with 1 when the post box does not know the agent', async () => {
    const { env } = await postBox({ refused: 'This agent is not known here.' })
    const first = fakeIo({ env })
    expect(await runCommand(['status'], first.io)).toBe(1)
    expect(first.said.err).toContain('This agent is not known here.')
  })

  it('exits with 1 and says so when nobody listens', async () => {
    const env = {
      DOT_AGENT_DECK_SOCKET: join(folder, 'gone.sock'),
      DOT_AGENT_DECK_AGENT_ID: 'a',
      DOT_AGENT_DECK_TOKEN: 't',
    }
    const { io, said } = fakeIo({ env })
    expect(await runCommand(['work-done', '--task', 'x'], io)).toBe(1)
    expect(said.err).toContain('cannot be reached')
  })

  it('shows the team and the ledger in columns, or as JSON', async () => {
    const role = {
      role: 'coder',
      orchestrator: false,
      status: 'working',
      tool: 'Bash',
      detail: 'npm test',
      waitingFor: null,
      task: 't7',
      queued: 1,
      seconds: 75,
    }
    const { env } = await postBox({ answer: { ok: true, message: 'ok', roles: [role] } })
    const plain = fakeIo({ env })
    expect(await runCommand(['status'], plain.io)).toBe(0)
    expect(plain.said.out).toBe('coder  working  1 min  t7  Bash, npm test, 1 queued\n')
    const json = fakeIo({ env })
    await runCommand(['status', '--json'], json.io)
    expect(JSON.parse(json.said.out)).toEqual([role])
  })
})

describe('a task file that cannot be read', () => {
  it.each([
    ['missing.md', 'it does not exist'],
    ['.', 'it is a folder'],
  ])('%s: %s', async (file, reason) => {
    const { io, said } = fakeIo({ cwd: folder })
    expect(await runCommand(['work-done', '--task-file', file], io)).toBe(1)
    expect(said.err).toContain(reason)
  })
})
