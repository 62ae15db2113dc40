import type { AgentAdapter } from '../adapter'
import { letGoOfTyped } from '../let-go'
import { defuse, inSmallPastes, plainInput } from '../text'
import { reportsPrompt, takesPaste } from '../typing'
import { readClaudeHook } from './hooks'
import { prepareClaude } from './prepare'
import { readClaudeMenu } from './menu'
import { readClaudeScreen, readClaudeTitle } from './screen'
import { claudeUsage } from './usage'

/** Lines per paste, and characters of one line per paste: beyond three lines or 800 characters a paste is wrapped as quoted content. */
const PASTE = { lines: 2, chars: 700 }

/** Milliseconds between paste and Enter. Nothing is needed by measurement; by then the box shows what was pasted, or soon after. */
const BEFORE_ENTER_MS = 10

/** Claude Code: shim with hooks, OSC 7501, first prompt as argument, drafts put aside with Ctrl+S. Measured with 2.1.328. */
export const claude: AgentAdapter = {
  id: 'claude',
  label: 'Claude Code',
  binaries: ['claude'],
  firstPrompt: 'argument',
  memoryBytes: 260_000_000,
  canStash: true,
  prepare: prepareClaude,
  readHook: readClaudeHook,
  readTitle: readClaudeTitle,
  readScreen: (screen) => readClaudeScreen(screen),
  readMenu: readClaudeMenu,
  usage: claudeUsage,
  submit: {
    chunks: inSmallPastes(defuse, PASTE),
    beforeEnterMs: BEFORE_ENTER_MS,
    enter: '\r',
    stash: '\u0013',
  },
  reset: '/clear',
  ready: (screen, status) => takesPaste(screen, status, readClaudeScreen(screen)),
  proof: 'hook',
  matches: (submitted, reported) =>
    reportsPrompt(unwrapped(defuse(plainInput(submitted))), unwrapped(reported)),
  sawSubmit: letGoOfTyped(readClaudeScreen),
}

/** A prompt without Claude Code's wrapper around pasted content. */
function unwrapped(text: string): string {
  return text.replace(/<\/?pasted_content id="[^"]*">/g, ' ')
}
