import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Screen } from '../../terminal/host'
import { loadScreen } from '../testing/load-screen'
import { qwenDefaults, readQwenHook } from './hooks'
import { qwen } from './index'
import { readQwenScreen } from './screen'

const context = { now: 10_000, typedSinceSubmit: 0 }
const load = (name: string): Screen => loadScreen(import.meta.dirname, name)

describe('screens of the real Qwen Code', () => {
  it.each([
    ['idle-after-turn', { box: 'empty', sure: true }],
    ['resumed', { box: 'empty', sure: true }],
    ['denied', { box: 'empty', sure: true }],
    ['error', { box: 'empty', sure: true }],
    ['draft', { box: 'draft', draft: 'half typed draft', sure: true }],
    ['shell-mode', { box: 'draft', draft: '!', sure: true }],
    ['slash-menu', { box: 'draft', draft: '/', sure: true }],
    ['pasted', { box: 'draft', draft: '[Pasted Content 20889 chars]', sure: true }],
    ['thinking', { box: 'empty', busy: true, sure: true }],
    ['thinking-draft', { box: 'draft', draft: 'draft while busy', busy: true, sure: true }],
  ])('%s', (name, reading) => {
    expect(readQwenScreen(load(name))).toEqual(reading)
  })

  it('names what a permission is about', () => {
    const title = 'Allow Shell: touch made1.txt; env | grep -c DOT_AGENT_DECK_ (does it)?'
    const reading = { box: 'absent', dialog: { kind: 'permission', title }, sure: true }
    expect(readQwenScreen(load('dialog-permission'))).toEqual(reading)
    expect(qwen.ready(load('dialog-permission'), { status: 'idle' }, context)).toBe(false)
  })

  it.each([
    ['login', 'login', 'Select Authentication Method'],
    ['login-provider', 'login', 'Alibaba ModelStudio · Access Method'],
    ['trust', 'trust', 'Do you trust this folder?'],
  ])('at a first start: %s', (name, kind, title) => {
    expect(readQwenScreen(load(name))).toEqual({ box: 'absent', dialog: { kind, title }, sure: true })
    expect(qwen.ready(load(name), { status: 'idle' }, context)).toBe(false)
  })

  it('is ready at an idle box only', () => {
    expect(qwen.ready(load('idle-after-turn'), { status: 'idle' }, context)).toBe(true)
    expect(qwen.ready(load('idle-after-turn'), { status: 'working' }, context)).toBe(false)
    expect(qwen.ready(load('thinking'), { status: 'idle' }, context)).toBe(false)
  })
})

describe('hooks of Qwen Code', () => {
  it('tell a prompt from the next step of its turn', () => {
    const event = { session_id: 's', hook_event_name: 'UserPromptSubmit' }
    expect(readQwenHook({ ...event, prompt: 'Do it' })).toEqual([
      { source: 'hook', kind: 'prompt', text: 'Do it' },
    ])
    expect(readQwenHook({ ...event, prompt: '' })).toEqual([{ source: 'hook', kind: 'turn-start' }])
  })

  it('come beside an administrator’s, and not at all where those cannot be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'deck-qwen-'))
    const file = join(folder, 'system-defaults.json')
    const parse = async (): Promise<unknown> =>
      JSON.parse((await qwenDefaults('hook qwen', 'linux', file)) ?? 'null')
    expect(await parse()).toMatchObject({
      hooks: { Stop: [{ hooks: [{ command: 'hook qwen', timeout: 5_000 }] }] },
    })
    await writeFile(file, '{"ui":{"theme":"x"},"hooks":{"Stop":[{"hooks":[]}]}}')
    expect(await parse()).toMatchObject({
      ui: { theme: 'x' },
      hooks: { Stop: [{ hooks: [] }, { hooks: [{}] }] },
    })
    await writeFile(file, '{ // damaged')
    expect(await parse()).toBeNull()
    await rm(folder, { recursive: true })
  })
})
