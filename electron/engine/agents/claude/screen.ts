import type { Screen } from '../../terminal/host'
import type { Dialog, ScreenReading, TitleState } from '../adapter'
import { findDialog, nameDialog } from '../dialogs'
import { boldText, rowText } from '../screen-text'

/** A border of the input box, which may carry the session's name. */
const BORDER = /^─{3,}.*─\s*$/

/** The border above a long draft, of which the box shows the end only. */
const SCROLLED = /^─+ ↑ \d+ more ─+\s*$/

/** First column of the box: `❯` for a prompt, `!` for a shell line, `#` for a note. */
const BOX_LINE = /^([❯>!#])(?:\s|$)/

/** A turn at work: the hint in the footer, or the spinner's line above the box, which ends in an ellipsis while it lasts. */
const INTERRUPT_HINT = /\besc to interrupt\b/i
const SPINNER = /^[·•✢✳✶✻✽✺*+] \S[^…]{0,80}…\s*(?:\(|$)/

/** Rows above the box in which the spinner can stand, with a list of tasks between. */
const SPINNER_ROWS = 14

/** Shown beside the box while a draft is put aside. */
const STASHED = /\b(draft|prompt) stashed\b|\bstashed\b/i

interface Box {
  top: number
  bottom: number
  mode: string
}

/** Reads Claude Code's screen; measured with 2.1.328. */
export function readClaudeScreen(screen: Screen): ScreenReading {
  const texts = screen.lines.map((line) => line.text)
  const box = findBox(texts)
  if (!box) {
    const dialog =
      findDialog(belowLastBorder(texts), rowText(screen, screen.cursor.y)) ?? findMenu(screen, texts)
    if (dialog) return { box: 'absent', dialog: asQuestion(dialog, texts) }
    return { box: screen.outputBytes === 0 ? 'unknown' : 'absent' }
  }
  const footer = texts.slice(box.bottom + 1)
  // A menu below the box belongs to what the person is doing there: it takes the Enter key.
  const dialog = findDialog(footer, '')
  if (dialog) return { box: 'absent', dialog }
  const above = texts.slice(Math.max(0, box.top - SPINNER_ROWS), box.top)
  const busy = footer.some((line) => INTERRUPT_HINT.test(line)) || above.some((line) => SPINNER.test(line))
  const stashed = texts.slice(Math.max(0, box.top - 2), box.top).some((line) => STASHED.test(line))
  const draft = readDraft(screen, box)
  return {
    box: draft === '' ? 'empty' : 'draft',
    ...(draft === '' ? {} : { draft }),
    ...(busy ? { busy } : {}),
    ...(stashed ? { stashed } : {}),
  }
}

/** Status by title. Claude Code leaves its signs out once the terminal answers OSC 7501. */
export function readClaudeTitle(title: string): TitleState | undefined {
  if (title.startsWith('✳')) return 'idle'
  return /^[◐◑◒◓⠂⠐⠁-⣿]/.test(title) ? 'working' : undefined
}

/** The lowest two borders with an input line below the upper one. */
function findBox(texts: readonly string[]): Box | undefined {
  const bottom = texts.findLastIndex((line) => BORDER.test(line))
  const top = texts.slice(0, Math.max(0, bottom)).findLastIndex((line) => BORDER.test(line))
  const mode = SCROLLED.test(texts[top] ?? '') ? '❯' : BOX_LINE.exec(texts[top + 1] ?? '')?.[1]
  return top < 0 || top + 1 === bottom || mode === undefined ? undefined : { top, bottom, mode }
}

/** What stands in the box. A shell line or a note counts as a draft even when it is empty: a prompt typed there would be run. */
function readDraft(screen: Screen, box: Box): string {
  const rows: string[] = []
  for (let row = box.top + 1; row < box.bottom; row += 1) {
    const line = screen.lines[row]
    if (!line) continue
    const own = boldText(line)
    // The cursor is painted over the first letter of a dim suggestion.
    const suggested = line.dim.length > 0 && own.slice(2).trim().length === 1 && own.slice(2, 3).trim() !== ''
    rows.push(suggested ? '' : own.slice(2).trimEnd())
  }
  const text = rows.join('\n').trim()
  return box.mode === '❯' || box.mode === '>' ? text : `${box.mode}${text}`
}

/** A menu without numbers: its marker is where the cursor is. */
function findMenu(screen: Screen, texts: readonly string[]): Dialog | undefined {
  if (!/^\s*❯ \S/.test(rowText(screen, screen.cursor.y))) return undefined
  return nameDialog(texts, screen.cursor.y)
}

/** A dialog stands below the conversation, under a border of its own; without one the whole screen is its. */
function belowLastBorder(texts: readonly string[]): readonly string[] {
  const top = texts.findIndex((line) => /^\s?[─▔]{10,}\s*$/.test(line))
  return top < 0 ? texts : texts.slice(top)
}

/** The agent's own question is told from a permission by its tick boxes and its way to type an answer. */
function asQuestion(dialog: Dialog, texts: readonly string[]): Dialog {
  const chat = texts.some((line) => /^\s*\d+\. Chat about this/.test(line))
  return chat ? { kind: 'question', title: dialog.title } : dialog
}
