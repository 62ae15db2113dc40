import type { MenuItemConstructorOptions } from 'electron'
import { assignedKeys, type Shortcuts } from '#shared/shortcuts/assigned'
import { accelerator, type Platform } from '#shared/shortcuts/chords'

/** What the menu asks of the app; everything else it asks of the window by an action's id. */
export interface MenuActions {
  /** An action of the window, such as `palette`. */
  act(id: string): void
  showWindow(): void
  reload(): void
  quit(): void
}

/** A window action; its keys are those that it has in the window. */
interface Entry {
  id: string
  label: string
}

/**
 * The native menu. Keys of actions are shown but handled by the window on Linux and Windows: there a focused terminal
 * needs most Ctrl chords for itself, and only the window knows what has the focus.
 */
export function menuTemplate(
  platform: NodeJS.Platform,
  name: string,
  actions: MenuActions,
  shortcuts: Shortcuts,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  const assigned = assignedKeys(shortcuts, systemOf(platform))
  const separator: MenuItemConstructorOptions = { type: 'separator' }

  function action({ id, label }: Entry): MenuItemConstructorOptions {
    const keys = assigned.get(id)
    return {
      id,
      label,
      ...(keys === undefined ? {} : { accelerator: accelerator(keys), registerAccelerator: mac }),
      click: () => actions.act(id),
    }
  }
  const settings = action({ id: 'settings', label: 'Settings…' })
  const quit: MenuItemConstructorOptions = {
    id: 'quit',
    label: mac ? `Quit ${name}` : 'Quit',
    accelerator: 'CmdOrCtrl+Q',
    registerAccelerator: mac,
    click: actions.quit,
  }

  const appMenu: MenuItemConstructorOptions = {
    label: name,
    submenu: [
      { role: 'about' },
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      quit,
    ],
  }
  const file: MenuItemConstructorOptions = {
    label: 'File',
    submenu: [
      action({ id: 'new-agent', label: 'New agent or team…' }),
      action({ id: 'open-folder', label: 'Open folder…' }),
      separator,
      action({ id: 'close-run', label: 'Close run' }),
      ...(mac ? [{ role: 'close', label: 'Close window' } as const] : [separator, settings, separator, quit]),
    ],
  }
  /** Editing roles keep their keys for the page alone, where Ctrl+C in a terminal means interrupt. */
  const edit: MenuItemConstructorOptions = {
    label: 'Edit',
    submenu: [
      ...(['undo', 'redo'] as const).map((role) => ({ role, registerAccelerator: mac })),
      separator,
      ...(['cut', 'copy', 'paste', 'selectAll'] as const).map((role) => ({ role, registerAccelerator: mac })),
      separator,
      action({ id: 'find', label: 'Find…' }),
    ],
  }
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      action({ id: 'palette', label: 'All actions…' }),
      action({ id: 'next-attention', label: 'Next that needs you' }),
      separator,
      action({ id: 'toggle-sidebar', label: 'Show or hide the team' }),
      action({ id: 'toggle-panel', label: 'Show or hide task and timeline' }),
      separator,
      action({ id: 'layout-stacked', label: 'One large terminal' }),
      action({ id: 'layout-tiled', label: 'All terminals side by side' }),
      action({ id: 'zoom-pane', label: 'Zoom this terminal' }),
      separator,
      action({ id: 'font-larger', label: 'Larger terminal text' }),
      action({ id: 'font-smaller', label: 'Smaller terminal text' }),
      action({ id: 'font-reset', label: 'Terminal text in its usual size' }),
      separator,
      { id: 'reload', label: 'Load the window again', click: actions.reload },
      { role: 'togglefullscreen' },
    ],
  }
  const window: MenuItemConstructorOptions = {
    label: 'Window',
    ...(mac ? { role: 'windowMenu' as const } : {}),
    submenu: [
      { role: 'minimize', accelerator: mac ? 'Cmd+M' : 'Alt+F9', registerAccelerator: mac },
      ...(mac ? [{ role: 'zoom' } as const, separator, { role: 'front' } as const] : []),
      separator,
      { id: 'show-window', label: 'Show window', click: actions.showWindow },
    ],
  }
  const help: MenuItemConstructorOptions = {
    label: 'Help',
    role: 'help',
    submenu: [
      action({ id: 'shortcuts', label: 'Keyboard shortcuts' }),
      ...(mac ? [] : [separator, { role: 'about' } as const]),
    ],
  }
  return [...(mac ? [appMenu] : []), file, edit, view, window, help]
}

/** Anything else than macOS and Windows has the keys of Linux. */
function systemOf(platform: NodeJS.Platform): Platform {
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux'
}
