import type { Screen } from '../../terminal/host'
import type { ScreenReading } from '../adapter'
import { findDialog } from '../dialogs'
import { rowText } from '../screen-text'

/** Edges of the input box, which may say how many lines are out of sight. */
const EDGE = /^─{3,}.*─\s*$/

/** The spinner's line above the box while a turn, a compaction or a wait for the next try lasts. */
const SPINNER = /^\s*[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]\s+\S/

/** Rows above the box in which the spinner stands. */
const SPINNER_ROWS = 6

/** Reads Pi's screen; measured with 0.74.2. */
export function readPiScreen(screen: Screen): ScreenReading {
  const texts = screen.lines.map((line) => line.text)
  const box = findBox(texts, screen)
  if (!box) {
    const dialog = findDialog(texts, rowText(screen, screen.cursor.y))
    if (dialog) return { box: 'absent', dialog }
    return { box: screen.outputBytes === 0 ? 'unknown' : 'absent' }
  }
  const draft = texts
    .slice(box.top + 1, box.bottom)
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
  const above = texts.slice(Math.max(0, box.top - SPINNER_ROWS), box.top)
  const busy = above.some((line) => SPINNER.test(line))
  return {
    box: draft === '' ? 'empty' : 'draft',
    ...(draft === '' ? {} : { draft }),
    ...(busy ? { busy } : {}),
  }
}

/** The lowest two edges. A selection that takes the box's place has edges too, and a line to filter its entries. */
function findBox(texts: readonly string[], screen: Screen): { top: number; bottom: number } | undefined {
  const bottom = texts.findLastIndex((line) => EDGE.test(line))
  const top = texts.slice(0, Math.max(0, bottom)).findLastIndex((line) => EDGE.test(line))
  if (top < 0 || top + 1 === bottom || !screen.bracketedPaste) return undefined
  const inside = texts.slice(top + 1, bottom)
  const selection = inside.some((line) => /^→ \S/.test(line)) && inside.some((line) => /^>(\s|$)/.test(line))
  return selection ? undefined : { top, bottom }
}
