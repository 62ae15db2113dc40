import type { Screen } from '../../terminal/host'
import type { Dialog, ScreenReading } from '../adapter'
import { findDialog } from '../dialogs'

/** Edges of the input box: where the terminal tells its colours they are painted, else they are lines. */
const TOP = /^(?:─{10,}|╻▄{10,})\s*$/
const BOTTOM = /^(?:─{10,}|╹▀{10,})\s*$/

/** First row of the box: `❯`, `!` for a shell line, or in a painted box a bar for both. */
const BOX_LINE = /^([❯!┃])(?:\s|$)/

/** Footer of a painted box in which a shell line is typed. */
const SHELL_FOOTER = /· Shell ·|\besc exit shell mode\b/

/** What an empty shell line shows. */
const SHELL_PLACEHOLDER = 'Execute shell command'

/** Footer below the box while a turn runs: the spinner's sign and what Escape does. */
const BUSY = /^\s*\S (Working|Thinking|Cancelling)\b|\besc( esc| again to)? (interrupt|edit prompt|cancel)\b/i

/** Footer while none runs. */
const IDLE = /· (\/ commands|@ files|# issues|\? help|\/\w+ )|\bagain to exit\b/

/** What is said when nobody is logged in; whatever is submitted then comes to nothing. */
const NO_ACCOUNT = /^\s*(Please use \/login to sign in to use Copilot)\b/

/** The command in a permission dialog, in a box of its own. */
const INNER_ROW = /^│ │ (.*?)\s*│ │\s*$/

interface Box {
  top: number
  bottom: number
  shell: boolean
}

/** Reads GitHub Copilot CLI's screen; measured with 1.0.102. */
export function readCopilotScreen(screen: Screen): ScreenReading {
  const texts = screen.lines.map((line) => line.text)
  const box = findBox(texts)
  if (!box) {
    const dialog = findDialog(belowConversation(texts), '')
    if (dialog) return { box: 'absent', dialog: withCommand(dialog, texts), sure: true }
    return { box: screen.outputBytes === 0 ? 'unknown' : 'absent' }
  }
  const footer = texts.slice(box.bottom + 1).join('\n')
  const draft = readDraft(texts, box)
  const busy = BUSY.test(footer)
  const account = askedToLogIn(texts.slice(0, box.top))
  return {
    box: draft === '' ? 'empty' : 'draft',
    ...(draft === '' ? {} : { draft }),
    ...(account === undefined || busy ? {} : { dialog: { kind: 'login', title: account } }),
    ...(busy ? { busy } : {}),
    ...(busy || IDLE.test(footer) ? { sure: true } : {}),
  }
}

/** The last words above the box and the folder, when they say that without an account nothing works. */
function askedToLogIn(above: readonly string[]): string | undefined {
  const last = above.filter((line) => line.trim() !== '').slice(-2)
  return last.map((line) => NO_ACCOUNT.exec(line)?.[1]).find((words) => words !== undefined)
}

/** The lowest two edges with an input line below the upper one. A dialog has no such edges. */
function findBox(texts: readonly string[]): Box | undefined {
  const bottom = texts.findLastIndex((line) => BOTTOM.test(line))
  const top = texts.slice(0, Math.max(0, bottom)).findLastIndex((line) => TOP.test(line))
  const sign = BOX_LINE.exec(texts[top + 1] ?? '')?.[1]
  if (top < 0 || top + 1 === bottom || sign === undefined) return undefined
  return { top, bottom, shell: sign === '!' || texts.slice(bottom).some((line) => SHELL_FOOTER.test(line)) }
}

/** What stands in the box. A shell line counts as a draft even when it is empty: a prompt typed there would be run. */
function readDraft(texts: readonly string[], box: Box): string {
  const rows = texts.slice(box.top + 1, box.bottom).map((line) => line.slice(2).trimEnd())
  const text = rows.join('\n').trim()
  if (text === SHELL_PLACEHOLDER) return '!'
  return box.shell ? `!${text}` : text
}

/** A dialog stands in a frame at the bottom; what is above it is conversation. */
function belowConversation(texts: readonly string[]): readonly string[] {
  const top = texts.findLastIndex((line) => /^╭─{10,}╮\s*$/.test(line))
  return top < 0 ? [] : texts.slice(top)
}

/** Says what a permission is about, which the dialog shows above its question. */
function withCommand(dialog: Dialog, texts: readonly string[]): Dialog {
  if (dialog.kind !== 'permission') return dialog
  const rows = belowConversation(texts).flatMap((line) => INNER_ROW.exec(line)?.[1] ?? [])
  const command = rows.join(' ').trim()
  return command === '' ? dialog : { kind: 'permission', title: `${dialog.title} ${command}` }
}
