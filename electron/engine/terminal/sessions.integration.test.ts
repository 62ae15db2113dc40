import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HostEvents, TerminalHost } from './host'
import { DrawingViewer, next, processLives, shell, testHost, until } from './testing/hosts'

let folder: Awaited<ReturnType<typeof testHost>>
let host: TerminalHost

beforeEach(async () => {
  folder = await testHost()
  host = await folder.connect()
})
afterEach(() => folder.remove())

test('starts a program, passes input, and tells its end after its last output', async () => {
  const seen: string[] = []
  host.on('exit', ({ code }) => seen.push(`exit ${code}`))
  const viewer = new DrawingViewer()
  expect(await host.spawn(shell('a', 'read x; echo "got $x"; exit 3'))).toMatchObject({ ok: true })
  viewer.attach(host, 'a')
  const exit = next(host, 'exit', 'a')
  host.write('a', 'hello\r')
  expect(await exit).toMatchObject({ session: 'a', code: 3, signal: null })
  await viewer.drawn()
  expect(viewer.frames.at(-1)).toEqual({ type: 'exit', code: 3, signal: null })
  expect(await host.text('a')).toContain('got hello')
  expect(viewer.terminal.buffer.active.getLine(1)?.translateToString(true)).toBe('got hello')
  expect(seen).toEqual(['exit 3'])
})

test('a viewer that comes before its program sees it all the same', async () => {
  const viewer = new DrawingViewer().attach(host, 'a')
  await until(() => Promise.resolve(viewer.frames.length > 0))
  expect(viewer.frames).toEqual([{ type: 'exit', code: 0, signal: null }])
  await host.spawn(shell('a', 'echo hello; sleep 60'))
  await until(async () => {
    await viewer.drawn()
    return viewer.terminal.buffer.active.getLine(0)?.translateToString(true) === 'hello'
  })
})

test('a program that cannot start is a reason for a person', async () => {
  const missing = await host.spawn({ ...shell('a', ''), file: 'no-such-agent' })
  expect(missing).toEqual({
    ok: false,
    reason: 'The command “no-such-agent” was not found. Install it, or correct the command.',
  })
  const folderless = await host.spawn(shell('a', 'true', { cwd: join(folder.dir, 'nowhere') }))
  expect(folderless).toMatchObject({ ok: false, reason: expect.stringContaining('does not exist') })
  await writeFile(join(folder.dir, 'plain'), 'x', { mode: 0o644 })
  const denied = await host.spawn({ ...shell('a', ''), file: join(folder.dir, 'plain') })
  expect(denied).toMatchObject({ ok: false, reason: expect.stringContaining('permission denied') })
  await writeFile(join(folder.dir, 'script'), '#!/no/such/interpreter\n', { mode: 0o755 })
  const orphan = await host.spawn({ ...shell('a', ''), file: join(folder.dir, 'script') })
  expect(orphan).toMatchObject({ ok: false, reason: expect.stringContaining('/no/such/interpreter') })
  expect(await host.list()).toEqual([])
})

test('a size change reaches the program, the mirror and the viewer once', async () => {
  await host.spawn(shell('a', 'trap "stty size" WINCH; echo ready; while :; do sleep 0.05; done'))
  const viewer = new DrawingViewer().attach(host, 'a')
  await until(async () => (await host.text('a')).includes('ready'))
  host.resize('a', 100, 30)
  host.resize('a', 100, 30)
  await until(async () => (await host.text('a')).includes('30 100'))
  await viewer.drawn()
  expect(viewer.frames.filter((frame) => frame.type === 'resize')).toEqual([
    { type: 'resize', cols: 100, rows: 30 },
  ])
  expect(await host.screen('a')).toMatchObject({ cols: 100, rows: 30 })
  expect((await host.text('a')).match(/30 100/g)).toHaveLength(1)
})

