import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Menu, Notification, app, dialog, session } from 'electron'
import type { Push, PushName } from '#shared/contract/methods'
import type { Settings } from '#shared/contract/views'
import { messageOf } from '#shared/message-of'
import { type Deck, createDeck } from '../engine/deck'
import { dataFolder } from '../engine/environment/data-folder'
import { startControl } from '../link/control'
import type { Installation } from '../link/installation'
import { livingAgents } from '../link/living-agents'
import type { LinkPort } from '../link/port'
import { type LinkSession, serveLink } from '../link/server'
import { showBadge } from './badge'
import { channel } from './channels'
import { folderArgument } from './folder-argument'
import { answerWindow } from './ipc'
import { type NativeMenu, createMenu } from './menu'
import type { Selection } from './notification-policy'
import { createNotifier } from './notifications'
import { declareScheme, servePage } from './protocol'
import { guardQuit } from './quit'
import { denyPermissions, forbidNavigation } from './security'
import { canNotify } from './session-bus'
import { createTray, hasTray } from './tray'
import { trayView } from './tray-view'
import { type MainWindow, openMainWindow } from './window'

/** Milliseconds between two looks at the runs for the tray: figures that dance help nobody. */
const TRAY_INTERVAL = 250

function log(line: string): void {
  if (process.env['DOT_AGENT_DECK_DEBUG']) console.error(line)
}

/** What a second start of the app hands to the first. */
function folderOf(data: unknown): string | undefined {
  const given = typeof data === 'object' && data !== null && 'folder' in data ? data.folder : undefined
  return typeof given === 'string' && given.length <= 4096 ? given : undefined
}

/** Starts the desktop app, or hands its folder to the one that runs already. */
export function startDesktop(installation: Installation): void {
  const home = dataFolder({ env: process.env, platform: process.platform })
  app.setName('DOT Agent Deck')
  // Apart for each data folder, so that several decks run side by side and one deck has one window.
  app.setPath('userData', join(home, 'electron'))
  const folder = folderArgument(process.argv, app.isPackaged, process.cwd())
  if (!app.requestSingleInstanceLock({ folder })) {
    app.exit(0)
    return
  }
  declareScheme()
  forbidNavigation()
  Menu.setApplicationMenu(null)
  run(installation, home, folder).catch((error: unknown) => {
    dialog.showErrorBox('DOT Agent Deck could not start', messageOf(error))
    app.exit(1)
  })
}

async function run(installation: Installation, home: string, folder: string | undefined): Promise<void> {
  const deck = createDeck({
    home,
    hostName: 'app',
    paths: installation.paths,
    platform: process.platform,
    version: installation.version,
    log,
  })
  /** Folders to show once a window listens. */
  const foldersToOpen: string[] = folder === undefined ? [] : [folder]
  const sessions = new Set<LinkSession>()
  let main: MainWindow | null = null
  let selection: Selection = { run: null, pane: null }

  function tell<P extends PushName>(name: P, payload: Push<P>): void {
    for (const connected of sessions) connected.push(name, payload)
  }
  function openFolder(dir: string | undefined): void {
    main?.show()
    if (dir === undefined) return
    if (sessions.size > 0) tell('open-folder', { dir })
    else foldersToOpen.push(dir)
  }
  function focus(runId: string, pane: string | null): void {
    main?.show()
    tell('focus', { run: runId, pane })
  }

  app.on('second-instance', (_event, _argv, _cwd, data) => openFolder(folderOf(data)))
  app.on('activate', () => main?.show())
  // A folder dropped on the dock icon; may come before the app is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    void stat(path).then(
      (info) => info.isDirectory() && openFolder(path),
      () => undefined,
    )
  })

  await app.whenReady()
  servePage(installation.window)
  denyPermissions(session.defaultSession)

  const control = await startControl(home, 'app', async (dir) => {
    openFolder(dir)
    return { ok: true, message: dir === undefined ? 'The app is in front.' : `Opened ${dir} in the app.` }
  })
  const ready = deck.start()
  const notifier = createNotifier({
    windowState: () => ({ focused: main?.window.isFocused() ?? false, selection }),
    onClick: (notice) => focus(notice.run, notice.pane),
  })

  async function serve(port: LinkPort): Promise<void> {
    await ready
    const connected = serveLink(deck, port, { log })
    sessions.add(connected)
    connected.onClose(() => sessions.delete(connected))
    for (const dir of foldersToOpen.splice(0)) connected.push('open-folder', { dir })
  }
  answerWindow({
    window: () => main?.window ?? null,
    onPort: (port) => void serve(port).catch(() => port.close()),
    onSelection: (next) => (selection = next),
    log,
  })

  const trayIsSeen = hasTray(process.platform)
  let canHide = process.platform !== 'linux'
  void trayIsSeen.then((seen) => (canHide = seen))

  main = await openMainWindow({
    dist: installation.paths.dist,
    memoryFile: join(home, 'window.json'),
    onClose: closeWindow,
    log,
  })
  const quitting = guardQuit({
    ready: ready.catch(() => undefined),
    runs: () => deck.runsAtStake(),
    async endAll() {
      // A deck that has not come up yet does not know whom it would end.
      await ready
      await deck.closeAll('quit')
      await control.close()
    },
    window: () => main?.window ?? null,
    hide: hideWindow,
    log,
  })

  function hideWindow(): void {
    main?.window.hide()
    if (canHide || !canNotify(process.env, process.platform) || !Notification.isSupported()) return
    new Notification({
      title: 'Your team keeps working',
      body: 'Start DOT Agent Deck again to see it; this desktop shows no tray icons.',
    }).show()
  }
  /** The team works on without a window; with no way back to it and nothing at work, the app ends. */
  function closeWindow(): boolean {
    if (quitting.isQuitting()) return true
    if (!canHide && livingAgents(deck.openRuns()).length === 0) app.quit()
    else hideWindow()
    return false
  }

  const menu = createMenu(app.name, {
    act(id) {
      main?.show()
      main?.window.webContents.send(channel.menuAction, id)
    },
    showWindow: () => main?.show(),
    reload: () => main?.window.webContents.reload(),
    quit: () => app.quit(),
  })

  await ready
  followDeck(deck, main, notifier, menu, focus)
}

/** Keeps tray, badge and notifications in step with the runs, and what the person sets in force. */
function followDeck(
  deck: Deck,
  main: MainWindow,
  notifier: ReturnType<typeof createNotifier>,
  menu: NativeMenu,
  focus: (run: string, pane: string | null) => void,
): void {
  const tray = createTray({ showWindow: main.show, focus, quit: () => app.quit() })
  let timer: NodeJS.Timeout | undefined
  function update(): void {
    timer = undefined
    if (main.window.isDestroyed()) return
    const view = trayView(deck.openRuns())
    tray.update(view)
    showBadge(main.window, view.items.length)
  }
  function follow(settings: Settings): void {
    notifier.follow(settings)
    menu.follow(settings)
  }
  void deck.handle('deck.state', {}).then(({ settings }) => follow(settings))
  deck.onPush((name, payload) => {
    if (name === 'run-event') timer ??= setTimeout(update, TRAY_INTERVAL)
    else if (name === 'settings') follow(payload as Push<'settings'>)
    else if (name === 'notice') notifier.take(payload as Push<'notice'>)
  })
  update()
}
