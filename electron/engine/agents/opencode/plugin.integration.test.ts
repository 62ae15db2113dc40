import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Observation } from '../adapter'
import { readOpenCodeHook } from './hooks'
import { pluginSource } from './plugin'

const handler = z.custom<(input: unknown, output?: unknown) => Promise<void>>(
  (value) => typeof value === 'function',
)
const plugin = z.object({
  DotAgentDeck: z.custom<(around: unknown) => Promise<unknown>>((value) => typeof value === 'function'),
})
const hooks = z.object({
  event: handler,
  'chat.params': handler,
  'chat.message': handler,
  'tool.execute.before': handler,
  'tool.execute.after': handler,
})

let folder: string
let told: z.infer<typeof hooks>
/** What the plugin asked of OpenCode. */
let posted: unknown[]

/** Appends what it reads to a file; slower at first, so that only waiting keeps the order. */
const HOOK = `
const { appendFileSync, existsSync } = require('node:fs')
let text = ''
process.stdin.on('data', (chunk) => (text += chunk)).on('end', () => {
  const first = !existsSync(process.env.OUT)
  setTimeout(() => appendFileSync(process.env.OUT, text + '\\n'), first ? 200 : 0)
})`

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deck-plugin-'))
  await writeFile(join(folder, 'hook.cjs'), HOOK)
  const env = { OUT: join(folder, 'out') }
  await writeFile(
    join(folder, 'plugin.mjs'),
    pluginSource(join(folder, 'answers'), [process.execPath, join(folder, 'hook.cjs')], env),
  )
  const loaded: unknown = await import(pathToFileURL(join(folder, 'plugin.mjs')).href)
  posted = []
  const client = { _client: { post: (request: unknown) => Promise.resolve(posted.push(request)) } }
  told = hooks.parse(await plugin.parse(loaded).DotAgentDeck({ client }))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** What arrived, once so many messages have. */