test('a snapshot drawn elsewhere is the same screen, modes included', async () => {
  const script =
    "printf '\\033[?2004h\\033[?1002h\\033[?1006h\\033]0;A title\\007'; seq 1 100; " +
    "printf '\\033[31;1mred\\033[0m \\346\\227\\245\\346\\234\\254 \\360\\237\\230\\200\\033[5;20r\\033[7;3Hhere\\033[?25l'; sleep 60"
  await host.spawn(shell('a', script))
  await until(async () => (await host.screen('a'))?.cursor.visible === false)
  const viewer = new DrawingViewer().attach(host, 'a')
  await until(() => viewer.frames.length > 0)
  await viewer.drawn()
  const snapshot = await host.snapshot('a')
  const copy = new DrawingViewer()
  await new Promise<void>((resolve) => copy.terminal.write(snapshot?.data ?? '', resolve))
  const screen = await host.screen('a')
  expect(viewer.content()).toBe(copy.content())
  expect(viewer.terminal.modes).toMatchObject({ bracketedPasteMode: true, mouseTrackingMode: 'drag' })
  expect({ x: viewer.terminal.buffer.active.cursorX, y: viewer.terminal.buffer.active.cursorY }).toEqual({
    x: screen?.cursor.x,
    y: screen?.cursor.y,
  })
  expect(screen).toMatchObject({ title: 'A title', bracketedPaste: true, mouse: true, alternate: false })
  expect(snapshot?.seq).toBe(screen?.outputBytes)
  expect(viewer.terminal.buffer.active.length).toBe(101)
})

test('a slow viewer loses its backlog in a flood and still ends with everything the mirror holds', async () => {
  await host.spawn(
    shell('a', 'read x; i=0; while [ $i -lt 30 ]; do seq 1 20000; i=$((i+1)); done; echo end; sleep 60'),
  )
  const viewer = new DrawingViewer(5).attach(host, 'a')
  host.write('a', '\r')
  await until(async () => (await host.text('a', 5)).includes('end'), 30_000)
  const mirror = new DrawingViewer().attach(host, 'a')
  await until(() => mirror.frames.length > 0)
  await mirror.drawn()
  await until(async () => {
    await viewer.drawn()
    return viewer.content() === mirror.content()
  })
  const total = (await host.screen('a'))?.outputBytes ?? 0
  const sent = viewer.frames.reduce((sum, frame) => sum + ('data' in frame ? frame.data.length : 0), 0)
  expect(total).toBeGreaterThan(3_000_000)
  expect(sent).toBeLessThan(total)
  expect(viewer.frames.some((frame) => frame.type === 'snapshot' && !frame.full)).toBe(true)
})

test('ends the whole tree, also a grandchild in a session of its own that ignores hang-ups', async () => {
  const script = "trap '' HUP; setsid sh -c 'trap \"\" HUP; echo pid $$; while :; do sleep 1; done' & wait"
  await host.spawn(shell('a', script))
  await until(async () => /pid \d+/.test(await host.text('a')))
  const grandchild = Number(/pid (\d+)/.exec(await host.text('a'))?.[1])
  const names = (await host.processes('a')).map(({ pid }) => pid)
  expect(names).toContain(grandchild)
  expect(await processLives(grandchild)).toBe(true)
  const exit = next(host, 'exit', 'a')
  await host.end('a', 200)
  expect(await Promise.all(names.map(processLives))).toEqual(names.map(() => false))
  expect(await exit).toMatchObject({ session: 'a', signal: 9 })
  expect(await host.list()).toEqual([])
})

