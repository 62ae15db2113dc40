import type { Screen } from '../../terminal/host'
import type { AgentAdapter, ReadContext, ScreenReading } from '../adapter'
import { findDialog } from '../dialogs'
import { restLine, rowText } from '../screen-text'
import { normalised, onePaste } from '../text'

/** Milliseconds without output after which a program counts as waiting for input. */
const QUIET_MS = 300

/** Milliseconds between the text and Enter: most programs need some, to tell a paste from keys. */
const BEFORE_ENTER_MS = 150

/** Rows above the cursor in which a dialog is looked for. */
const DIALOG_ROWS = 20

/** Ends of lines that ask for input, right before the cursor. */
const PROMPT_END = /[>$#%❯›»➜λ:?]\s*$/

/** Ends of lines that a shell or an agent shows at its input, and a dialog does not. */
const SHELL_END = /[>$#%❯›»➜λ]\s*$/

/** Rows that a wrapped input line is taken to fill at most. */
const INPUT_ROWS = 12

/** Share of the columns that a row fills before it wraps: words and borders leave some free. */
const FULL_ROW = 0.7

/** Nothing but a border up to the cursor. A prompt that begins like one ends with a sign or a space. */
const BORDER =
  /^\s*[\u2500\u2501\u2504\u2505\u2508\u2509\u250c-\u251b\u254c\u254d\u2550\u2552-\u255d\u256d-\u2570]+$/

/** Words that programs show while they work. */
const BUSY = /\besc(ape)? to (interrupt|cancel)\b|\bctrl\+c to (interrupt|stop|cancel)\b/i

/** Characters at a text's end by which it is found again on the screen. */
const TAIL = 24

/** Any other program, known by its terminal alone. */
export const any: AgentAdapter = {
  id: 'any',
  label: 'Terminal program',
  binaries: [],
  firstPrompt: 'typed',
  canStash: false,
  prepare: () =>
    Promise.resolve({
      pathFolders: [],
      env: {},
      shimmed: false,
      firstPromptPassed: false,
      carried: () => Promise.resolve(false),
    }),
  readHook: () => [],
  readTitle: () => undefined,
  readScreen: readAnyScreen,
  submit: {
    chunks: onePaste,
    beforeEnterMs: BEFORE_ENTER_MS,
    enter: '\r',
  },
  ready(screen, status, context) {
    if (status.status === 'waiting' || status.status === 'exited') return false
    const reading = readAnyScreen(screen, context)
    return !reading.dialog && !reading.busy && (reading.box === 'empty' || reading.box === 'draft')
  },
  proof: 'screen',
  matches: (submitted, reported) => normalised(submitted) === normalised(reported),
  sawSubmit,
}

function readAnyScreen(screen: Screen, context: ReadContext): ScreenReading {
  const cursorLine = rowText(screen, screen.cursor.y)
  const beforeCursor = cursorLine.slice(0, screen.cursor.x)
  const known = inputRow(screen, context.rest) !== undefined
  // Below a visible prompt, an old menu further up is only output; what is typed behind one is no menu.
  const first = known
    ? screen.cursor.y + 1
    : screen.cursor.visible && SHELL_END.test(beforeCursor)
      ? screen.cursor.y
      : screen.cursor.y - DIALOG_ROWS
  const around = screen.lines.slice(Math.max(0, first)).map((line) => line.text)
  const dialog = findDialog(around, known ? '' : beforeCursor)
  if (dialog) return { box: 'absent', dialog }
  if (screen.outputBytes === 0) return { box: 'unknown' }
  const quiet = context.now - screen.lastOutputAt >= QUIET_MS
  const hint = screen.lines.some((line) => BUSY.test(line.text))
  if (!quiet || hint) return { box: 'unknown', busy: true }
  // With a new size the cursor may be moved onto the border of its box, until the program draws that again.
  if (BORDER.test(beforeCursor)) return { box: 'unknown' }
  if (!screen.bracketedPaste && !PROMPT_END.test(restLine(screen).text)) return readChanged(screen, context)
  return hasDraft(screen, context) ? { box: 'draft', ...draftText(screen, context) } : { box: 'empty' }
}

/** A line that does not look like a prompt: what was typed behind a known one is a draft, all else stays unknown. */
function readChanged(screen: Screen, context: ReadContext): ScreenReading {
  const draft = draftText(screen, context)
  return draft.draft === undefined ? { box: 'unknown' } : { box: 'draft', ...draft }
}

function hasDraft(screen: Screen, context: ReadContext): boolean {
  if (context.typedSinceSubmit > 0) return true
  return draftText(screen, context).draft !== undefined
}

/**
 * The row on which the input line that was seen at rest begins, when the cursor is in it. A row above the cursor's
 * belongs to it only when the rows in between are full: a prompt that was echoed further up is no input line.
 */
function inputRow(screen: Screen, rest: ReadContext['rest']): number | undefined {
  if (rest === undefined || rest.text.trim() === '' || !screen.cursor.visible) return undefined
  const { y } = screen.cursor
  for (let row = y; row >= 0 && row > y - INPUT_ROWS; row--) {
    const text = rowText(screen, row)
    if (row < y && text.trimEnd().length < screen.cols * FULL_ROW) return undefined
    if (text.startsWith(rest.text)) return row
  }
  return undefined
}

/** What stands behind the input line as it was at rest. */
function draftText(screen: Screen, context: ReadContext): { draft?: string } {
  const row = inputRow(screen, context.rest)
  if (row === undefined || context.rest === undefined) return {}
  const above = screen.lines.slice(row, screen.cursor.y).map((line) => line.text)
  const draft = [...above, restLine(screen).text].join('').slice(context.rest.text.length)
  return draft === '' ? {} : { draft }
}

/** The text has left the input line, and the program has printed something since Enter. */
function sawSubmit(text: string, before: Screen | undefined, after: Screen, enterAt?: number): boolean {
  const tail = normalised(text).slice(-TAIL)
  const inBox = normalised(restLine(after).text).endsWith(tail)
  // It was seen in the box before Enter was to be pressed, so that it can only have left it by that.
  if (!before) return enterAt !== undefined && after.lastOutputAt > enterAt && !inBox
  if (after.outputBytes <= before.outputBytes) return false
  const moved = after.cursor.y !== before.cursor.y || after.cursor.x !== before.cursor.x
  return !inBox && (moved || restLine(after).text !== restLine(before).text)
}
