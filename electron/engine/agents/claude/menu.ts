import type { Screen } from '../../terminal/host'
import type { DialogMenu } from '../adapter'
import { menuRows } from '../dialog-menu'
import { readClaudeScreen } from './screen'

/** The border above a dialog. */
const BORDER = /^\s?[─▔]{10,}\s*$/

/** The lines around what a permission is about. */
const FRAME = /^\s*╌{10,}\s*$/

/** Before each line of a command that has several. */
const BAR = /^\s*│/

/** The last words before the rows: of a command, and of a file. */
const COMMAND = /^\s*Do you want to proceed\?\s*$/
const FILE = /^\s*Do you want to (create|overwrite|make this edit to) .+\?\s*$/

/** Most lines of Claude Code's own between the frame and what it asks, such as what it cannot check. */
const REMARKS = 3

/** Head of a question: its short name beside a tick box. With several there are arrows around them. */
const QUESTION_HEAD = /^\s*☐ \S.*$/

/**
 * The permission or the question on Claude Code's screen, where all of it can be seen; measured with 2.1.328. Undefined for one that
 * is cut off, for several questions at once, and for kinds that were never measured.
 */
export function readClaudeMenu(screen: Screen): DialogMenu | undefined {
  const kind = readClaudeScreen(screen).dialog?.kind
  const menu = menuRows(screen)
  if (!menu || (kind !== 'permission' && kind !== 'question')) return undefined
  const { rows, marked, top } = menu
  const texts = screen.lines.map((line) => line.text)
  const begin = texts.slice(0, top).findLastIndex((line) => BORDER.test(line)) + 1
  const above = texts.slice(begin, top).filter((line) => line.trim() !== '')
  const about = kind === 'question' ? questionIn(above) : subjectIn(above)
  return about && { kind, rows, marked, ...about }
}

function questionIn(above: readonly string[]): { about: string } | undefined {
  const [head = '', ...words] = above
  return QUESTION_HEAD.test(head) && words.length > 0 ? { about: words.join('\n') } : undefined
}

/** Several lines have a bar at their left. */
function withoutBar(lines: readonly string[]): readonly string[] {
  return lines.every((line) => BAR.test(line)) ? lines.map((line) => line.replace(BAR, '')) : lines
}

function subjectIn(above: readonly string[]): { about: string; file?: true } | undefined {
  const frames = above.flatMap((line, index) => (FRAME.test(line) ? [index] : []))
  const [first = -1, second = -1] = frames
  const between = above.length - second - 2
  // A frame more would be part of what is framed; below it stand its own remarks, then what it asks.
  if (frames.length !== 2 || between < 0 || between > REMARKS) return undefined
  const asks = above.at(-1) ?? ''
  if (COMMAND.test(asks)) return { about: withoutBar(above.slice(first + 1, second)).join('\n') }
  // Head, then the path, then what is to be in the file.
  if (FILE.test(asks) && first === 2) return { about: above[1] ?? '', file: true }
  return undefined
}
