import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PostBox, type Handover } from './post-box'
import { secretDigest } from './secrets'
import { Spool } from './spool'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deck-spool-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const line = (body: unknown, id = randomUUID()) => ({ agent: 'coder', token: 'secret', id, body })

async function openBox(answerMs: number) {
  const spool = await Spool.open(folder)
  const box = new PostBox({ spool, answerMs, tokenDigest: () => secretDigest('secret') })
  const given: Handover[] = []
  return { spool, box, given, connect: () => box.connect((handover) => given.push(handover)) }
}

test('an app that does not answer in time counts as absent, and its late answer still counts', async () => {
  const { box, given, connect, spool } = await openBox(20)
  connect()
  const message = line('slow')
  expect(await box.take(message)).toEqual({ kept: true })
  expect(spool.size).toBe(1)
  const postId = given[0]?.postId ?? ''
  await box.answer(postId, 'late')
  expect(spool.size).toBe(0)
  expect(await readdir(folder)).toEqual([])
  expect(await box.take(message)).toEqual({ answer: 'late' })
  expect(given).toHaveLength(1)
})

test('the same message sent twice at once is handed over once, and both get the answer', async () => {
  const { box, given, connect } = await openBox(5000)
  connect()
  const message = line('twice')
  const outcomes = Promise.all([box.take(message), box.take(message)])
  while (given.length === 0) await new Promise((resolve) => setImmediate(resolve))
  await box.answer(given[0]?.postId ?? '', 'ok')
  expect(await outcomes).toEqual([{ answer: 'ok' }, { answer: 'ok' }])
  expect(given).toHaveLength(1)
})

test('kept messages survive the host, in order, unreadable neighbours included', async () => {
  const first = await openBox(20)
  for (const body of ['one', 'two', 'three']) expect(await first.box.take(line(body))).toEqual({ kept: true })
  await writeFile(join(folder, '000000000000001-damaged.json'), '{"agent":')
  const names = await readdir(folder)
  expect((await stat(join(folder, names.at(-1) ?? ''))).mode & 0o777).toBe(0o600)

  const second = await openBox(20)
  expect(second.spool.size).toBe(3)
  second.connect()
  await second.box.take(line('live'))
  expect(second.given.map(({ body }) => body)).toEqual(['one', 'two', 'three', 'live'])
  expect(await readdir(folder)).toContain('000000000000001-damaged.json')
})

test('a message that is being written while an app attaches is handed over', async () => {
  const { box, given, connect } = await openBox(20)
  const kept = box.take(line('now'))
  await Promise.resolve()
  connect()
  await kept
  while (given.length === 0) await new Promise((resolve) => setImmediate(resolve))
  expect(given).toMatchObject([{ body: 'now' }])
})

test('a full spool refuses instead of filling the disk', async () => {
  const spool = await Spool.open(folder, 1000)
  const message = { agent: 'coder', receivedAt: 1, body: 'x'.repeat(600) }
  expect(await spool.keep({ ...message, id: 'one' })).toBe(true)
  expect(await spool.keep({ ...message, id: 'two' })).toBe(false)
  await spool.remove('coder', 'one')
  expect(await spool.keep({ ...message, id: 'two' })).toBe(true)
})
