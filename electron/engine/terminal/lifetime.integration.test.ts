import { existsSync } from 'node:fs'
import { readFile, rename, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readDiscovery } from '../../terminal-host/discovery'
import { attachToHost, HostRefused } from './client'
import { attachToRunning, connectTerminalHost } from './starter'
import { DrawingViewer, next, processLives, shell, testHost, until } from './testing/hosts'

let folder: Awaited<ReturnType<typeof testHost>>

beforeEach(async () => {
  folder = await testHost(150)
})
afterEach(() => folder.remove())

test('sessions outlive their client, and the next one sees the same screen', async () => {
  const first = await folder.connect()
  await first.spawn(shell('a', 'seq 1 200; echo kept; sleep 60', { meta: '{"role":"coder"}' }))
  await until(async () => (await first.text('a')).includes('kept'))
  const before = new DrawingViewer().attach(first, 'a')
  await until(() => before.frames.length > 0)
  await before.drawn()
  await first.close()

  const second = await folder.connect()
  expect(second.pid).toBe(first.pid)
  expect(await second.list()).toMatchObject([{ session: 'a', meta: '{"role":"coder"}' }])
  const after = new DrawingViewer().attach(second, 'a')
  await until(() => after.frames.length > 0)
  await after.drawn()
  expect(after.content()).toBe(before.content())
})

test('a host without a program and without an app ends, and one with a program does not', async () => {
  const host = await folder.connect()
  const { pid } = host
  await host.spawn(shell('a', 'read x'))
  await host.close()
  // Twice the linger time: attaching before that would prove nothing.
  await new Promise((resolve) => setTimeout(resolve, 400))
  const again = await attachToRunning(folder.dir)
  expect(again?.pid).toBe(pid)
  again?.write('a', '\r')
  await again?.close()
  await until(async () => !(await processLives(pid)))
  expect(await readDiscovery(folder.dir)).toBeUndefined()
  expect(await attachToRunning(folder.dir)).toBeUndefined()
})

test('folder and files are for their owner only', async () => {
  const host = await folder.connect()
  const mode = async (path: string) => (await stat(path)).mode & 0o777
  expect(await mode(folder.dir)).toBe(0o700)
  expect(await mode(join(folder.dir, 'host.json'))).toBe(0o600)
  expect(await mode(join(folder.dir, 'host.sock'))).toBe(0o600)
  expect(await mode(host.postEndpoint)).toBe(0o600)
  expect(JSON.parse(await readFile(join(folder.dir, 'host.json'), 'utf8'))).toMatchObject({ pid: host.pid })
})

test('refuses another version, a wrong token, and a second app, each with its reason', async () => {
  const host = await folder.connect()
  const found = await readDiscovery(folder.dir)
  const attempt = async (token: string, protocol?: number) => {
    const stream = connect(found?.endpoint ?? '')
    const claim = protocol === undefined ? {} : { protocol }
    return attachToHost({ stream, token, postEndpoint: '', ...claim }).then(
      () => 'attached',
      (error: unknown) => (error instanceof HostRefused ? error.why : String(error)),
    )
  }
  expect(await attempt(found?.token ?? '', 99)).toBe('protocol')
  expect(await attempt('wrong')).toBe('token')
  expect(await attempt(found?.token ?? '')).toBe('busy')
  expect(await host.list()).toEqual([])
})

test('a host that dies is told as lost, and the next connection starts a new one', async () => {
  const host = await folder.connect()
  const lost = next(host, 'lost')
  process.kill(host.pid, 'SIGKILL')
  expect(await lost).toHaveProperty('reason')
  await expect(host.list()).rejects.toThrow()
  const fresh = await folder.connect()
  expect(fresh.pid).not.toBe(host.pid)
  expect(await fresh.list()).toEqual([])
})

test('an old discovery file beside a new host is not the end: its own token follows', async () => {
  const host = await folder.connect()
  await host.spawn(shell('a', 'sleep 60'))
  const file = join(folder.dir, 'host.json')
  const current = await readFile(file, 'utf8')
  await host.close()
  const replace = async (text: string) => {
    await writeFile(`${file}.next`, text)
    await rename(`${file}.next`, file)
  }
  await replace(JSON.stringify({ ...JSON.parse(current), token: 'of-the-dead-host' }))
  const attaching = attachToRunning(folder.dir)
  // The token of the dead host is refused at least once before the new one is there.
  await new Promise((resolve) => setTimeout(resolve, 50))
  await replace(current)
  const again = await attaching
  expect(again?.pid).toBe(host.pid)
  await again?.close()
})

test('shutdown ends every program, then the host', async () => {
  const host = await folder.connect()
  const started = await host.spawn(shell('a', 'trap "" HUP; sleep 60 & wait; sleep 60'))
  const pids = (await host.processes('a')).map(({ pid }) => pid)
  expect(started.ok && pids.includes(started.pid)).toBe(true)
  await host.shutdown()
  await until(async () => !(await processLives(host.pid)))
  expect(await Promise.all(pids.map(processLives))).toEqual(pids.map(() => false))
})

const electronFolder = process.env['ELECTRON_OVERRIDE_DIST_PATH']
const electron = electronFolder === undefined ? '' : join(electronFolder, electronFile())

function electronFile(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

test.skipIf(!existsSync(electron))('the host runs inside Electron as under plain Node', async () => {
  const dir = join(folder.dir, 'in-electron')
  const host = await connectTerminalHost({ dir, execPath: electron, lingerMs: 150 })
  const exit = next(host, 'exit', 'a')
  await host.spawn(shell('a', 'echo "run as node: ${ELECTRON_RUN_AS_NODE:-unset}"'))
  await exit
  expect(await host.text('a')).toBe('run as node: unset')
  await host.shutdown()
})
