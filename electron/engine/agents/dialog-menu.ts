import type { Screen } from '../terminal/host'

/** Rows of a menu with one marked, and where it begins on the screen. */
export interface MenuRows {
  /** Each row with the lines that belong to it, frames and numbers gone. */
  rows: string[]
  /** Place of the marked row, from 0. */
  marked: number
  /** Line of the first row. */
  top: number
}

const ROW = /^\s*(?:[│┃]\s*)?([❯›>→●])?\s*(\d+)[.)]\s+(\S.*?)\s*[│┃]?\s*$/
/** A line that belongs to no row: empty, or part of a frame. */
const BETWEEN = /^[\s│┃─━╌▔╰╯╭╮]*$/

/**
 * Reads a numbered menu. Undefined unless everything is certain: rows numbered from 1 without a gap, one of them marked. The last
 * menu on the screen counts; an older one above it is conversation.
 */
export function menuRows(screen: Screen): MenuRows | undefined {
  const rows: { marked: boolean; number: number; label: string }[] = []
  let top = 0
  let open = false
  screen.lines.forEach(({ text }, line) => {
    const match = ROW.exec(text)
    if (match) {
      const number = Number(match[2])
      if (number === 1) {
        rows.length = 0
        top = line
      }
      rows.push({ marked: match[1] !== undefined, number, label: match[3] ?? '' })
      open = true
      return
    }
    const last = rows.at(-1)
    if (!open || !last || BETWEEN.test(text)) open = false
    else last.label += ` ${inner(text)}`
  })
  if (rows.length < 2 || rows.some((row, index) => row.number !== index + 1)) return undefined
  const marked = rows.flatMap((row, index) => (row.marked ? [index] : []))
  const [only] = marked
  if (marked.length !== 1 || only === undefined) return undefined
  return { rows: rows.map((row) => row.label), marked: only, top }
}

/** A line without the frame around it. */
export function inner(text: string): string {
  return text
    .replace(/^\s*[│┃]/, '')
    .replace(/[│┃]\s*$/, '')
    .trim()
}
