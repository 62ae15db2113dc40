import type { Screen } from '../../terminal/host'
import type { AgentAdapter, ReadContext, ScreenReading } from '../adapter'
import { findDialog } from '../dialogs'
import { restLine, rowText } from '../screen-text'
import { defuse, normalised, oneLine, paste, plainInput } from '../text'

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
    chunks(text, screen) {
      const safe = plainInput(text)
      return screen.bracketedPaste ? [paste(defuse(safe))] : [defuse(oneLine(safe.trim()))]
    },
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
  // Below a visible prompt, an old menu further up is only output.
  const first =
    screen.cursor.visible && SHELL_END.test(beforeCursor) ? screen.cursor.y : screen.cursor.y - DIALOG_ROWS
  const around = screen.lines.slice(Math.max(0, first)).map((line) => line.text)
  const dialog = findDialog(around, beforeCursor)
  if (dialog) return { box: 'absent', dialog }
  if (screen.outputBytes === 0) return { box: 'unknown' }
  const quiet = context.now - screen.lastOutputAt >= QUIET_MS
  const hint = screen.lines.some((line) => BUSY.test(line.text))
  if (!quiet || hint) return { box: 'unknown', busy: true }
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

/** What stands behind the input line as it was at rest. */
function draftText(screen: Screen, context: ReadContext): { draft?: string } {
  const { text } = restLine(screen)
  const rest = context.rest?.text
  if (rest === undefined || rest.trim() === '' || !text.startsWith(rest) || text.length <= rest.length)
    return {}
  return { draft: text.slice(rest.length) }
}

/** The text has left the input line, and the program has printed something since Enter. */
function sawSubmit(text: string, before: Screen, after: Screen): boolean {
  if (after.outputBytes <= before.outputBytes) return false
  const tail = normalised(text).slice(-TAIL)
  const inBox = normalised(restLine(after).text).endsWith(tail)
  const moved = after.cursor.y !== before.cursor.y || after.cursor.x !== before.cursor.x
  return !inBox && (moved || restLine(after).text !== restLine(before).text)
}
