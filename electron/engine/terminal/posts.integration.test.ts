import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { post } from '../../cli/post'
import type { Post, TerminalHost } from './host'
import { shell, testHost, TOKEN, until } from './testing/hosts'

let folder: Awaited<ReturnType<typeof testHost>>
let host: TerminalHost

beforeEach(async () => {
  folder = await testHost()
  host = await folder.connect()
  await host.spawn(shell('coder', 'sleep 60'))
})
afterEach(() => folder.remove())

function envOf(more: Record<string, string> = {}): Record<string, string> {
  return {
    DOT_AGENT_DECK_SOCKET: host.postEndpoint,
    DOT_AGENT_DECK_AGENT_ID: 'coder',
    DOT_AGENT_DECK_TOKEN: TOKEN,
    ...more,
  }
}

/** Sends one raw line and reads the answer. */
function sendLine(line: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = connect(host.postEndpoint)
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('error', reject)
    socket.on('end', () => resolve(JSON.parse(text)))
    socket.write(`${line}\n`)
  })
}

function collectPosts(from: TerminalHost, reply?: (post: Post) => unknown): Post[] {
  const posts: Post[] = []
  from.on('post', (event) => {
    posts.push(event)
    if (reply !== undefined) from.answer(event.postId, reply(event))
  })
  return posts
}

test('a message reaches the app and its answer the command, large ones too', async () => {
  const posts = collectPosts(host, ({ body }) => ({ echoed: body }))
  expect(await post(envOf(), { verb: 'status' }, 5000)).toEqual({
    kind: 'answer',
    reply: { echoed: { verb: 'status' } },
  })
  const large = 'ö'.repeat(2_500_000)
  await expect(post(envOf(), large, 5000)).resolves.toEqual({ kind: 'answer', reply: { echoed: large } })
  expect(posts.map(({ agent, kept }) => ({ agent, kept }))).toEqual([
    { agent: 'coder', kept: false },
    { agent: 'coder', kept: false },
  ])
  const tooLarge = await post(envOf(), 'x'.repeat(9 * 1024 * 1024), 5000)
  expect(tooLarge).toMatchObject({ kind: 'refused', reason: expect.stringContaining('8 MiB') })
})

test('a wrong token, an unknown agent and a broken line are refused and reach nobody', async () => {
  const posts = collectPosts(host)
  const wrong = await post(envOf({ DOT_AGENT_DECK_TOKEN: 'x'.repeat(32) }), {}, 5000)
  const unknown = await post(envOf({ DOT_AGENT_DECK_AGENT_ID: 'nobody' }), {}, 5000)
  expect(wrong).toMatchObject({
    kind: 'refused',
    reason: expect.stringContaining('does not know this agent'),
  })
  expect(unknown).toEqual(wrong)
  expect(await sendLine('{nonsense')).toHaveProperty('refused')
  expect(await sendLine('{"agent":"coder"}')).toHaveProperty('refused')
  expect(posts).toEqual([])
})

test('without an app messages are kept once each, and handed over in order before live ones', async () => {
  await host.close()
  const id = randomUUID()
  const line = JSON.stringify({ agent: 'coder', token: TOKEN, id, body: 'one' })
  expect(await sendLine(line)).toEqual({ kept: true })
  expect(await sendLine(line)).toEqual({ kept: true })
  expect(await post(envOf(), 'two', 5000)).toEqual({ kind: 'kept' })
  const kept = await readdir(join(folder.dir, 'spool'))
  expect(kept).toHaveLength(2)

  const second = await folder.connect()
  const posts = collectPosts(second, () => 'thanks')
  expect(await post(envOf(), 'three', 5000)).toEqual({ kind: 'answer', reply: 'thanks' })
  await until(() => posts.length >= 3)
  expect(posts.map(({ body, kept: waited }) => [body, waited])).toEqual([
    ['one', true],
    ['two', true],
    ['three', false],
  ])
  await until(async () => (await readdir(join(folder.dir, 'spool'))).length === 0)
  // Asking again for the same message gets the same answer, and does not hand it over again.
  expect(await sendLine(line)).toEqual({ answer: 'thanks' })
  expect(posts).toHaveLength(3)
})

test('a message that the app leaves unanswered when it goes is kept for the next one', async () => {
  collectPosts(host)
  const outcome = post(envOf(), 'unanswered', 5000)
  await new Promise<void>((resolve) => host.on('post', () => resolve()))
  await host.close()
  expect(await outcome).toEqual({ kind: 'kept' })
  const second = await folder.connect()
  const posts = collectPosts(second, () => 'done')
  await until(() => posts.length === 1)
  expect(posts).toMatchObject([{ body: 'unanswered', kept: true }])
})

test('outside a pane, or with the host gone, the command learns why', async () => {
  expect(await post({}, {}, 1000)).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('inside a pane'),
  })
  expect(await post(envOf({ DOT_AGENT_DECK_SOCKET: '/nowhere.sock' }), {}, 1000)).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('Start the deck again'),
  })
})