async function heard(count: number): Promise<Observation[]> {
  for (;;) {
    const lines = (await readFile(join(folder, 'out'), 'utf8').catch(() => '')).split('\n').slice(0, -1)
    if (lines.length >= count) return lines.flatMap((line) => readOpenCodeHook(JSON.parse(line)))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const event = (type: string, properties: object): Promise<void> => told.event({ event: { type, properties } })
const status = (type: string, sessionID = 's1') => event('session.status', { sessionID, status: { type } })

it('tells a turn in order: conversation, prompt, tool, permission, end', async () => {
  const parts = [
    { type: 'text', text: 'Do it' },
    { type: 'text', text: 'added by a file', synthetic: true },
  ]
  await told['chat.message']({ sessionID: 's1' }, { parts })
  await status('busy')
  await status('busy')
  const call = { tool: 'bash', sessionID: 's1', callID: 'c1' }
  await told['tool.execute.before'](call, { args: { command: 'touch  a' } })
  const asked = {
    sessionID: 's1',
    permission: 'bash',
    metadata: { command: 'touch a' },
    patterns: ['touch a'],
  }
  await event('permission.asked', asked)
  await event('permission.replied', { sessionID: 's1', reply: 'once' })
  await told['tool.execute.after'](call, {})
  await event('session.idle', { sessionID: 's1' })
  await event('session.idle', { sessionID: 's1' })
  expect(await heard(8)).toEqual([
    { source: 'hook', kind: 'session', sessionId: 's1', how: 'startup' },
    { source: 'hook', kind: 'prompt', text: 'Do it' },
    { source: 'hook', kind: 'turn-start' },
    { source: 'hook', kind: 'tool-start', tool: 'bash', id: 'c1', detail: 'touch a', subject: 'touch  a' },
    { source: 'hook', kind: 'waiting', for: 'permission', question: 'Allow bash: touch a', tool: 'bash' },
    { source: 'hook', kind: 'answered' },
    { source: 'hook', kind: 'tool-end', tool: 'bash', id: 'c1' },
    { source: 'hook', kind: 'turn-end', background: 0 },
  ])
})

/** Leaves an answer as the deck does, for the request of the last message. */
async function answer(id: string, key: string, given: object): Promise<void> {
  const answers = join(folder, 'answers')
  await mkdir(answers, { recursive: true })
  await writeFile(join(answers, `${id}.json`), JSON.stringify({ key, ...given }))
}

const json = { headers: { 'Content-Type': 'application/json' } }

it('takes an answer that bears the key of its request, and no other', async () => {
  await event('permission.asked', {
    id: 'per_1',
    permission: 'bash',
    metadata: { command: 'touch a\ntouch b' },
  })
  const [asked] = await heard(1)
  expect(asked).toMatchObject({ question: 'Allow bash: touch a\ntouch b', ask: { reply: { id: 'per_1' } } })
  const key = asked?.source === 'hook' && asked.kind === 'waiting' ? asked.ask?.reply?.key : undefined
  await answer('per_1', 'f'.repeat(32), { permission: 'allow' })
  // The plugin looks at it several times, and at the right one then.
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect(posted).toEqual([])
  await answer('per_1', key ?? '', { permission: 'deny' })
  await vi.waitFor(() =>
    expect(posted).toEqual([
      {
        url: '/permission/{requestID}/reply',
        path: { requestID: 'per_1' },
        body: { reply: 'reject' },
        ...json,
      },
    ]),
  )
})

it('answers a question that takes one choice', async () => {
  const options = [{ label: 'Red', description: 'warm' }, { label: 'Blue' }]
  const questions = [{ question: 'Which?', options }]
  await event('question.asked', { id: 'que_1', questions })
  await event('question.asked', { id: 'que_2', questions: [...questions, ...questions] })
  const [asked, several] = await heard(2)
  expect(asked).toMatchObject({
    question: 'Which?',
    ask: { options: [{ label: 'Red', detail: 'warm' }, { label: 'Blue' }] },
  })
  expect(several).not.toHaveProperty('ask')
  const key = asked?.source === 'hook' && asked.kind === 'waiting' ? asked.ask?.reply?.key : undefined
  await answer('que_1', key ?? '', { choice: 'Blue' })
  await vi.waitFor(() =>
    expect(posted).toEqual([
      {
        url: '/question/{requestID}/reply',
        path: { requestID: 'que_1' },
        body: { answers: [['Blue']] },
        ...json,
      },
    ]),
  )
})

it('keeps an error until the next prompt, and takes an interrupt for none', async () => {
  await status('busy')
  await event('session.error', {
    sessionID: 's1',
    error: { name: 'APIError', data: { message: 'out for lunch' } },
  })
  await event('session.idle', { sessionID: 's1' })
  await status('busy')
  await event('session.error', { sessionID: 's1', error: { name: 'MessageAbortedError' } })
  await event('session.idle', { sessionID: 's1' })
  expect(await heard(4)).toEqual([
    { source: 'hook', kind: 'turn-start' },
    { source: 'hook', kind: 'turn-failed', error: 'out for lunch' },
    { source: 'hook', kind: 'turn-start' },
    { source: 'hook', kind: 'turn-end', background: 0 },
  ])
})

it('leaves a subagent’s turns out, but not what it asks', async () => {
  await event('session.created', { sessionID: 'child', info: { id: 'child', parentID: 's1' } })
  await told['chat.message']({ sessionID: 'child' }, { parts: [{ type: 'text', text: 'sub' }] })
  await status('busy', 'child')
  await event('permission.asked', { sessionID: 'child', permission: 'edit', patterns: ['a.ts'] })
  await event('session.idle', { sessionID: 'child' })
  await told['chat.message']({ sessionID: 's2' }, { parts: [{ type: 'text', text: 'own' }] })
  expect(await heard(3)).toEqual([
    { source: 'hook', kind: 'waiting', for: 'permission', question: 'Allow edit: a.ts', tool: 'edit' },
    { source: 'hook', kind: 'session', sessionId: 's2', how: 'startup' },
    { source: 'hook', kind: 'prompt', text: 'own' },
  ])
})

it.each([{}, null, 'x', { event: 'prompt' }, { event: 'unknown' }])('makes nothing of %j', (payload) => {
  expect(readOpenCodeHook(payload)).toEqual([])
})

it('tells what all answers used before the end of each turn, those of its own agents too', async () => {
  const answer = (id: string, sessionID: string, output: number, more: object = {}) =>
    event('message.updated', {
      sessionID,
      info: {
        id,
        sessionID,
        role: 'assistant',
        cost: 0.25,
        tokens: { input: 100, output, reasoning: 5, cache: { read: 30, write: 7 } },
        time: { created: Date.now() },
        ...more,
      },
    })
  await told['chat.params']({ sessionID: 's1', model: { limit: { context: 1000 } } })
  await event('session.created', { info: { id: 'child', parentID: 's1' } })
  await status('busy')
  await answer('m1', 's1', 1)
  await answer('m1', 's1', 20)
  await answer('c1', 'child', 400)
  await answer('old', 's1', 999, { time: { created: 5 } })
  await answer('mine', 's1', 999, { role: 'user' })
  await event('session.idle', { sessionID: 's1' })
  expect(await heard(3)).toEqual([
    { source: 'hook', kind: 'turn-start' },
    {
      source: 'usage',
      figures: {
        tokens: { input: 200, output: 430, cacheRead: 60, cacheWrite: 14 },
        costUsd: 0.5,
        contextUsed: 162,
        contextSize: 1000,
        source: 'measured',
      },
    },
    { source: 'hook', kind: 'turn-end', background: 0 },
  ])
})
