import type { Shell } from '#shared/contract/shell'

/** What a browser can do of the desktop's share. */
function browserShell(): Shell {
  return {
    kind: 'browser',
    platform: platformOf(navigator.userAgent),
    openExternal: (url) => {
      if (/^(https?|mailto):/i.test(url)) window.open(url, '_blank', 'noopener,noreferrer')
      return Promise.resolve()
    },
    copyText: (text) => navigator.clipboard.writeText(text),
    readClipboard: () => navigator.clipboard.readText(),
  }
}

/** The system that the person sits at, whose key names and conventions apply. */
function platformOf(userAgent: string): Shell['platform'] {
  if (/Mac|iPhone|iPad/.test(userAgent)) return 'darwin'
  return /Windows/.test(userAgent) ? 'win32' : 'linux'
}

/** The desktop's shell, or the browser's. */
export const shell: Shell = window.deckShell ?? browserShell()
