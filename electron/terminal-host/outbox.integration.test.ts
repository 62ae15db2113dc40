import { randomBytes, randomUUID } from 'node:crypto'
import { copyFile, link, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { leaveInOutbox } from '../cli/outbox'
import { Outboxes } from './outbox'
import { OutboxKeys, type OutboxOwner } from './outbox-keys'
import { outboxKey } from './outbox-sign'
import type { PostReply } from './post-protocol'

const TOKEN = randomBytes(32).toString('hex')

let root: string
let folder: string
let delivered: { agent: string; id: string; body: unknown }[]
let ignored: string[]
let reply: PostReply
let outboxes: Outboxes
const owner = (agent: string, token = TOKEN): OutboxOwner => ({ agent, folder, key: outboxKey(token) })
const leave = (body: unknown, id: string = randomUUID(), token = TOKEN, agent = 'a-1') =>
  leaveInOutbox({ folder, agent, token }, id, body)
const files = async () => (await readdir(folder)).toSorted()

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'deck-outbox-'))
  folder = join(root, 'outbox')
  delivered = []
  ignored = []
  reply = { kept: true }
  outboxes = new Outboxes({
    deliver: (message) => {
      delivered.push(message)
      return Promise.resolve(reply)
    },
    ignored: (_, file, why) => ignored.push(`${file.slice(folder.length + 1)}: ${why}`),
  })
})
afterEach(async () => {
  await outboxes.remove('a-1')
  await rm(root, { recursive: true, force: true })
})

describe('a message that was left', () => {
  test('before its agent is known is passed on and removed', async () => {
    const id = randomUUID()
    await leave({ verb: 'work-done', text: 'äöü' }, id)
    outboxes.add(owner('a-1'))
    await outboxes.look(folder)
    expect(delivered).toEqual([
      { kind: 'message', agent: 'a-1', id, body: { verb: 'work-done', text: 'äöü' } },
    ])
    expect(await files()).toEqual([])
    expect(ignored).toEqual([])
  })

  test('later is found without being asked for', async () => {
    await mkdir(folder)
    const arrived = new Promise<void>((resolve) => {
      outboxes = new Outboxes({
        deliver: () => {
          resolve()
          return Promise.resolve({ kept: true })
        },
        ignored: () => undefined,
      })
    })
    outboxes.add(owner('a-1'))
    await outboxes.look(folder)
    await leave('late')
    await arrived
  })

  test('stays when nobody can keep it, and is passed on when somebody can', async () => {
    reply = { refused: 'full' }
    await leave('one')
    outboxes.add(owner('a-1'))
    await outboxes.look(folder)
    expect(await files()).toHaveLength(1)
    reply = { kept: true }
    await outboxes.look(folder)
    expect(await files()).toEqual([])
    expect(new Set(delivered.map(({ id }) => id)).size).toBe(1)
  })

  test('by an agent that goes is collected before it is forgotten', async () => {
    outboxes.add(owner('a-1'))
    await outboxes.look(folder)
    await leave('last words')
    await outboxes.remove('a-1')
    expect(delivered.map(({ body }) => body)).toEqual(['last words'])
  })
})

