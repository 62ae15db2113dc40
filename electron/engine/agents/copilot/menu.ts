import type { Screen } from '../../terminal/host'
import type { DialogMenu } from '../adapter'
import { inner, menuRows } from '../dialog-menu'
import { readCopilotScreen } from './screen'

const DIALOG_TOP = /^╭─{10,}╮\s*$/
const BOX_TOP = /^│ ╭─{6,}╮ │\s*$/
const BOX_BOTTOM = /^│ ╰─{6,}╯ │\s*$/
const BOX_ROW = /^│ │ .* │ │\s*$/
const ASKS = /^│ Do you want to run this command\?\s*│\s*$/

/** The permission for a command on Copilot's screen, where all of it can be seen; measured with 1.0.102. */
export function readCopilotMenu(screen: Screen): DialogMenu | undefined {
  const menu = menuRows(screen)
  if (!menu || readCopilotScreen(screen).dialog?.kind !== 'permission') return undefined
  const { rows, marked, top } = menu
  const texts = screen.lines.slice(0, top).map((line) => line.text)
  const dialog = texts.slice(texts.findLastIndex((line) => DIALOG_TOP.test(line)))
  const first = dialog.findIndex((line) => BOX_TOP.test(line))
  const last = dialog.findLastIndex((line) => BOX_BOTTOM.test(line))
  const box = dialog.slice(first + 1, last)
  const asked = dialog.slice(last + 1).filter((line) => inner(line) !== '')
  if (first < 0 || box.length === 0 || !box.every((line) => BOX_ROW.test(line))) return undefined
  if (asked.length !== 1 || !ASKS.test(asked[0] ?? '')) return undefined
  return { kind: 'permission', about: box.map((line) => inner(inner(line))).join('\n'), rows, marked }
}
