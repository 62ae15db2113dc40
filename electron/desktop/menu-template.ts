import type { MenuItemConstructorOptions } from 'electron'

/** What the menu asks of the app; everything else it asks of the window by an action's id. */
export interface MenuActions {
  /** An action of the window, such as `palette`. */
  act(id: string): void
  showWindow(): void
  reload(): void
  quit(): void
}

/** A window action with the keys that it has in the window, in the words of Electron's accelerators. */
interface Entry {
  id: string
  label: string
  keys?: string
}

/**
 * The native menu. Keys of actions are shown but handled by the window on Linux and Windows: there a focused terminal
 * needs most Ctrl chords for itself, and only the window knows what has the focus.
 */
export function menuTemplate(
  platform: NodeJS.Platform,
  name: string,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  const separator: MenuItemConstructorOptions = { type: 'separator' }

  function action({ id, label, keys }: Entry): MenuItemConstructorOptions {
    return {
      id,
      label,
      ...(keys === undefined ? {} : { accelerator: keys, registerAccelerator: mac }),
      click: () => actions.act(id),
    }
  }
  const settings = action({ id: 'settings', label: 'Settings…', keys: 'CmdOrCtrl+,' })
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
      action({ id: 'new-agent', label: 'New agent or team…', keys: 'CmdOrCtrl+N' }),
      action({ id: 'open-folder', label: 'Open folder…', keys: 'CmdOrCtrl+O' }),
      separator,
      action({ id: 'close-run', label: 'Close run', keys: 'CmdOrCtrl+Shift+W' }),
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
      action({ id: 'find', label: 'Find…', keys: 'CmdOrCtrl+F' }),
    ],
  }
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      action({ id: 'palette', label: 'All actions…', keys: 'CmdOrCtrl+Shift+P' }),
      action({ id: 'next-attention', label: 'Next that needs you', keys: 'CmdOrCtrl+J' }),
      separator,
      action({ id: 'toggle-sidebar', label: 'Show or hide the team', keys: 'CmdOrCtrl+B' }),
      action({ id: 'toggle-panel', label: 'Show or hide task and timeline', keys: 'CmdOrCtrl+Shift+E' }),
      separator,
      action({ id: 'layout-stacked', label: 'One large terminal' }),
      action({ id: 'layout-tiled', label: 'All terminals side by side' }),
      action({ id: 'zoom-pane', label: 'Zoom this terminal', keys: 'CmdOrCtrl+Shift+Enter' }),
      separator,
      action({ id: 'font-larger', label: 'Larger terminal text', keys: 'CmdOrCtrl+=' }),
      action({ id: 'font-smaller', label: 'Smaller terminal text', keys: 'CmdOrCtrl+-' }),
      action({ id: 'font-reset', label: 'Terminal text in its usual size', keys: 'CmdOrCtrl+0' }),
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
      action({ id: 'shortcuts', label: 'Keyboard shortcuts', keys: 'CmdOrCtrl+/' }),
      ...(mac ? [] : [separator, { role: 'about' } as const]),
    ],
  }
  return [...(mac ? [appMenu] : []), file, edit, view, window, help]
}
