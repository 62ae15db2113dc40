/** Reads a mirror's cells as text. */
import type { IBuffer, Terminal } from '@xterm/headless'
import type { ScreenLine } from '#shared/contract/terminal'

/** The visible lines, with their faint and inverse spans. */
export function visibleLines(terminal: Terminal): ScreenLine[] {
  const buffer = terminal.buffer.active
  return Array.from({ length: terminal.rows }, (_, row) =>
    readLine(buffer, buffer.baseY + row, terminal.cols),
  )
}

function readLine(buffer: IBuffer, y: number, cols: number): ScreenLine {
  const line = buffer.getLine(y)
  const read: ScreenLine = { text: line?.translateToString(true) ?? '', dim: [], inverse: [] }
  if (line === undefined) return read
  const cell = buffer.getNullCell()
  for (let x = 0; x < cols; x++) {
    line.getCell(x, cell)
    if (cell.isDim() !== 0) extend(read.dim, x)
    if (cell.isInverse() !== 0) extend(read.inverse, x)
  }
  return read
}

/** Adds column `x` to the last span if it follows it, else starts a new one. */
function extend(spans: Array<[number, number]>, x: number): void {
  const last = spans.at(-1)
  if (last !== undefined && last[1] === x) last[1] = x + 1
  else spans.push([x, x + 1])
}

/** The last `limit` lines, oldest first, wrapped ones joined, without the empty ones at the end. */
export function tailText(terminal: Terminal, limit: number): string {
  const buffer = terminal.buffer.active
  const lines: string[] = []
  // From the end, so that the tail of a long scrollback costs no more than a short one's.
  for (let y = buffer.length - 1; y >= 0 && lines.length < limit; y--) {
    let text = ''
    for (let follows = false; ; y--, follows = true) {
      const line = buffer.getLine(y)
      text = (line?.translateToString(!follows) ?? '') + text
      if (line?.isWrapped !== true || y === 0) break
    }
    if (lines.length > 0 || text.trim() !== '') lines.push(text)
  }
  return lines.reverse().join('\n')
}
