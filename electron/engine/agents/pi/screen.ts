import type { Screen } from '../../terminal/host'
import type { Dialog, ScreenReading } from '../adapter'
import { findDialog } from '../dialogs'
import { rowText } from '../screen-text'

/** Edges of the input box, which may say how many lines are out of sight. */
const EDGE = /^─{3,}.*─\s*$/

/** The spinner's line above the box while a turn, a compaction or a wait for the next try lasts. */
const SPINNER = /^\s*[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]\s+\S/

/** Rows above the box in which the spinner stands. */
const SPINNER_ROWS = 6

/** A selection's chosen entry, and the line to filter its entries or the keys for it. */
const CHOSEN = /^ ?→ \S/
const FILTER_OR_KEYS = /^>(\s|$)|^ ↑↓ navigate\b/

/** Titles of the selections that lead to an account or a key. */
const LOGIN = /\b(authentication method|provider to configure|api key)\b/i

/** The footer while there is no model to speak to, and what is printed about it at the start. */
const NO_MODEL = /^\d[\d.]*%\/0 .*\bunknown\s*$/
const NO_MODEL_WARNING = /^\s*Warning: (No models available\. Use \/login)\b/

/** Reads Pi's screen; measured with 0.74.2. */
export function readPiScreen(screen: Screen): ScreenReading {
  const texts = screen.lines.map((line) => line.text)
  const edges = findEdges(texts, screen)
  const selection = edges && readSelection(texts.slice(edges.top + 1, edges.bottom))
  const box = selection ? undefined : edges
  if (!box) {
    const dialog = selection ?? findDialog(texts, rowText(screen, screen.cursor.y))
    if (dialog) return { box: 'absent', dialog }
    return { box: screen.outputBytes === 0 ? 'unknown' : 'absent' }
  }
  const draft = texts
    .slice(box.top + 1, box.bottom)
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
  // Whatever is submitted now fails; only the person can choose an account.
  const dialog = texts.slice(box.bottom).some((line) => NO_MODEL.test(line)) ? noModel(texts) : undefined
  const above = texts.slice(Math.max(0, box.top - SPINNER_ROWS), box.top)
  const busy = above.some((line) => SPINNER.test(line))
  return {
    box: draft === '' ? 'empty' : 'draft',
    ...(draft === '' ? {} : { draft }),
    ...(busy ? { busy } : {}),
    ...(dialog ? { dialog } : {}),
  }
}

/** The lowest two edges, which the input box has, and a selection that takes its place. */
function findEdges(texts: readonly string[], screen: Screen): { top: number; bottom: number } | undefined {
  const bottom = texts.findLastIndex((line) => EDGE.test(line))
  const top = texts.slice(0, Math.max(0, bottom)).findLastIndex((line) => EDGE.test(line))
  return top < 0 || top + 1 === bottom || !screen.bracketedPaste ? undefined : { top, bottom }
}

/** A selection in the box's place; its title is its first row with words. */
function readSelection(rows: readonly string[]): Dialog | undefined {
  if (!rows.some((row) => CHOSEN.test(row)) || !rows.some((row) => FILTER_OR_KEYS.test(row))) return undefined
  const title = rows.find((row) => row.trim() !== '')?.trim() ?? ''
  return { kind: LOGIN.test(title) ? 'login' : 'other', title }
}

function noModel(texts: readonly string[]): Dialog {
  const said = texts.map((line) => NO_MODEL_WARNING.exec(line)?.[1]).findLast((words) => words !== undefined)
  return { kind: 'login', title: said ?? 'No model is set up. Use /login' }
}
