import { randomUUID } from 'node:crypto'
import type { AgentAdapter, LaunchAdditions, LaunchContext } from '../adapter'
import { shimFolder } from '../shim/prepare'
import { defuse, normalised, oneLine, paste, plainInput } from '../text'
import { takesPaste } from '../typing'
import { GEMINI_COMMAND } from './command'
import { readGeminiScreen, readGeminiTitle, showsPrompt } from './screen'
import { geminiUsage } from './usage'

/** Milliseconds between paste and Enter: without a pause the Enter is swallowed, with 50 it never was. */
const BEFORE_ENTER_MS = 150

/**
 * Gemini CLI: first prompt as argument, session by id, status by title and screen. Its hooks come from settings files alone, and
 * those that a start could name by environment are taken only when root owns them, so there are none. Measured with 0.61.0.
 */
export const gemini: AgentAdapter = {
  id: 'gemini',
  label: 'Gemini CLI',
  binaries: ['gemini'],
  firstPrompt: 'argument',
  memoryBytes: 395_000_000,
  canStash: false,
  prepare,
  readHook: () => [],
  readTitle: readGeminiTitle,
  readScreen: readGeminiScreen,
  usage: geminiUsage,
  submit: {
    chunks(text, screen) {
      const safe = defuse(plainInput(text))
      return [screen.bracketedPaste ? paste(safe) : oneLine(safe)]
    },
    beforeEnterMs: BEFORE_ENTER_MS,
    enter: '\r',
  },
  reset: '/clear',
  ready: (screen, status, context) => takesPaste(screen, status, readGeminiScreen(screen, context)),
  proof: 'screen',
  matches: (submitted, reported) => normalised(defuse(plainInput(submitted))) === normalised(reported),
  sawSubmit(text, before, after) {
    const sent = defuse(plainInput(text))
    if (!showsPrompt(after, sent)) return false
    // The prompt before it may have been the same, so what is still in the box was not submitted.
    const { draft = '' } = readGeminiScreen(after, { now: 0, typedSinceSubmit: 0 })
    return !holds(draft, sent) && (!before || after.outputBytes > before.outputBytes)
  },
}

/** Whether a draft is the text, or the box's short form of a long paste. */
function holds(draft: string, text: string): boolean {
  return (
    draft.startsWith('[Pasted Text: ') || (draft !== '' && normalised(text).startsWith(normalised(draft)))
  )
}

async function prepare(context: LaunchContext): Promise<LaunchAdditions> {
  const sessionId = context.resume ?? randomUUID()
  const folder = await shimFolder(GEMINI_COMMAND, context)
  return folder.finish({
    sessionArgs: [context.resume === undefined ? '--session-id' : '--resume', sessionId],
    sessionId,
  })
}
