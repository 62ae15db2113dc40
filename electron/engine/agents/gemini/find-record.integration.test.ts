import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { geminiUsage } from './usage'

const ID = '0a4a9c94-2739-42e1-b761-f3094171fa28'

describe.runIf(process.platform === 'linux')("the record in an agent's own home", () => {
  let home: string
  let agent: ChildProcess | undefined
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'gemini-home-'))
  })
  afterEach(async () => {
    agent?.kill()
    await rm(home, { recursive: true, force: true })
  })

  /** A process that lives until it is killed, with this environment. */
  async function start(env: Record<string, string>): Promise<number> {
    const script = 'process.stdout.write("up"); process.stdin.resume()'
    agent = spawn(process.execPath, ['-e', script], { env, stdio: ['pipe', 'pipe', 'inherit'] })
    await new Promise((resolve) => agent?.stdout?.once('data', resolve))
    return agent.pid ?? 0
  }

  async function record(project: string, name: string, sessionId: string): Promise<string> {
    const chats = join(home, '.gemini', 'tmp', project, 'chats')
    await mkdir(chats, { recursive: true })
    const file = join(chats, name)
    await writeFile(file, `${JSON.stringify({ sessionId, kind: 'main' })}\n`)
    return file
  }

  const find = (pid: number): Promise<string | undefined> | undefined =>
    geminiUsage.find?.({ id: ID, processes: () => Promise.resolve([pid]), platform: process.platform })

  it('is the one whose first line has the id, in whichever project', async () => {
    const pid = await start({ HOME: home })
    expect(await find(pid)).toBeUndefined()
    await record('one', 'session-2026-11-20T09-30-0a4a9c94.jsonl', '0a4a9c94-another')
    await record('one', 'session-2026-11-20T09-31-25b0f520.jsonl', ID)
    const ours = await record('two', 'session-2026-11-20T09-31-0a4a9c94.jsonl', ID)
    expect(await find(pid)).toBe(ours)
  })

  it('is looked for in the home that its environment names, with its subagents', async () => {
    const ours = await record('one', 'session-2026-11-20T09-31-0a4a9c94.jsonl', ID)
    const pid = await start({ HOME: '/nowhere', GEMINI_CLI_HOME: home })
    expect(await find(pid)).toBe(ours)
    expect(await geminiUsage.filesOf(ours)).toEqual([ours])
    const folder = join(home, '.gemini', 'tmp', 'one', 'chats', ID)
    await mkdir(folder)
    await writeFile(join(folder, 'sub.jsonl'), '')
    expect(await geminiUsage.filesOf(ours)).toEqual([ours, join(folder, 'sub.jsonl')])
  })
})
