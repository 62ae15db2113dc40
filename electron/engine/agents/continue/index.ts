import type { AgentAdapter, LaunchAdditions, LaunchContext } from '../adapter'
import { shimFolder } from '../shim/prepare'
import { defuseBang, normalised, oneLine, plainInput } from '../text'
import { restsAtBox } from '../typing'
import { CONTINUE_COMMAND } from './command'
import { readContinueScreen, showsContinuePrompt } from './screen'

/** Milliseconds between text and Enter: keys that come at once are a paste, and an Enter among them is none. */
const BEFORE_ENTER_MS = 300

/**
 * Continue's `cn`: first prompt as argument, all else by the screen. It knows no bracketed paste, so a text is typed as one line, and it
 * takes up only the last conversation of all. It counts its tokens in a file of each conversation, but takes no id for one, and nothing
 * in that file says which process it is of: so what it has used is not known. Measured with 1.5.47.
 */
export const continueCli: AgentAdapter = {
  id: 'continue',
  label: 'Continue',
  binaries: ['cn'],
  firstPrompt: 'argument',
  memoryBytes: 277_000_000,
  canStash: false,
  prepare,
  readHook: () => [],
  readTitle: () => undefined,
  readScreen: (screen) => readContinueScreen(screen),
  submit: {
    chunks: (text) => [typedText(text)],
    beforeEnterMs: BEFORE_ENTER_MS,
    enter: '\r',
  },
  reset: '/clear',
  ready: (screen, status) => restsAtBox(status, readContinueScreen(screen)),
  proof: 'screen',
  matches: (submitted, reported) => normalised(typedText(submitted)) === normalised(reported),
  sawSubmit(text, before, after) {
    const sent = typedText(text)
    if (!showsContinuePrompt(after, sent)) return false
    // The prompt before it may have been the same, so what is still in the box was not submitted.
    const { draft = '' } = readContinueScreen(after)
    const held =
      /^\[Paste #\d+/.test(draft) || (draft !== '' && normalised(sent).startsWith(normalised(draft)))
    return !held && (!before || after.outputBytes > before.outputBytes)
  },
}

/** One line; a backslash at its end would break the line even with a space behind it. */
function typedText(text: string): string {
  const line = oneLine(defuseBang(plainInput(text)))
  return /\\\s*$/.test(line) ? `${line.trimEnd()} .` : line
}

async function prepare(context: LaunchContext): Promise<LaunchAdditions> {
  const folder = await shimFolder(CONTINUE_COMMAND, context)
  return folder.finish({ defuse: defuseBang })
}
