import type { Screen } from '../../terminal/host'
import type { Dialog, ScreenReading } from '../adapter'
import { findDialog } from '../dialogs'

/** Edges of the input box. */
const EDGE = /^─{10,}\s*$/

/** First row of the box: `>` for a prompt, `*` for one that runs everything unasked, `!` for a shell line. */
const BOX_LINE = /^([>*!])(?:\s|$)/

/** What an empty box shows, behind the cursor. */
const PLACEHOLDER = /^\s*Type your message or @path\/to\/file\s*$/

/** The spinner's line above the box while a turn runs. */
const SPINNER = /^\s*[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] .*(?:esc to cancel|Waiting for user confirmation)/

/** Rows above the box in which the spinner's line can stand. */
const SPINNER_ROWS = 8

/** Head of a tool's box that asks for a permission. */
const ASKED_TOOL = /^\s*│ \?\s+(\S+)\s+(.*?)(?:\s←)?\s*│\s*$/

/** Top of a framed selection, and its chosen entry, which has no number. */
const FRAME_TOP = /^\s*[┌╭]─{10,}[┐╮]\s*$/
const CHOSEN = /^\s*│ › \S/

/** Titles of the selections that lead to an account or a key. */
const LOGIN = /\b(authentication|access method|api key|provider|oauth)\b/i

interface Box {
  top: number
  bottom: number
  mode: string
}

/** Reads Qwen Code's screen; measured with 0.15.10. */
export function readQwenScreen(screen: Screen): ScreenReading {
  const texts = screen.lines.map((line) => line.text)
  const box = findBox(texts)
  if (!box) {
    const dialog = findDialog(texts, '') ?? readSelection(texts)
    if (dialog) return { box: 'absent', dialog: withCommand(dialog, texts), sure: true }
    return { box: screen.outputBytes === 0 ? 'unknown' : 'absent' }
  }
  const draft = readDraft(screen, box)
  const above = texts.slice(Math.max(0, box.top - SPINNER_ROWS), box.top)
  const busy = above.some((line) => SPINNER.test(line))
  return {
    box: draft === '' ? 'empty' : 'draft',
    ...(draft === '' ? {} : { draft }),
    ...(busy ? { busy } : {}),
    sure: true,
  }
}

/** The lowest two edges with an input line below the upper one. A dialog has no such edges. */
function findBox(texts: readonly string[]): Box | undefined {
  const bottom = texts.findLastIndex((line) => EDGE.test(line))
  const top = texts.slice(0, Math.max(0, bottom)).findLastIndex((line) => EDGE.test(line))
  const mode = BOX_LINE.exec(texts[top + 1] ?? '')?.[1]
  return top < 0 || top + 1 === bottom || mode === undefined ? undefined : { top, bottom, mode }
}

/** What stands in the box. A shell line counts as a draft even when it is empty: a prompt typed there would be run. */
function readDraft(screen: Screen, box: Box): string {
  const rows = screen.lines.slice(box.top + 1, box.bottom)
  const text = rows
    .map((line) => line.text.slice(2).trimEnd())
    .join('\n')
    .trim()
  // The cursor is painted where the first letter of a draft would be.
  const atStart = rows[0]?.inverse.some(([start, end]) => start === 2 && end === 3) ?? false
  const own = PLACEHOLDER.test(text) && (atStart || rows[0]?.inverse.length === 0) ? '' : text
  return box.mode === '!' ? `!${own}` : own
}

/** A selection without numbers, as those of the first start are; its title is its first row with words. */
function readSelection(texts: readonly string[]): Dialog | undefined {
  const entry = texts.findLastIndex((line) => CHOSEN.test(line))
  const top = texts.slice(0, Math.max(0, entry)).findLastIndex((line) => FRAME_TOP.test(line))
  if (top < 0) return undefined
  const words = texts.slice(top + 1, entry).map((line) => line.replaceAll('│', ' ').trim())
  const title = words.find((line) => line !== '') ?? ''
  return { kind: LOGIN.test(title) ? 'login' : 'other', title }
}

/** Says what a permission is about, which the dialog shows above its question. */
function withCommand(dialog: Dialog, texts: readonly string[]): Dialog {
  if (dialog.kind !== 'permission') return dialog
  const [, tool, detail] = ASKED_TOOL.exec(texts.findLast((line) => ASKED_TOOL.test(line)) ?? '') ?? []
  return tool === undefined ? dialog : { kind: 'permission', title: `Allow ${tool}: ${detail}?` }
}
