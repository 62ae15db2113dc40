import { execFile } from 'node:child_process'
import { Menu, type MenuItemConstructorOptions, Tray, nativeImage, nativeTheme } from 'electron'
import { trayBitmap } from './tray-image'
import type { TrayView } from './tray-view'

/** What the menu of the tray can do. */
export interface TrayActions {
  showWindow(): void
  focus(run: string, pane: string | null): void
  quit(): void
}

/** The icon, until it is destroyed. */
export interface DeckTray {
  update(view: TrayView): void
  destroy(): void
}

/** The icon in the menu bar or tray. */
export function createTray(actions: TrayActions): DeckTray {
  const tray = new Tray(image(false))
  let shown = ''
  function update(view: TrayView): void {
    const signature = JSON.stringify([view, nativeTheme.shouldUseDarkColors])
    if (signature === shown) return
    shown = signature
    tray.setImage(image(view.needsYou))
    tray.setToolTip(view.tooltip)
    if (process.platform === 'darwin') tray.setTitle(view.title, { fontType: 'monospacedDigit' })
    tray.setContextMenu(Menu.buildFromTemplate(menuOf(view, actions)))
  }
  // A click on Linux and macOS opens the menu; on Windows people expect the window.
  if (process.platform === 'win32') tray.on('click', actions.showWindow)
  return { update, destroy: () => tray.destroy() }
}

function menuOf(view: TrayView, actions: TrayActions): MenuItemConstructorOptions[] {
  const needs = view.items.map((item): MenuItemConstructorOptions => ({
    label: item.label,
    click: () => actions.focus(item.run, item.pane),
  }))
  return [
    { label: view.tooltip, enabled: false },
    { type: 'separator' },
    ...needs,
    ...(needs.length > 0 ? [{ type: 'separator' } as const] : []),
    { label: 'Show window', click: actions.showWindow },
    { label: 'Quit…', click: actions.quit },
  ]
}

/** Edge of the icon in points, as each system's bar has it. */
const POINTS = process.platform === 'darwin' ? 18 : process.platform === 'win32' ? 16 : 22

function image(needsYou: boolean): Electron.NativeImage {
  const mac = process.platform === 'darwin'
  const style = mac
    ? 'template'
    : nativeTheme.shouldUseDarkColors || process.platform === 'linux'
      ? 'dark'
      : 'light'
  const icon = nativeImage.createEmpty()
  for (const scaleFactor of [1, 2]) {
    const size = POINTS * scaleFactor
    const bitmap = nativeImage.createFromBitmap(trayBitmap({ size, style, needsYou }), {
      width: size,
      height: size,
    })
    icon.addRepresentation({ scaleFactor, width: size, height: size, buffer: bitmap.toPNG() })
  }
  if (mac) icon.setTemplateImage(true)
  return icon
}

/** Milliseconds that the desktop may take to say whether it shows tray icons. */
const ASK_TIMEOUT = 2000

/**
 * Whether a tray icon can be seen. Only Linux has desktops without one, and Electron does not tell: the service that
 * shows them is asked for by its name.
 */
export function hasTray(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return Promise.resolve(true)
  const question = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus.NameHasOwner',
    'string:org.kde.StatusNotifierWatcher',
  ]
  return new Promise((resolve) => {
    execFile('dbus-send', question, { timeout: ASK_TIMEOUT }, (error, output) =>
      resolve(error === null && output.includes('boolean true')),
    )
  })
}
