import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const HOOK_ENTRY = join(import.meta.dirname, '../../dist/hook.js')

interface Ended {
  code: number | null
  output: string
  ms: number
}

/** Runs the hook entry with something on standard input. */
function run(args: string[], input: string, env: Record<string, string> = {}): Promise<Ended> {
  const began = Date.now()
  const child = spawn(process.execPath, [HOOK_ENTRY, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  return new Promise((resolve) =>
    child.on('exit', (code) => resolve({ code, output, ms: Date.now() - began })),
  )
}

describe('the hook entry', () => {
  let folder: string
  let server: Server | undefined

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deck-hook-'))
  })

  afterEach(async () => {
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
    server = undefined
    await rm(folder, { recursive: true, force: true })
  })

  /** A post box that answers, or keeps silent. */
  async function listen(
    answer: string | undefined,
  ): Promise<{ env: Record<string, string>; line: Promise<string> }> {
    const socketPath = join(folder, 'post.sock')
    let arrived: (line: string) => void = () => undefined
    const line = new Promise<string>((resolve) => {
      arrived = resolve
    })
    server = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.on('data', (chunk) => {
        arrived(chunk.toString())
        if (answer !== undefined) socket.end(answer)
      })
    })
    const listening = server
    await new Promise<void>((resolve) => listening.listen(socketPath, resolve))
    const env = {
      DOT_AGENT_DECK_SOCKET: socketPath,
      DOT_AGENT_DECK_AGENT_ID: 'a1',
      DOT_AGENT_DECK_TOKEN: 't',
    }
    return { env, line }
  }

  it('posts the payload as its agent, and prints nothing', async () => {
    const { env, line } = await listen('{"answer":{}}\n')
    const ended = await run(['claude'], '{"hook_event_name":"Stop","tool_response":"dropped"}', env)
    expect(ended).toMatchObject({ code: 0, output: '' })
    expect(JSON.parse(await line)).toMatchObject({
      agent: 'a1',
      token: 't',
      body: { verb: 'hook', agent: 'claude', payload: { hook_event_name: 'Stop' } },
    })
    expect(await line).not.toContain('dropped')
  })

  it.each([
    ['no deck', '{}', {}],
    [
      'a deck that is gone',
      '{}',
      {
        DOT_AGENT_DECK_SOCKET: '/nowhere/post.sock',
        DOT_AGENT_DECK_AGENT_ID: 'a',
        DOT_AGENT_DECK_TOKEN: 't',
      },
    ],
    ['nonsense on standard input', 'not JSON', { DOT_AGENT_DECK_SOCKET: '/nowhere/post.sock' }],
  ])('is silent and succeeds with %s', async (_name, input, env) => {
    expect(await run(['claude'], input, env)).toMatchObject({ code: 0, output: '' })
  })

  it('lets the agent go on after two seconds when nobody answers', async () => {
    const { env } = await listen(undefined)
    const ended = await run(['claude'], '{}', env)
    expect(ended).toMatchObject({ code: 0, output: '' })
    expect(ended.ms).toBeLessThan(5_000)
  })

  it('merges settings from a file, and fails without a file to show for it', async () => {
    const ours = join(folder, 'ours.json')
    const theirs = join(folder, 'theirs.json')
    const merged = join(folder, 'merged.json')
    await writeFile(ours, '{"hooks":{"Stop":[1]}}')
    await writeFile(theirs, '{"model":"m","hooks":{"Stop":[2]}}')
    expect((await run(['merge-settings', ours, theirs, merged], '')).code).toBe(0)
    expect(JSON.parse(await readFile(merged, 'utf8'))).toEqual({ model: 'm', hooks: { Stop: [2, 1] } })
    expect(await run(['merge-settings', ours, join(folder, 'none'), merged], '')).toMatchObject({
      code: 1,
      output: '',
    })
  })
})
