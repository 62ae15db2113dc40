import type { Screen } from '../../terminal/host'
import type { Dialog, ScreenReading } from '../adapter'
import { rowText } from '../screen-text'

/** Lower end of the input box: the foot of its left border, and the edge below it. */
const FOOT = /^\s*╹▀{8,}/

/** Words in an empty box before the first prompt, in a prompt's box and in a shell line's. */
const PLACEHOLDER = /^Ask anything…/
const SHELL_PLACEHOLDER = /^Run a command…/

/** The line below the box while a turn runs. */
const WORKING = /\besc (again to )?interrupt\b/

/** First and last lines of the panels that take the box's place. */
const PERMISSION = /^\s*┃\s+△ (Permission required|Reject permission|Always allow)/
const QUESTION_KEYS = /^\s*┃\s+.*\benter (submit|confirm|toggle)\b.*\besc dismiss\b/
const COMMAND = /^\s*┃\s+\$ (\S.*)$/

/** Longest line that is taken from a panel, characters. */
const MAX_TITLE = 200

interface Box {
  top: number
  /** Row of the foot. */
  bottom: number
  /** Column of the border. */
  left: number
}

/** Reads OpenCode's screen; measured with 1.18.33. */
export function readOpenCodeScreen(screen: Screen): ScreenReading {
  if (screen.outputBytes === 0) return { box: 'unknown' }
  const dialog = readDialog(screen)
  if (dialog) return { box: 'absent', dialog }
  const busy = screen.lines.some((line) => WORKING.test(line.text)) ? { busy: true } : {}
  const box = findBox(screen)
  if (!box) return { box: 'absent', ...busy }
  const draft = readDraft(screen, box)
  return draft === '' ? { box: 'empty', ...busy } : { box: 'draft', draft, ...busy }
}

function readDialog(screen: Screen): Dialog | undefined {
  // A panel that asks hides the cursor.
  if (screen.cursor.visible) return undefined
  const texts = screen.lines.map((line) => line.text)
  const permission = texts.findLastIndex((text) => PERMISSION.test(text))
  if (permission >= 0) return { kind: 'permission', title: permissionTitle(texts.slice(permission)) }
  const keys = texts.findLastIndex((text) => QUESTION_KEYS.test(text))
  if (keys < 0) return undefined
  let top = keys
  while (/^\s*┃/.test(texts[top - 1] ?? '')) top -= 1
  return { kind: 'question', title: plain(texts.slice(top, keys).find((text) => plain(text) !== '') ?? '') }
}

function permissionTitle(texts: readonly string[]): string {
  const command = texts.map((text) => COMMAND.exec(text)?.[1]).find((found) => found !== undefined)
  if (command !== undefined) return `Allow: ${command.trim()}`.slice(0, MAX_TITLE)
  return plain(texts.slice(1).find((text) => plain(text) !== '') ?? texts[0] ?? '')
}

function plain(text: string): string {
  return text.replace(/[┃△#]/g, ' ').replace(/\s+/g, ' ').trim().slice(0, MAX_TITLE)
}

/** The box that the cursor stands in. */
function findBox(screen: Screen): Box | undefined {
  if (!screen.cursor.visible) return undefined
  const bottom = screen.lines.findIndex((line, row) => row > screen.cursor.y && FOOT.test(line.text))
  if (bottom < 0) return undefined
  const left = rowText(screen, bottom).indexOf('╹')
  let top = bottom
  while (top > 0 && rowText(screen, top - 1)[left] === '┃') top -= 1
  // The last line of the box names the model, the one above it is empty.
  const inside = screen.cursor.y >= top && screen.cursor.y < bottom - 1 && screen.cursor.x > left
  return inside ? { top, bottom, left } : undefined
}

/** What stands in the box. A shell line counts as a draft even when it is empty: a prompt typed there would be run. */
function readDraft(screen: Screen, { top, bottom, left }: Box): string {
  const rows = screen.lines.slice(top, bottom - 1).map((line) => line.text.slice(left + 1).trim())
  // A menu stands on the box, between borders of its own.
  const own = rows.filter((row) => !row.endsWith('┃'))
  const text = own.join('\n').trim()
  const shell = /^\s*┃\s+Shell\s*$/.test(rowText(screen, bottom - 1).slice(left))
  if (shell) return `!${SHELL_PLACEHOLDER.test(text) ? '' : text}`
  return PLACEHOLDER.test(text) ? '' : text
}