test('a program that asks its terminal gets each answer exactly once, however many watch', async () => {
  const viewers = [new DrawingViewer(), new DrawingViewer()]
  const questions = "printf '\\033[c\\033[6n\\033]11;?\\007\\033]7501;?\\033\\\\'"
  const ready = "printf '\\033]0;ready\\007'"
  // The four answers have 48 bytes; whatever comes after them would be a second answer.
  const show =
    'dd bs=1 count=48 2>/dev/null | od -An -c -w1000; timeout 0.3 cat | od -An -c -w1000; echo done'
  await host.spawn(
    shell('a', `stty raw -echo; ${ready}; read x; ${questions}; ${show}; sleep 60`, { cols: 300 }),
  )
  for (const viewer of viewers) viewer.attach(host, 'a')
  host.setTheme({ foreground: '#ffffff', background: '#102030', cursor: '#ffffff', dark: true })
  await until(async () => (await host.screen('a'))?.title === 'ready')
  host.write('a', 'go\n')
  await until(async () => (await host.text('a')).includes('done'))
  const answer = (await host.text('a')).replace(/\s+/g, '')
  expect(answer.match(/1;2c/g)).toHaveLength(1)
  expect(answer.match(/11;rgb:1010\/2020\/3030/g)).toHaveLength(1)
  expect(answer.match(/7501;\?/g)).toHaveLength(1)
  expect(answer.match(/\[1;1R/g)).toHaveLength(1)
  expect(answer).toMatch(/7501;\?033\\done$/)
})

test('tells titles, program status, modes, bells and activity', async () => {
  const seen: Partial<HostEvents> = {}
  const record = <Name extends 'title' | 'programStatus' | 'modes' | 'bell'>(name: Name) =>
    host.on(name, (event) => Object.assign(seen, { [name]: event }))
  for (const name of ['title', 'programStatus', 'modes', 'bell'] as const) record(name)
  let activities = 0
  host.on('activity', () => activities++)
  const done = next(host, 'exit', 'a')
  await host.spawn(
    shell(
      'a',
      `read x; printf '\\033]0;%s\\007\\033]7501;state=blocked:kind=permission:msg=UnVuPw==\\033\\\\\\033[?2004h\\007' T; sleep 0.1; printf x; read y`,
    ),
  )
  host.write('a', '\r')
  await until(() => Object.keys(seen).length === 4)
  host.write('a', '\r')
  await done
  expect(seen).toMatchObject({
    title: { session: 'a', title: 'T' },
    programStatus: { session: 'a', status: { state: 'blocked', kind: 'permission', msg: 'Run?' } },
    bell: { session: 'a' },
  })
  expect(activities).toBeGreaterThan(0)
})

test('an ended program leaves no modes behind, and its screen stays until it is forgotten', async () => {
  const exit = next(host, 'exit', 'a')
  await host.spawn(shell('a', "printf '\\033[?1003h\\033[?1006h\\033[?2004h\\033[?25lbye'"))
  await exit
  const late = new DrawingViewer().attach(host, 'a')
  await until(() => late.exited)
  expect(late.terminal.modes).toMatchObject({ mouseTrackingMode: 'none', bracketedPasteMode: false })
  expect(await host.screen('a')).toMatchObject({ cursor: { visible: true }, mouse: false })
  expect(await host.list()).toMatchObject([{ session: 'a', exited: { code: 0, signal: null } }])
  expect(await host.spawn(shell('a', 'sleep 60'))).toMatchObject({ ok: true })
  expect(await host.spawn(shell('a', 'sleep 60'))).toMatchObject({ ok: false })
  await host.end('a')
  expect(await host.screen('a')).toBeUndefined()
})

test('long input arrives whole', async () => {
  await host.spawn(shell('a', 'stty raw -echo; echo ready; head -c 400000 | cksum; sleep 60'))
  await until(async () => (await host.text('a')).includes('ready'))
  host.write('a', '0123456789'.repeat(40_000))
  await until(async () => /\d+ 400000/.test(await host.text('a')))
  expect(await host.text('a')).toMatch(/\d+ 400000/)
})

test('a folder with a long path is served through short sockets', async () => {
  const long = join(folder.dir, 'x'.repeat(60), 'y'.repeat(60))
  await mkdir(long, { recursive: true })
  const { connectTerminalHost } = await import('./starter')
  const other = await connectTerminalHost({ dir: long, lingerMs: 100 })
  expect(Buffer.byteLength(other.postEndpoint)).toBeLessThanOrEqual(100)
  expect(await other.list()).toEqual([])
  await other.shutdown()
})
