import type { Screen } from '../../terminal/host'
import type { Dialog, ReadContext, ScreenReading, TitleState } from '../adapter'
import { nameDialog } from '../dialogs'
import { rowText } from '../screen-text'
import { normalised } from '../text'

/** Upper and lower edge of the input box, and of each prompt in the conversation. */
const TOP = /^▄{10,}\s*$/
const BOTTOM = /^▀{10,}\s*$/

/** First row of the input box: a sign for its mode, then what is typed from the fourth column on. */
const BOX_LINE = /^ (\S) /

/** Column at which the typed text begins. */
const TEXT_COLUMN = 3

/** What an empty box shows, behind the cursor. */
const PLACEHOLDER = /^\s*(Type your message or @path\/to\/file|Type your shell command)\s*$/

/** The spinner's line above the box while a turn runs. */
const SPINNER = /^\s*\S .*\(esc to cancel(?:, |\))/

/** Rows above the box in which the spinner's line can stand. */
const SPINNER_ROWS = 8

/** A menu's chosen entry. */
const ENTRY = /^[\s│]*●\s+\S/

/** Head of a tool's box: asked about, or at work. */
const ASKED_TOOL = /^│ \?\s+(\S+)\s+(.*?)\s*│\s*$/
const RUNNING_TOOL = /^│ [⊶⊷o]\s+(\S+)\s+(.*?)\s*│\s*$/

/** An error in the conversation, and the lines that may follow it. */
const ERROR = /^✕\s+(.*)$/

/** Said when the conversation was made shorter: because the person wanted it so, or by itself. */
const COMPACTED =
  /^\S\s+(?:Chat history compressed from \d+ to \d+ tokens|Context compressed from \d+% to \d+%)\./

/** Longest error taken from the screen, characters. */
const MAX_ERROR = 300

interface Box {
  top: number
  bottom: number
  mode: string
}

/** Reads Gemini CLI's screen; measured with 0.61.0. */
export function readGeminiScreen(screen: Screen, context: ReadContext): ScreenReading {
  const texts = screen.lines.map((line) => line.text)
  const box = findBox(screen, texts)
  if (!box) {
    const dialog = findGeminiDialog(texts)
    if (dialog) return { box: 'absent', dialog }
    return { box: screen.outputBytes === 0 ? 'unknown' : 'absent' }
  }
  const above = texts.slice(Math.max(0, box.top - SPINNER_ROWS), box.top)
  const busy = above.some((line) => SPINNER.test(line)) || readGeminiTitle(screen.title) === 'working'
  const draft = readDraft(screen, box, context)
  const tool = busy ? runningTool(texts.slice(0, box.top)) : undefined
  const failed = busy ? undefined : lastError(texts.slice(0, box.top))
  const compactions = texts.filter((line) => COMPACTED.test(line)).length
  return {
    box: draft === '' ? 'empty' : 'draft',
    ...(draft === '' ? {} : { draft }),
    ...(busy ? { busy } : {}),
    ...(compactions > 0 ? { compactions } : {}),
    ...(tool ? { tool } : {}),
    ...(failed === undefined ? {} : { failed }),
  }
}

/** Status by title, which Gemini CLI keeps unless the person has switched that off. */
export function readGeminiTitle(title: string): TitleState | undefined {
  if (title.startsWith('◇')) return 'idle'
  if (title.startsWith('✋')) return 'waiting'
  return /^(✦|⏲)/.test(title) ? 'working' : undefined
}

/** Whether the lowest prompt of the conversation is the text, or ends in it. The input box is no part of the conversation. */
export function showsPrompt(screen: Screen, text: string): boolean {
  const texts = screen.lines.map((line) => line.text)
  const end = findBox(screen, texts)?.top ?? texts.length
  const bottom = texts.slice(0, end).findLastIndex((line) => BOTTOM.test(line))
  if (bottom < 0) return false
  const top = texts.slice(0, bottom).findLastIndex((line) => TOP.test(line))
  const shown = squeezed(
    texts
      .slice(top + 1, bottom)
      .map((line) => line.slice(TEXT_COLUMN))
      .join('\n'),
  )
  const sent = squeezed(text)
  // What has left the screen above cannot be compared.
  return sent !== '' && (shown.endsWith(sent) || (top < 0 && shown !== '' && sent.endsWith(shown)))
}

