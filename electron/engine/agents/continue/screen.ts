import type { Screen, ScreenLine } from '../../terminal/host'
import type { Dialog, ScreenReading } from '../adapter'
import { normalised } from '../text'

/** Frame of the input box, and of a dialog in its place. */
const TOP = /^╭─{10,}╮\s*$/
const BOTTOM = /^╰─{10,}╯\s*$/

/** First row of the box: `●` for a prompt, `$` for a shell line. */
const BOX_LINE = /^│ ([●$])(?: |$)/

/** Column at which the typed text begins, behind frame and sign. */
const TEXT_COLUMN = 4

/** What stands at the cursor of an empty box, in front of the hint. */
const EMPTY = '▋'

/** The spinner's line above the box while a turn runs. */
const SPINNER = /\( *\d+[smh]?.* • esc to interrupt\b/

/** Rows above the box in which the spinner's line can stand. */
const SPINNER_ROWS = 4

/** A menu's chosen entry in a dialog. */
const ENTRY = /^│\s+> \S/

/** A tool at work. */
const RUNNING_TOOL = /^○ (\w+)\((.*?)\)?\s*$/

/** What it asks at a first start, before it has a screen of its own. */
const KEY_ENTRY = /^Enter your .*\bAPI key:/

/** Said when the conversation was made shorter: because the person wanted it so, or by itself. */
const COMPACTED = /^Chat history (?:auto-)?compacted successfully\./

/** Longest error taken from the screen, characters. */
const MAX_ERROR = 300

/** Share of a prompt's line that must be dim. */
const MOST = 0.6

interface Frame {
  top: number
  bottom: number
}

/** Reads the screen of Continue's `cn`; measured with 1.5.47. It draws its own cursor, so the terminal's tells nothing. */
export function readContinueScreen(screen: Screen): ScreenReading {
  const texts = screen.lines.map((line) => line.text)
  const frame = lastFrame(texts)
  const sign = frame && BOX_LINE.exec(texts[frame.top + 1] ?? '')?.[1]
  if (!frame || sign === undefined) {
    const dialog = frame ? readDialog(texts.slice(frame.top, frame.bottom + 1)) : readKeyEntry(texts)
    if (dialog) return { box: 'absent', dialog }
    return { box: screen.outputBytes === 0 ? 'unknown' : 'absent' }
  }
  const above = texts.slice(0, frame.top)
  const busy = above.slice(-SPINNER_ROWS).some((line) => SPINNER.test(line))
  const typed = texts
    .slice(frame.top + 1, frame.bottom)
    .map((line) => line.slice(TEXT_COLUMN).replace(/\s*│\s*$/, ''))
    .join('\n')
    .trim()
  const draft = typed.startsWith(EMPTY) ? '' : typed
  const tool = busy ? runningTool(above) : undefined
  const failed = busy ? undefined : lastError(above)
  const compactions = above.filter((line) => COMPACTED.test(line)).length
  return {
    box: draft === '' && sign === '●' ? 'empty' : 'draft',
    ...(draft === '' && sign === '●'
      ? {}
      : { draft: sign === '$' && !draft.startsWith('!') ? `!${draft}` : draft }),
    ...(busy ? { busy } : {}),
    ...(compactions > 0 ? { compactions } : {}),
    ...(tool ? { tool } : {}),
    ...(failed === undefined ? {} : { failed }),
  }
}

/** Whether the conversation shows the text as a prompt: prompts are dim, and wrap under their first letter. */
export function showsContinuePrompt(screen: Screen, text: string): boolean {
  const sent = squeezed(text)
  const end = lastFrame(screen.lines.map((line) => line.text))?.top ?? screen.lines.length
  let shown = ''
  for (const line of screen.lines.slice(0, end)) {
    shown = isDim(line) ? shown + squeezed(line.text.replace(/^● /, '')) : ''
    if (sent !== '' && shown !== '' && (shown.endsWith(sent) || (shown.length > 200 && sent.endsWith(shown))))
      return true
  }
  return false
}

/** Wide and joined characters take another number of columns than of code units, so most of a line is enough. */
function isDim(line: ScreenLine): boolean {
  const words = line.text.replace(/^● /, '').trim()
  const dim = line.dim.reduce((sum, [start, end]) => sum + end - start, 0)
  return words !== '' && (line.dim[0]?.[0] ?? TEXT_COLUMN) <= 2 && dim >= words.length * MOST
}

function squeezed(text: string): string {
  return normalised(text).replaceAll(' ', '')
}

function lastFrame(texts: readonly string[]): Frame | undefined {
  const bottom = texts.findLastIndex((line) => BOTTOM.test(line))
  const top = texts.slice(0, Math.max(0, bottom)).findLastIndex((line) => TOP.test(line))
  return top < 0 ? undefined : { top, bottom }
}

function readDialog(rows: readonly string[]): Dialog | undefined {
  const entry = rows.findLastIndex((line) => ENTRY.test(line))
  if (entry < 0) return undefined
  const words = rows.slice(1, entry).map((line) => line.replace(/[│\s]+/g, ' ').trim())
  const asked = words.findLast((line) => line.endsWith('?'))
  const head = words.find((line) => line !== '') ?? ''
  if (asked === 'Would you like to continue?') return { kind: 'permission', title: `Allow ${head}?` }
  return { kind: 'other', title: asked ?? head }
}

/** The question for a key; whatever stands below it is its end. */
function readKeyEntry(texts: readonly string[]): Dialog | undefined {
  const last = texts.findLast((line) => line.trim() !== '') ?? ''
  return KEY_ENTRY.test(last) ? { kind: 'login', title: last.trim() } : undefined
}

function runningTool(texts: readonly string[]): ScreenReading['tool'] {
  const [, name, detail] = RUNNING_TOOL.exec(texts.findLast((line) => RUNNING_TOOL.test(line)) ?? '') ?? []
  return name === undefined ? undefined : { name, ...(detail ? { detail } : {}) }
}

/** The error that ended the last turn: the last words before the box. */
function lastError(texts: readonly string[]): string | undefined {
  const last = texts.findLastIndex((line) => /^\S/.test(line))
  const words = texts.slice(Math.max(0, last)).join(' ').replace(/\s+/g, ' ').trim()
  return last >= 0 && words.startsWith('Error: ') ? words.slice('Error: '.length, MAX_ERROR) : undefined
}
