import type { Screen } from '../../terminal/host'
import type { DialogMenu } from '../adapter'
import { inner, menuRows } from '../dialog-menu'
import { readQwenScreen } from './screen'

const DIALOG_TOP = /^\s*╭─{10,}╮\s*$/
const HEAD = /^\?\s+Shell\s/
const ASKS = /^Allow execution of: /

/** The permission for a command on Qwen Code's screen, where all of it can be seen; measured with 0.15.10. */
export function readQwenMenu(screen: Screen): DialogMenu | undefined {
  const menu = menuRows(screen)
  if (!menu || readQwenScreen(screen).dialog?.kind !== 'permission') return undefined
  const { rows, marked, top } = menu
  const texts = screen.lines.slice(0, top).map((line) => line.text)
  const begin = texts.findLastIndex((line) => DIALOG_TOP.test(line)) + 1
  const lines = texts.slice(begin).map(inner)
  // A head of one or more lines, the command, what is asked: an empty line between each.
  const command = lines.indexOf('') + 1
  const asks = lines.findLastIndex((line) => ASKS.test(line))
  if (begin === 0 || command === 0 || asks <= command || !HEAD.test(lines[0] ?? '')) return undefined
  return { kind: 'permission', about: lines.slice(command, asks).join('\n'), rows, marked }
}