function squeezed(text: string): string {
  return normalised(text).replaceAll(' ', '')
}

/** The lowest pair of edges with the cursor between them: prompts in the conversation have edges too, but never the cursor. */
function findBox(screen: Screen, texts: readonly string[]): Box | undefined {
  const { y } = screen.cursor
  const top = texts.slice(0, y).findLastIndex((line) => TOP.test(line))
  const bottom = texts.findIndex((line, row) => row > y && BOTTOM.test(line))
  const broken = texts.slice(top + 1, Math.max(top + 1, bottom)).some((line) => TOP.test(line))
  const mode = BOX_LINE.exec(texts[top + 1] ?? '')?.[1]
  return top < 0 || bottom < 0 || broken || mode === undefined ? undefined : { top, bottom, mode }
}

/** What stands in the box. A shell line counts as a draft even when it is empty: a prompt typed there would be run. */
function readDraft(screen: Screen, box: Box, context: ReadContext): string {
  const rows = screen.lines.slice(box.top + 1, box.bottom).map((line) => line.text.slice(TEXT_COLUMN))
  const text = rows
    .map((row) => row.trimEnd())
    .join('\n')
    .trim()
  const first = rowText(screen, box.top + 1)
  const atStart = screen.cursor.y === box.top + 1 && screen.cursor.x === TEXT_COLUMN
  const blankAtCursor = first.slice(TEXT_COLUMN, TEXT_COLUMN + 1).trim() === ''
  const suggested = atStart && blankAtCursor && (PLACEHOLDER.test(text) || context.typedSinceSubmit === 0)
  const own = suggested ? '' : text
  return box.mode === '>' || box.mode === '*' ? own : `${box.mode}${own}`
}

function findGeminiDialog(texts: readonly string[]): Dialog | undefined {
  const entry = texts.findLastIndex((line) => ENTRY.test(line))
  if (entry < 0) return undefined
  const lines = texts.map((line) => line.replace('●', ' '))
  const named = nameDialog(lines, entry)
  const asked = ASKED_TOOL.exec(texts.slice(0, entry).findLast((line) => ASKED_TOOL.test(line)) ?? '')
  const head = texts.slice(0, entry).some((line) => /^│ \? Get started\b/.test(line))
  if (head) return { kind: 'login', title: questionAbove(lines, entry) ?? 'Get started' }
  if (!asked || named.kind !== 'permission') return named
  return { kind: 'permission', title: `Allow ${asked[1]}: ${asked[2]}?` }
}

function questionAbove(lines: readonly string[], entry: number): string | undefined {
  const line = lines.slice(0, entry).findLast((each) => /\?[\s│]*$/.test(each))
  return line?.replace(/[│\s]+/g, ' ').trim()
}

function runningTool(texts: readonly string[]): ScreenReading['tool'] {
  const found = RUNNING_TOOL.exec(texts.findLast((line) => RUNNING_TOOL.test(line)) ?? '')
  const [, name, detail] = found ?? []
  return name === undefined ? undefined : { name, ...(detail ? { detail } : {}) }
}

/** The error that ended the last turn: nothing was prompted or answered after it. */
function lastError(texts: readonly string[]): string | undefined {
  const at = texts.findLastIndex((line) => /^(✕|✦|▀{10,})/.test(line))
  const first = ERROR.exec(texts[at] ?? '')?.[1]
  if (first === undefined) return undefined
  const rest = texts.slice(at + 1)
  const more = rest.slice(
    0,
    rest.findIndex((line) => !/^ {2}\S/.test(line)),
  )
  const whole = [first, ...more].join(' ').replace(/\s+/g, ' ').trim()
  return (/"message":\s*"([^"]+)"/.exec(whole)?.[1] ?? whole).slice(0, MAX_ERROR)
}
