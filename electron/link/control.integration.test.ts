import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ControlServer, askToOpen, controlEndpoint, startControl } from './control'

let home: string
const running: ControlServer[] = []

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'deck-control-'))
})
afterEach(async () => {
  for (const server of running.splice(0)) await server.close()
  await rm(home, { recursive: true, force: true })
})

async function start(asked: Array<string | undefined> = []): Promise<ControlServer> {
  const server = await startControl(home, 'app', async (dir) => {
    asked.push(dir)
    return { ok: true, message: 'Opened.' }
  })
  running.push(server)
  return server
}

describe('asking a running deck', () => {
  it('passes the folder on and brings the answer back', async () => {
    const asked: Array<string | undefined> = []
    await start(asked)
    expect(await askToOpen(home, '/projects/shop')).toEqual({ ok: true, message: 'Opened.' })
    expect(await askToOpen(home, undefined)).toEqual({ ok: true, message: 'Opened.' })
    expect(asked).toEqual(['/projects/shop', undefined])
  })

  it('finds none when none runs, also where a killed one left its file', async () => {
    expect(await askToOpen(home, '/x')).toBeNull()
    await writeFile(
      join(home, 'app.json'),
      JSON.stringify({ pid: 1, endpoint: join(home, 'gone.sock'), token: 'x', kind: 'app' }),
    )
    expect(await askToOpen(home, '/x')).toBeNull()
    await writeFile(join(home, 'app.json'), 'half a fi')
    expect(await askToOpen(home, '/x')).toBeNull()
  })

  it.skipIf(process.platform === 'win32')('can only be asked by its owner', async () => {
    await start()
    expect((await stat(join(home, 'app.json'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(home, 'app.sock'))).mode & 0o777).toBe(0o600)
  })

  it.skipIf(process.platform === 'win32')('does not listen where somebody else was first', async () => {
    const given = home
    // So long that its socket has to be elsewhere.
    home = join(given, 'x'.repeat(100))
    const folder = dirname(controlEndpoint(home, process.platform, tmpdir(), String(process.getuid?.())))
    await symlink(given, folder)
    try {
      await expect(start()).rejects.toThrow(/belongs to somebody else/)
    } finally {
      home = given
      await rm(folder)
    }
  })

  it('refuses a wrong token and what is not a request', async () => {
    const asked: Array<string | undefined> = []
    await start(asked)
    const { endpoint } = JSON.parse(await readFile(join(home, 'app.json'), 'utf8'))
    for (const line of ['{"token":"guess","open":"/x"}', 'hello', '{"open":"/x"}']) {
      const reply = await new Promise<string>((resolve) => {
        const socket = createConnection(endpoint)
        socket.on('data', (data) => resolve(data.toString()))
        socket.write(`${line}\n`)
      })
      expect(JSON.parse(reply)).toMatchObject({ ok: false })
    }
    expect(asked).toEqual([])
  })

  it('is one for each data folder, and makes room when it ends', async () => {
    const first = await start()
    await expect(start()).rejects.toThrow(/Another deck \(the app, process \d+\)/)
    await first.close()
    await expect(start()).resolves.toBeDefined()
  })
})

describe('controlEndpoint', () => {
  it('is a socket in the data folder, a short one when that is too deep, and a pipe on Windows', () => {
    expect(controlEndpoint('/data', 'linux', '/tmp', '7')).toBe(join('/data', 'app.sock'))
    const deep = `/${'d'.repeat(120)}`
    expect(controlEndpoint(deep, 'darwin', '/tmp', '7')).toMatch(/dot-agent-deck-7-[0-9a-f]{16}.app\.sock$/)
    expect(controlEndpoint('C:\\data', 'win32', 'C:\\tmp', 'me')).toMatch(
      /^\\\\\.\\pipe\\dot-agent-deck-app-[0-9a-f]{16}$/,
    )
  })
})
