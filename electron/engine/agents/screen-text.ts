import type { Screen, ScreenLine } from '../terminal/host'
import type { RestLine } from './adapter'

/** Text of a row, empty outside of the screen. */
export function rowText(screen: Screen, row: number): string {
  return screen.lines[row]?.text ?? ''
}

/** The input line as it stands now: what is left of the cursor, and the cursor's column. */
export function restLine(screen: Screen): RestLine {
  return { text: rowText(screen, screen.cursor.y).slice(0, screen.cursor.x), x: screen.cursor.x }
}

/** Text of a row without what is painted dim: placeholders and suggestions are, typed text is not. */
export function boldText(line: ScreenLine): string {
  let text = line.text
  for (const [start, end] of line.dim) {
    text =
      text.slice(0, start) + ' '.repeat(Math.max(0, Math.min(end, text.length) - start)) + text.slice(end)
  }
  return text
}
