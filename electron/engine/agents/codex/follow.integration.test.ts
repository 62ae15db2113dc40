import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Follower, Observation } from '../adapter'
import { followCodex } from './follow'

/** A program that keeps files open and appends to them what it is told: `[name, line]` each line of its input; no line: it only reads. */
const WRITER = `
const { openSync, writeSync } = require('node:fs')
const { createInterface } = require('node:readline')
const open = new Map()
createInterface({ input: process.stdin }).on('line', (text) => {
  const [name, line] = JSON.parse(text)
  if (!open.has(name)) open.set(name, openSync(name, line === null ? 'r' : 'a+'))
  if (line !== null) writeSync(open.get(name), line)
  process.stdout.write('written\\n')
})`

describe.skipIf(process.platform === 'win32')('the records that a process has open', () => {
  let folder: string
  let writer: ChildProcess
  let follower: Follower
  let seen: Observation[]
  let woken: (() => void) | undefined

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deck-record-'))
    writer = spawn(process.execPath, ['-e', WRITER], { stdio: ['pipe', 'pipe', 'inherit'] })
    seen = []
    follower = followCodex(
      { processes: () => Promise.resolve([writer.pid ?? 0]), platform: process.platform, since: 0 },
      (observation) => {
        seen.push(observation)
        woken?.()
      },
    )
  })

  afterEach(async () => {
    follower.stop()
    writer.kill()
    await rm(folder, { recursive: true, force: true })
  })

  /** Unseen: no sign of life follows. */
  async function writeUnseen(name: string, text: string | null): Promise<void> {
    const written = new Promise((resolve) => writer.stdout?.once('data', resolve))
    writer.stdin?.write(`${JSON.stringify([join(folder, name), text])}\n`)
    await written
  }

  async function write(name: string, text: string | null): Promise<void> {
    await writeUnseen(name, text)
    follower.poke()
  }

  async function until(count: number): Promise<void> {
    while (seen.length < count) await new Promise<void>((resolve) => (woken = resolve))
  }

  const line = (type: string, payload: object): string =>
    `${JSON.stringify({ timestamp: '2026-05-01T10:00:00Z', type, payload })}\n`
  const prompt = (text: string): string =>
    line('event_msg', {
      type: 'item_completed',
      item: { type: 'UserMessage', content: [{ type: 'text', text }] },
    })

  it('are read as they grow, a line only when it is whole', async () => {
    await write('rollout-1.jsonl', line('session_meta', { id: 'one', source: 'cli' }))
    await until(1)
    const text = prompt('הלום 日本 👩‍👩‍👧')
    await write('rollout-1.jsonl', text.slice(0, 140))
    await write('rollout-1.jsonl', text.slice(140))
    await until(2)
    expect(seen).toEqual([
      { source: 'hook', kind: 'session', sessionId: 'one', how: 'startup' },
      { source: 'hook', kind: 'prompt', text: 'הלום 日本 👩‍👩‍👧' },
    ])
  })

  it('are looked at for a prompt that is expected, without any sign of life', async () => {
    await write('rollout-1.jsonl', line('session_meta', { id: 'one', source: 'cli' }))
    await until(1)
    follower.expectPrompt()
    // More often than the looks that are under way by then.
    for (const count of [2, 3, 4, 5, 6]) {
      await writeUnseen('rollout-1.jsonl', line('event_msg', { type: 'task_started' }))
      await until(count)
    }
    await writeUnseen('rollout-1.jsonl', prompt('expected'))
    await until(7)
    expect(seen[6]).toEqual({ source: 'hook', kind: 'prompt', text: 'expected' })
  })

  it('are not read again when they get another name', async () => {
    await write('rollout-1.jsonl', line('session_meta', { id: 'one', source: 'cli' }) + prompt('first'))
    await until(2)
    await rename(join(folder, 'rollout-1.jsonl'), join(folder, 'rollout-one.jsonl'))
    follower.poke()
    // Still the same file, by the name under which the program opened it.
    await write('rollout-1.jsonl', prompt('second'))
    await until(3)
    expect(seen.map((each) => ('text' in each ? each.text : ''))).toEqual(['', 'first', 'second'])
  })

  it('are not those of other conversations, which it only reads', async () => {
    const name = 'rollout-0.jsonl'
    await writeFile(join(folder, name), line('session_meta', { id: 'before', source: 'cli' }) + prompt('old'))
    await write(name, null)
    await write('rollout-1.jsonl', line('session_meta', { id: 'one', source: 'cli' }) + prompt('new'))
    await until(2)
    expect(seen).toEqual([
      { source: 'hook', kind: 'session', sessionId: 'one', how: 'startup' },
      { source: 'hook', kind: 'prompt', text: 'new' },
    ])
  })

  it('go on in another conversation, and leave out those of agents that it started', async () => {
    await write('rollout-1.jsonl', line('session_meta', { id: 'one', source: 'cli' }))
    await write(
      'rollout-2.jsonl',
      line('session_meta', { id: 'two', source: { subagent: 'review' } }) + prompt('not the person'),
    )
    await write('other.jsonl', line('session_meta', { id: 'three', source: 'cli' }))
    await write('rollout-4.jsonl', line('session_meta', { id: 'four', source: 'cli' }) + prompt('after'))
    await until(3)
    expect(seen).toEqual([
      { source: 'hook', kind: 'session', sessionId: 'one', how: 'startup' },
      { source: 'hook', kind: 'session', sessionId: 'four', how: 'clear' },
      { source: 'hook', kind: 'prompt', text: 'after' },
    ])
  })
})
