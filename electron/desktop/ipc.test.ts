import { beforeEach, describe, expect, it, vi } from 'vitest'

type Listener = (event: unknown, input?: unknown) => unknown

const electron = vi.hoisted(() => ({
  heard: new Map<string, Listener>(),
  opened: [] as string[],
  shown: [] as string[],
  theme: { themeSource: 'system' },
}))
vi.mock('electron', () => ({
  BrowserWindow: class {},
  MessageChannelMain: class {
    port1 = {
      on: () => undefined,
      postMessage: () => undefined,
      start: () => undefined,
      close: () => undefined,
    }
    port2 = 'the far end'
  },
  app: { on: () => undefined },
  clipboard: { writeText: () => undefined, readText: () => 'copied' },
  dialog: { showOpenDialog: async () => ({ canceled: false, filePaths: ['/p/shop'] }) },
  ipcMain: {
    on: (name: string, listener: Listener) => electron.heard.set(name, listener),
    handle: (name: string, listener: Listener) => electron.heard.set(name, listener),
  },
  nativeTheme: electron.theme,
  shell: {
    openExternal: async (url: string) => electron.opened.push(url),
    showItemInFolder: (path: string) => electron.shown.push(path),
  },
}))

const { answerWindow } = await import('./ipc')
const { channel } = await import('./channels')

const posted: unknown[][] = []
const ours = {
  url: 'app://bundle/index.html',
  parent: null,
  postMessage: (...args: unknown[]) => posted.push(args),
}
const strangers = [
  null,
  { url: 'https://attacker.example/', parent: null },
  { url: 'app://bundle/index.html', parent: {} },
]

function send(name: string, input: unknown, senderFrame: unknown = ours): unknown {
  return electron.heard.get(name)?.({ senderFrame }, input)
}

const ports: unknown[] = []
const selections: unknown[] = []

beforeEach(() => {
  for (const list of [ports, selections, posted, electron.opened, electron.shown]) list.length = 0
  electron.heard.clear()
  answerWindow({
    window: () => null,
    onPort: (port) => ports.push(port),
    onSelection: (selection) => selections.push(selection),
    log: () => undefined,
  })
})

describe('answerWindow', () => {
  it('hands our page a port with the word that it gave', () => {
    send(channel.connect, 'a word of enough length')
    expect(ports).toHaveLength(1)
    expect(posted).toEqual([[channel.port, 'a word of enough length', ['the far end']]])
  })

  it.each(strangers)('listens to nobody but the top frame of our page (%#)', async (frame) => {
    send(channel.connect, 'a word of enough length', frame)
    send(channel.selection, { run: 'r', pane: 'p' }, frame)
    send(channel.theme, 'dark', frame)
    const asks = [
      () => send(channel.openExternal, 'https://example.org', frame),
      () => send(channel.readClipboard, undefined, frame),
      () => send(channel.copyText, 'x', frame),
      () => send(channel.revealFile, '/etc', frame),
      () => send(channel.pickFolder, undefined, frame),
    ]
    for (const ask of asks) await expect((async () => ask())()).rejects.toThrow('not right')
    expect({ ports, selections, opened: electron.opened, shown: electron.shown }).toEqual({
      ports: [],
      selections: [],
      opened: [],
      shown: [],
    })
    expect(electron.theme.themeSource).toBe('system')
  })

  it('refuses contents that do not fit', async () => {
    send(channel.selection, { run: 1 })
    send(channel.theme, 'pink')
    expect(selections).toEqual([])
    await expect((async () => send(channel.openExternal, 'file:///etc/passwd'))()).rejects.toThrow(
      'web and mail',
    )
    await expect((async () => send(channel.revealFile, 'relative'))()).rejects.toThrow('whole path')
    await expect((async () => send(channel.copyText, 7))()).rejects.toThrow('not right')
  })

  it('does what it is asked', async () => {
    send(channel.selection, { run: 'r', pane: null })
    expect(selections).toEqual([{ run: 'r', pane: null }])
    await send(channel.openExternal, 'https://example.org')
    expect(electron.opened).toEqual(['https://example.org/'])
    expect(await send(channel.pickFolder, undefined)).toBe('/p/shop')
    expect(await send(channel.readClipboard, undefined)).toBe('copied')
  })
})
