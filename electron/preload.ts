import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Shell } from '#shared/contract/shell'

/**
 * All that a window gets of the desktop: a port to the engine, and a handful of things that only a desktop can do.
 * Names of channels are repeated in `desktop/channels`, which would bring its checks into this script.
 */

const bridge = {
  /** Asks for a port to the engine; it arrives as a `deck-link` message of this window. */
  connect(): void {
    const word = crypto.randomUUID()
    ipcRenderer.once('deck-port', (event, answer: unknown) => {
      const [port] = event.ports
      if (answer === word && port) window.postMessage({ type: 'deck-link' }, location.origin, [port])
    })
    ipcRenderer.send('deck-connect', word)
  },
  /** Says which pane is shown, so that no notification tells what is in view. */
  select(run: string | null, pane: string | null): void {
    ipcRenderer.send('deck-selection', { run, pane })
  },
}

function platformOf(name: NodeJS.Platform): Shell['platform'] {
  return name === 'darwin' || name === 'win32' ? name : 'linux'
}

const shell: Shell = {
  kind: 'electron',
  platform: platformOf(process.platform),
  pickFolder: () => ipcRenderer.invoke('deck-pick-folder'),
  pathOfDrop: (file) => webUtils.getPathForFile(file),
  openExternal: (url) => ipcRenderer.invoke('deck-open-external', url),
  revealFile: (path) => ipcRenderer.invoke('deck-reveal-file', path),
  copyText: (text) => ipcRenderer.invoke('deck-copy-text', text),
  readClipboard: () => ipcRenderer.invoke('deck-read-clipboard'),
  onMenuAction(listener) {
    const hear = (_event: unknown, action: unknown): void => {
      if (typeof action === 'string') listener(action)
    }
    ipcRenderer.on('deck-menu-action', hear)
    return () => ipcRenderer.off('deck-menu-action', hear)
  },
  setTheme: (theme) => ipcRenderer.send('deck-theme', theme),
}

contextBridge.exposeInMainWorld('deckBridge', bridge)
contextBridge.exposeInMainWorld('deckShell', shell)
