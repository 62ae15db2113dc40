import type { Screen } from '../../terminal/host'
import type { DialogMenu } from '../adapter'
import { menuRows } from '../dialog-menu'
import { readCodexScreen } from './screen'

const ASKS = /^\s*Would you like to run the following command\?\s*$/
const COMMAND = /^\s*\$ /

/** The permission for a command on Codex's screen, where all of it can be seen; measured with 0.169.0. */
export function readCodexMenu(screen: Screen): DialogMenu | undefined {
  const menu = menuRows(screen)
  if (!menu || readCodexScreen(screen).dialog?.kind !== 'permission') return undefined
  const { rows, marked, top } = menu
  const texts = screen.lines.slice(0, top).map((line) => line.text)
  const asks = texts.findLastIndex((line) => ASKS.test(line))
  const first = texts.findIndex((line, index) => index > asks && COMMAND.test(line))
  if (asks < 0 || first < 0) return undefined
  // Everything down to the rows: a command may have empty lines.
  const about = texts.slice(first).join('\n').replace(COMMAND, '')
  return { kind: 'permission', about, rows, marked }
}
