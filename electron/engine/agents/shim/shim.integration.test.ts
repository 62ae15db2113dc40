import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node-pty'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LaunchAdditions } from '../adapter'
import { GEMINI_COMMAND } from '../gemini/command'
import { PI_COMMAND } from '../pi/command'
import { START_CASES } from './cases'
import type { CommandLine } from './command-line'
import { shimFolder, type ShimWish } from './prepare'

/** A program in the real one's place: writes down its arguments, NUL-separated, and the variables that matter. */
const FAKE = `#!/bin/sh
for arg in "$@"; do printf '%s\\0' "$arg"; done > "$RECORD"
env | grep -E '^(DOT_AGENT_DECK_|OURS|THEIRS)' | sort > "$RECORD.env"
`

describe.skipIf(process.platform === 'win32')('the shim of any CLI', () => {
  let root: string
  let bin: string
  let count = 0

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'deck shims-'))
    bin = join(root, 'real bin')
    await mkdir(bin)
    for (const name of new Set(START_CASES.map(({ cli }) => cli.program))) {
      await writeFile(join(bin, name), FAKE)
      await chmod(join(bin, name), 0o755)
    }
  })

  afterAll(() => rm(root, { recursive: true, force: true }))

  async function prepare(cli: CommandLine, wish: ShimWish, firstPrompt = 'FIRST'): Promise<string> {
    return (await additions(cli, wish, firstPrompt)).pathFolders[0] ?? ''
  }

  async function additions(cli: CommandLine, wish: ShimWish, firstPrompt: string): Promise<LaunchAdditions> {
    const folder = await shimFolder(cli, {
      agentId: 'a1',
      agentDir: join(root, `agent's $data ${(count += 1)}`),
      hookCommand: ['true'],
      hookEnv: {},
      platform: 'linux',
      firstPrompt,
    })
    return folder.finish(wish)
  }

  /** Starts the program in a terminal and reads what the real one got. */
  async function start(
    cli: CommandLine,
    shims: string,
    args: string[],
    more: Record<string, string> = {},
  ): Promise<{ args: string[]; env: string }> {
    const record = join(root, `record-${(count += 1)}`)
    const env = {
      PATH: [shims, bin, process.env['PATH'] ?? ''].join(':'),
      RECORD: record,
      DOT_AGENT_DECK_TOKEN: 'secret',
      ...more,
    }
    const pty = spawn('/usr/bin/env', [cli.program, ...args], { cwd: root, env, cols: 80, rows: 24 })
    await new Promise((resolve) => pty.onExit(resolve))
    const got = (await readFile(record, 'utf8')).split('\0').slice(0, -1)
    return { args: got, env: await readFile(`${record}.env`, 'utf8') }
  }

  it.each(START_CASES)('$cli.program $args', async ({ cli, args, real, promptLeft }) => {
    const wish = { args: ['ADDED'], sessionArgs: ['--session-id', 'ID'] }
    const { pathFolders, ...added } = await additions(cli, wish, 'FIRST')
    const got = await start(cli, pathFolders[0] ?? '', args)
    expect(await added.carried()).toBe(real !== undefined)
    expect(await added.promptLeft?.()).toBe(promptLeft === true)
    expect(got.args).toEqual(real ?? args)
    expect(got.env).toBe(real === undefined ? '' : 'DOT_AGENT_DECK_TOKEN=secret\n')
  })

  it('gives variables to the agent alone, and never over the person’s', async () => {
    const shims = await prepare(GEMINI_COMMAND, { env: { OURS: "it's ours", THEIRS: 'ours' } })
    const first = await start(GEMINI_COMMAND, shims, [], { THEIRS: 'own' })
    expect(first.env).toBe("DOT_AGENT_DECK_TOKEN=secret\nOURS=it's ours\nTHEIRS=own\n")
    const nested = await start(GEMINI_COMMAND, shims, [], { OURS: "it's ours", THEIRS: 'own' })
    expect(nested).toEqual({ args: [], env: 'THEIRS=own\n' })
  })

  it('keeps a first prompt from being taken for an option', async () => {
    const shims = await prepare(PI_COMMAND, {}, '--help me')
    expect((await start(PI_COMMAND, shims, [])).args).toEqual([' --help me'])
  })
})
