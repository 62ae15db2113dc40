import type { AgentAdapter } from '../adapter'
import { defuse, normalised, oneLine, plainInput, smallPastes } from '../text'
import { readClaudeHook } from './hooks'
import { prepareClaude } from './prepare'
import { readClaudeScreen, readClaudeTitle } from './screen'
import { claudeUsage } from './usage'

/** Lines per paste, and characters of one line per paste: beyond three lines or 800 characters a paste is wrapped as quoted content. */
const PASTE_LINES = 2
const PASTE_CHARS = 700

/** Milliseconds between paste and Enter. Nothing is needed by measurement; this leaves time to look at the screen again. */
const BEFORE_ENTER_MS = 150

/** Claude Code: shim with hooks, OSC 7501, first prompt as argument, drafts put aside with Ctrl+S. Measured with 2.1.328. */
export const claude: AgentAdapter = {
  id: 'claude',
  label: 'Claude Code',
  binaries: ['claude'],
  firstPrompt: 'argument',
  canStash: true,
  prepare: prepareClaude,
  readHook: readClaudeHook,
  readTitle: readClaudeTitle,
  readScreen: (screen) => readClaudeScreen(screen),
  usage: claudeUsage,
  submit: {
    chunks(text, screen) {
      const safe = defuse(plainInput(text))
      return screen.bracketedPaste ? smallPastes(safe, PASTE_LINES, PASTE_CHARS) : [oneLine(safe)]
    },
    beforeEnterMs: BEFORE_ENTER_MS,
    enter: '\r',
    stash: '\u0013',
  },
  ready(screen, status) {
    if (status.status !== 'idle' && status.status !== 'error') return false
    const reading = readClaudeScreen(screen)
    return (
      screen.bracketedPaste &&
      !reading.dialog &&
      !reading.busy &&
      reading.box !== 'absent' &&
      reading.box !== 'unknown'
    )
  },
  proof: 'hook',
  matches(submitted, reported) {
    const sent = comparable(defuse(plainInput(submitted)))
    const said = comparable(reported)
    // A prompt in the role's own command comes in front of the first prompt.
    return sent !== '' && (said === sent || said.endsWith(` ${sent}`))
  },
  sawSubmit: () => false,
}

/** A prompt without Claude Code's wrapper around pasted content, in the form for comparing. */
function comparable(text: string): string {
  return normalised(text.replace(/<\/?pasted_content id="[^"]*">/g, ' '))
}
