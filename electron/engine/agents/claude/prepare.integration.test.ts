import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { spawn } from 'node-pty'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LaunchAdditions, LaunchContext } from '../adapter'
import { prepareClaude } from './prepare'
import { HOOK_EVENTS, isRecord } from './settings'
import { SHIM_CASES } from './shim-cases'

const HOOK_ENTRY = join(import.meta.dirname, '../../../../dist/hook.js')

/** A program in the real one's place: writes down its arguments, NUL-separated, and the deck's variables that it sees. */
const FAKE = `#!/bin/sh
for arg in "$@"; do printf '%s\\0' "$arg"; done > "$RECORD"
env | grep '^DOT_AGENT_DECK_' | sort > "$RECORD.env"
exit 7
`

describe.skipIf(process.platform === 'win32')('the shim for POSIX systems', () => {
  let root: string
  let bin: string
  let count = 0

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'deck shim-'))
    bin = join(root, 'real bin')
    await mkdir(bin)
    await writeFile(join(bin, 'claude'), FAKE)
    await chmod(join(bin, 'claude'), 0o755)
  })

  afterAll(() => rm(root, { recursive: true, force: true }))

  function prepare(changes: Partial<LaunchContext> = {}): Promise<LaunchAdditions> {
    return prepareClaude({
      agentId: 'a1',
      agentDir: join(root, `agent's $data ${(count += 1)}`),
      hookCommand: [process.execPath, HOOK_ENTRY],
      hookEnv: { HOOK_ONLY: 'yes' },
      platform: 'linux',
      firstPrompt: 'FIRST',
      ...changes,
    })
  }

  /** Starts `claude` in a terminal and reads what the real program got. */
  async function start(
    additions: LaunchAdditions,
    args: string[],
  ): Promise<{ args: string[]; env: string; code: number }> {
    const record = join(root, `record-${(count += 1)}`)
    const path = [...additions.pathFolders, bin, process.env['PATH'] ?? ''].join(':')
    const env = {
      PATH: path,
      RECORD: record,
      DOT_AGENT_DECK_TOKEN: 'secret',
      DOT_AGENT_DECK_AGENT_ID: 'a1',
      HOME: root,
    }
    const pty = spawn('/usr/bin/env', ['claude', ...args], { cwd: root, env, cols: 80, rows: 24 })
    const code = await new Promise<number>((resolve) => pty.onExit(({ exitCode }) => resolve(exitCode)))
    const got = (await readFile(record, 'utf8')).split('\0').slice(0, -1)
    return { args: got, env: await readFile(`${record}.env`, 'utf8'), code }
  }

  it.each(SHIM_CASES)('$args', async ({ args, real }) => {
    const additions = await prepare()
    const got = await start(additions, args)
    const folder = join(additions.pathFolders[0] ?? '', '..')
    const names = new Map([
      ['SETTINGS', join(folder, 'settings.json')],
      ['MERGED', join(folder, 'settings-merged.json')],
      ['ID', additions.sessionId ?? ''],
    ])
    expect(got.args).toEqual((real ?? args).map((word) => names.get(word) ?? word))
    expect(got.env).toBe(
      real === undefined ? '' : 'DOT_AGENT_DECK_AGENT_ID=a1\nDOT_AGENT_DECK_TOKEN=secret\n',
    )
    expect(got.code).toBe(7)
  })

  it('adds to one start only, however many begin at once', async () => {
    const additions = await prepare()
    expect(await additions.carried()).toBe(false)
    const starts = await Promise.all(Array.from({ length: 8 }, () => start(additions, [])))
    expect(starts.filter((each) => each.args.length > 0)).toHaveLength(1)
    expect(await additions.carried()).toBe(true)
    expect(starts.filter((each) => each.env !== '')).toHaveLength(1)
  })

  it('leaves the claim alone when it is not started in a terminal', async () => {
    const additions = await prepare()
    const record = join(root, 'record-piped')
    const path = [...additions.pathFolders, bin, process.env['PATH'] ?? ''].join(':')
    await expect(
      promisify(execFile)('claude', ['x'], { env: { PATH: path, RECORD: record } }),
    ).rejects.toThrow()
    expect(await readFile(record, 'utf8')).toBe('x\0')
    expect((await start(additions, [])).args).toContain('FIRST')
  })

  it('keeps every character of the first prompt', async () => {
    const text = `- "q" 'a' $(id) \`id\` \\n %s ! * ~\n\n  é 日本 👩‍👩‍👧 \\ end`
    const got = await start(await prepare({ firstPrompt: `${text}\n` }), [])
    expect(got.args.at(-1)).toBe(text)
  })

  it('finds the real program past another deck’s shim, and says when there is none', async () => {
    const outer = await prepare()
    const inner = await prepare()
    const both = { ...inner, pathFolders: [...inner.pathFolders, ...outer.pathFolders] }
    expect((await start(both, [])).args).toContain(inner.sessionId)
    const alone = promisify(execFile)(join(inner.pathFolders[0] ?? '', 'claude'), [], {
      env: { PATH: '/usr/bin:/bin' },
    })
    await expect(alone).rejects.toMatchObject({
      code: 127,
      stderr: expect.stringContaining('Install Claude Code'),
    })
  })

  it('merges settings so that both lists of hooks run', async () => {
    const additions = await prepare()
    const theirs = { model: 'haiku', hooks: { Stop: [{ hooks: [{ type: 'command', command: 'mine' }] }] } }
    await start(additions, ['--settings', JSON.stringify(theirs)])
    const file = join(additions.pathFolders[0] ?? '', '..', 'settings-merged.json')
    const merged: unknown = JSON.parse(await readFile(file, 'utf8'))
    expect(merged).toMatchObject({ model: 'haiku' })
    const hooks = isRecord(merged) && isRecord(merged['hooks']) ? merged['hooks'] : {}
    expect(Object.keys(hooks).toSorted()).toEqual([...HOOK_EVENTS].toSorted())
    expect(hooks['Stop']).toHaveLength(2)
  })

  it('writes nothing outside of its folder, and nothing that others may read', async () => {
    const additions = await prepare()
    const folder = join(additions.pathFolders[0] ?? '', '..')
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o077).toBe(0)
    expect(await readFile(join(folder, 'settings.json'), 'utf8')).toContain(
      'env NODE_EXTRA_CA_CERTS= HOOK_ONLY=yes',
    )
  })

  it('does not send a prompt as an argument that is too long for one', async () => {
    expect((await prepare({ firstPrompt: 'x'.repeat(200_000) })).firstPromptPassed).toBe(false)
    expect((await prepare({ firstPrompt: 'x' })).firstPromptPassed).toBe(true)
  })
})
