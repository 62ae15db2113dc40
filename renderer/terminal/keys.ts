import type { Shell } from '#shared/contract/shell'

/** What a key press means to the terminal itself, before the program gets it. */
export type TerminalKey = 'copy' | 'paste' | 'newline' | 'program'

interface Press {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
}

/**
 * Copy and paste are Cmd+C and Cmd+V on a Mac, Ctrl+Shift+C and Ctrl+Shift+V elsewhere. Plain Ctrl+C copies only while
 * something is selected there; otherwise it is the program's. Shift+Enter is a new line in an agent's input box.
 */
export function terminalKey(press: Press, hasSelection: boolean, platform: Shell['platform']): TerminalKey {
  const key = press.key.toLowerCase()
  if (key === 'enter' && press.shiftKey && !press.ctrlKey && !press.metaKey && !press.altKey) return 'newline'
  if (platform === 'darwin') {
    if (!press.metaKey || press.ctrlKey || press.altKey) return 'program'
    return key === 'c' ? 'copy' : key === 'v' ? 'paste' : 'program'
  }
  if (!press.ctrlKey || press.metaKey || press.altKey) return 'program'
  if (key === 'v' && press.shiftKey) return 'paste'
  if (key === 'c' && (press.shiftKey || hasSelection)) return 'copy'
  return 'program'
}

/** What Shift+Enter sends: Escape and Return, which agents' input boxes read as a new line. */
export const NEW_LINE = '\x1b\r'
