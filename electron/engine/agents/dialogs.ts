import type { Dialog } from './adapter'

/** One kind of dialog and the words it is known by; the first that fits is taken. */
const KINDS: ReadonlyArray<readonly [Dialog['kind'], RegExp]> = [
  [
    'trust',
    /\bdo you trust\b|\btrust (the files in )?this (folder|workspace|directory)\b|\bone you trust\?|^\s*Accessing workspace:|\bFolder access\b/i,
  ],
  ['hooks', /\bhooks? needs? (a )?review\b/i],
  ['settings', /\bsettings (error|warning)\b|\binvalid settings\b|\bchoose the text style\b/i],
  [
    'login',
    /\b(log|sign) ?in (to|with|method)\b|\bselect login method\b|\bpaste (the )?code here\b|\bthis API key\?|^\s*log in\b/i,
  ],
  ['update', /\bupdate (is )?available\b|\bnew version\b.*\b(install|update)\b|\bupdate now\b/i],
  [
    'permission',
    /\bdo you want to\b.*\?|\b(allow|approve|permission)\b.*\?|\bpermission required\b|\bexit plan mode\?|\bwould you like to (proceed|run)\b|\bwarning:.*\bbypass permissions mode\b/i,
  ],
]

/** A menu with a marker on its chosen entry. */
const MENU = /^\s*(?:│\s*)?[❯›>→]\s*(?:\d+[.)]\s+\S|(?:yes|no|allow|deny|trust|cancel|continue|exit)\b)/i

/** A question that wants one key, at the end of the line that the cursor is on. */
const KEY_QUESTION = /[([]\s*y(?:es)?\s*\/\s*n(?:o)?\s*[)\]]\s*[:?]?\s*$/i

const PRESS = /\bpress (enter|return|any key)\b.*\bto continue\b|\bhit (enter|return)\b.*\bto continue\b/i

/** Entry field for a secret, where nothing may be typed by a program either. */
const SECRET = /\b(password|passphrase)\b[^\n]*:\s*$/i

/** Rows above a menu in which its heading can stand. */
const HEADING_ROWS = 6

/** Longest title taken from a screen, characters. */
const MAX_TITLE = 160

/** Whether a line is a menu's chosen entry. */
export function isMenuEntry(line: string): boolean {
  return MENU.test(line)
}

/**
 * A dialog as programs of all kinds show it: a menu with a marked entry, or a question for one key on the cursor's line.
 * `lines` are the rows that can belong to it, `cursorLine` the one with the cursor.
 */
export function findDialog(lines: readonly string[], cursorLine: string): Dialog | undefined {
  const entry = lines.findLastIndex(isMenuEntry)
  if (entry >= 0) return nameDialog(lines, entry)
  if (KEY_QUESTION.test(cursorLine))
    return { kind: kindOf(cursorLine) ?? 'question', title: oneTitle(cursorLine) }
  if (SECRET.test(cursorLine)) return { kind: 'login', title: oneTitle(cursorLine) }
  const press = lines.findLast((line) => PRESS.test(line))
  if (press !== undefined) return { kind: kindOf(press) ?? 'other', title: oneTitle(press) }
  return undefined
}

/** Names the dialog whose chosen entry is at `entry`, by the nearest words above it that are known, or below. */
export function nameDialog(lines: readonly string[], entry: number): Dialog {
  for (let row = entry; row >= 0; row -= 1) {
    const line = lines[row] ?? ''
    const kind = kindOf(line)
    if (kind) return { kind, title: row === entry ? headingOf(lines, entry, kind) : oneTitle(line) }
  }
  const below = lines.slice(entry + 1).find((line) => kindOf(line) !== undefined)
  const kind = below === undefined ? undefined : kindOf(below)
  const asked = lines.slice(0, entry).findLast((line) => /\?\s*$/.test(line))
  if (kind) return { kind, title: oneTitle(asked ?? below ?? '') }
  if (asked !== undefined) return { kind: 'question', title: oneTitle(asked) }
  return { kind: 'other', title: oneTitle(lines[entry] ?? '') }
}

/** What a menu is about whose chosen entry alone has words that are known: the words near above it of the same kind, or the nearest. */
function headingOf(lines: readonly string[], entry: number, kind: Dialog['kind']): string {
  const above = lines
    .slice(Math.max(0, entry - HEADING_ROWS), entry)
    .map(oneTitle)
    .filter((line) => /\p{L}/u.test(line))
  return above.findLast((line) => kindOf(line) === kind) ?? above.at(-1) ?? oneTitle(lines[entry] ?? '')
}

function kindOf(line: string): Dialog['kind'] | undefined {
  return KINDS.find(([, words]) => words.test(line))?.[0]
}

function oneTitle(line: string): string {
  return line
    .replace(/[│┃─━╌▔❯›]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_TITLE)
}