describe('ignored, left as it is, and told once', () => {
  async function looked(): Promise<void> {
    outboxes.add(owner('a-1'))
    await outboxes.look(folder)
    await outboxes.look(folder)
  }

  test('a message signed with another token', async () => {
    const id = randomUUID()
    await leave('forged', id, 'another token')
    await looked()
    expect(ignored).toEqual([`${id}.json: its signature is wrong`])
    expect(await files()).toEqual([`${id}.json`])
    expect(delivered).toEqual([])
  })

  test.each(['body', 'agent', 'at', 'id'] as const)('a message whose %s was changed', async (part) => {
    const id = randomUUID()
    await leave('genuine', id)
    const file = join(folder, `${id}.json`)
    const message: Record<string, unknown> = JSON.parse(await readFile(file, 'utf8'))
    const other = { body: '"changed"', agent: 'a-2', at: 1, id: randomUUID() }[part]
    await writeFile(file, JSON.stringify({ ...message, [part]: other }))
    outboxes.add(owner('a-1'), owner('a-2'))
    await looked()
    expect(ignored).toEqual([`${id}.json: its signature is wrong`])
    expect(delivered).toEqual([])
    await outboxes.remove('a-2')
  })

  test('a message that was collected before', async () => {
    const id = randomUUID()
    const copy = join(root, 'copy')
    await leave('once', id)
    await copyFile(join(folder, `${id}.json`), copy)
    await looked()
    await copyFile(copy, join(folder, `${id}.json`))
    await looked()
    expect(delivered).toHaveLength(1)
    expect(ignored).toEqual([`${id}.json: it has been collected before`])
  })

  test('a copy under another name, a link, a folder and what is no message', async () => {
    const [copy, soft, dir, hard, other] = Array.from({ length: 5 }, () => `${randomUUID()}.json`)
    await leave('genuine', randomUUID())
    const [genuine = ''] = await files()
    await writeFile(join(root, 'aside'), await readFile(join(folder, genuine)))
    await rm(join(folder, genuine))
    await copyFile(join(root, 'aside'), join(folder, copy ?? ''))
    await symlink(join(root, 'aside'), join(folder, soft ?? ''))
    await mkdir(join(folder, dir ?? ''))
    await link(join(root, 'aside'), join(folder, hard ?? ''))
    await writeFile(join(folder, other ?? ''), '{"v":1}')
    await writeFile(join(folder, 'notes.txt'), 'not looked at')
    await looked()
    expect(ignored.toSorted()).toEqual(
      [
        `${copy}: it is a copy of another message`,
        `${soft}: it is a link`,
        `${dir}: it is no file`,
        `${hard}: it has another name elsewhere`,
        `${other}: it is not a message of the deck’s command`,
      ].toSorted(),
    )
    expect(delivered).toEqual([])
    expect(await files()).toHaveLength(6)
  })

  test('more than a message may hold', async () => {
    const name = `${randomUUID()}.json`
    await mkdir(folder)
    await writeFile(join(folder, name), 'x'.repeat(17 * 1024 * 1024))
    await looked()
    expect(ignored).toEqual([`${name}: it is too large`])
  })

  test('an outbox that is a link to another folder is not looked into', async () => {
    const elsewhere = join(root, 'elsewhere')
    await leaveInOutbox({ folder: elsewhere, agent: 'a-1', token: TOKEN }, randomUUID(), 'genuine')
    await symlink(elsewhere, folder)
    await looked()
    expect(delivered).toEqual([])
  })
})

test('messages of several agents that an earlier host knew are all genuine', async () => {
  for (const agent of ['a-1', 'a-2', 'a-3']) await leave(agent, randomUUID(), `token of ${agent}`, agent)
  outboxes.add(...['a-1', 'a-2', 'a-3'].map((agent) => owner(agent, `token of ${agent}`)))
  await outboxes.look(folder)
  expect(new Set(delivered.map(({ body }) => body))).toEqual(new Set(['a-1', 'a-2', 'a-3']))
  expect(delivered).toHaveLength(3)
  expect(ignored).toEqual([])
  for (const agent of ['a-2', 'a-3']) await outboxes.remove(agent)
})

test('a host that takes over knows the agents of the one before', async () => {
  const keys = new OutboxKeys(join(root, 'keys'))
  await keys.remember(owner('a-1'))
  await keys.remember(owner('a-2'))
  await keys.forget('a-2')
  await writeFile(join(root, 'keys', 'torn.json'), '{"agent":')
  const next = new OutboxKeys(join(root, 'keys'))
  expect(await next.read()).toEqual([owner('a-1')])
  const nextMonth = Date.now() + 30 * 24 * 60 * 60 * 1000
  expect(await next.read(nextMonth)).toEqual([])
  expect(await next.read()).toEqual([])
})
