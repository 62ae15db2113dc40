import type { Screen } from '../../terminal/host'
import type { Dialog, ScreenReading, TitleState } from '../adapter'
import { findDialog, isMenuEntry } from '../dialogs'
import { boldText, rowText } from '../screen-text'

/** First column of the input box: `›` for a prompt, `!` for a shell line. */
const BOX_LINE = /^([›!])(?:\s|$)/

/** The line above the box while a turn runs. */
const WORKING = /^\s*[•◦] .*\besc to interrupt\b/

/** A title begins with a spinner while a turn runs, and says so when it waits. */
const SPINNER_TITLE = /^[⠁-⣿] /
const WAITING_TITLE = /^\[ . \] Action Required\b/

/** A row of the picture that is shown at the start. */
const LOGO = /[⠁-⣿]{6,}/

/** The question of a permission, and the command that it is about. */
const PERMISSION = /^\s*Would you like to (run|make|grant|allow|use)\b.*\?/
const COMMAND = /^\s*\$ (\S.*)$/

/** Longest command that is taken from a dialog, characters. */
const MAX_COMMAND = 200

/** Reads Codex's screen; measured with 0.169.0. */
export function readCodexScreen(screen: Screen): ScreenReading {
  if (screen.outputBytes === 0) return { box: 'unknown' }
  const dialog = readDialog(screen)
  if (dialog) return { box: 'absent', dialog }
  if (isSplash(screen)) return { box: 'unknown' }
  const busy = isBusy(screen) ? { busy: true } : {}
  const draft = readDraft(screen)
  if (draft === undefined) return { box: 'absent', ...busy }
  return draft === '' ? { box: 'empty', ...busy } : { box: 'draft', draft, ...busy }
}

/** Status by title; a plain one tells nothing. */
export function readCodexTitle(title: string): TitleState | undefined {
  if (WAITING_TITLE.test(title)) return 'waiting'
  return SPINNER_TITLE.test(title) ? 'working' : undefined
}

/**
 * Whether Codex still starts: it draws its box before it knows whether it has to ask for a login, an update or a choice. What is typed
 * then would answer that. There is no title yet, and below the box neither model nor folder.
 */
function isSplash(screen: Screen): boolean {
  const texts = screen.lines.map((line) => line.text)
  const below = texts.slice(screen.cursor.y + 1)
  return (
    screen.title === '' && texts.some((text) => LOGO.test(text)) && !below.some((text) => / · /.test(text))
  )
}

function isBusy(screen: Screen): boolean {
  return SPINNER_TITLE.test(screen.title) || screen.lines.some((line) => WORKING.test(line.text))
}

/** Dialogs hide the cursor and mark a row; the box shows its cursor. */
function readDialog(screen: Screen): Dialog | undefined {
  if (screen.cursor.visible && boxTop(screen) !== undefined) return undefined
  const texts = screen.lines.map((line) => line.text)
  const entry = texts.findLastIndex(isMenuEntry)
  const question = texts.slice(0, Math.max(0, entry)).findLastIndex((text) => PERMISSION.test(text))
  if (question >= 0) return { kind: 'permission', title: permissionTitle(texts.slice(question, entry)) }
  return findDialog(texts, screen.cursor.visible ? rowText(screen, screen.cursor.y) : '')
}

function permissionTitle(texts: readonly string[]): string {
  const first = texts.findIndex((text) => COMMAND.test(text))
  if (first < 0) return (texts[0] ?? '').trim()
  const end = texts.findIndex((text, row) => row > first && text.trim() === '')
  const rows = texts.slice(first, end < 0 ? undefined : end).map((text) => text.trim())
  return `Allow: ${rows.join(' ').replace(/^\$ /, '')}`.slice(0, MAX_COMMAND)
}

/** Row at which the input box begins, seen from the cursor in it. What was submitted has a dim mark in the same column. */
function boxTop(screen: Screen): number | undefined {
  for (let row = screen.cursor.y; row >= 0; row -= 1) {
    const line = screen.lines[row]
    if (!line) continue
    if (BOX_LINE.test(boldText(line))) return row
    if (!/^\s{2}/.test(line.text) && line.text.trim() !== '') return undefined
  }
  return undefined
}

/** What stands in the box. A shell line counts as a draft even when it is empty: a prompt typed there would be run. */
function readDraft(screen: Screen): string | undefined {
  const top = screen.cursor.visible ? boxTop(screen) : undefined
  if (top === undefined) return undefined
  const rows: string[] = []
  for (let row = top; row < screen.rows; row += 1) {
    const line = screen.lines[row]
    // Below the box there is a row without text, then the footer.
    if (!line || (row > screen.cursor.y && line.text.trim() === '')) break
    rows.push(boldText(line).slice(2).trimEnd())
  }
  const text = rows.join('\n').trim()
  return rowText(screen, top).startsWith('!') ? `!${text}` : text
}
