import { z } from 'zod'

/** What crosses between the preload script and the main process, apart from the link itself. */

/** Names of the messages between the window and the app. */
export const channel = {
  /** Asks for a port to the engine, with a word that comes back with it. */
  connect: 'deck-connect',
  port: 'deck-port',
  /** The window says which pane it shows, so that no notification tells what is in view. */
  selection: 'deck-selection',
  menuAction: 'deck-menu-action',
  pickFolder: 'deck-pick-folder',
  openExternal: 'deck-open-external',
  revealFile: 'deck-reveal-file',
  copyText: 'deck-copy-text',
  readClipboard: 'deck-read-clipboard',
  theme: 'deck-theme',
} as const

/** Characters of a path or an address. */
const MAX_PLACE = 8192
/** Characters that can be copied: a terminal's whole scrollback fits. */
const MAX_CLIPBOARD = 16 * 1024 * 1024

/** The messages' contents, checked in the main process. */
export const message = {
  connect: z.string().min(16).max(64),
  selection: z.object({ run: z.string().max(64).nullable(), pane: z.string().max(64).nullable() }),
  place: z.string().min(1).max(MAX_PLACE),
  clipboard: z.string().max(MAX_CLIPBOARD),
  theme: z.enum(['system', 'light', 'dark']),
} as const
