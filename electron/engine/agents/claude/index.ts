import type { AgentAdapter } from '../adapter'
import { defuse, normalised, paste, plainInput } from '../text'
import { readClaudeHook } from './hooks'
import { prepareClaude } from './prepare'
import { readClaudeScreen, readClaudeTitle } from './screen'

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
  submit: {
    chunks: (text, screen) => claudeChunks(text, screen.bracketedPaste),
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

/** Several small pastes in a row, which arrive as one text and are not wrapped. */
function claudeChunks(text: string, bracketedPaste: boolean): string[] {
  const safe = defuse(plainInput(text))
  if (!bracketedPaste) return [safe.replace(/\s*\n\s*/g, ' ')]
  const lines = safe.split('\n')
  const chunks: string[] = []
  let pending = ''
  let pendingLines = 0
  const flush = (): void => {
    if (pending !== '') chunks.push(paste(pending))
    pending = ''
    pendingLines = 0
  }
  lines.forEach((line, index) => {
    const ended = index < lines.length - 1 ? `${line}\n` : line
    const pieces = cut(ended, PASTE_CHARS)
    for (const piece of pieces) {
      if (pendingLines >= PASTE_LINES || pending.length + piece.length > PASTE_CHARS) flush()
      pending += piece
      if (piece.endsWith('\n')) pendingLines += 1
    }
  })
  flush()
  return chunks
}

/** Pieces of at most `size` code units that split no surrogate pair. */
function cut(text: string, size: number): string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > size) {
    const code = rest.charCodeAt(size - 1)
    const at = code >= 0xd800 && code <= 0xdbff ? size - 1 : size
    pieces.push(rest.slice(0, at))
    rest = rest.slice(at)
  }
  return [...pieces, rest]
}

/** A prompt without Claude Code's wrapper around pasted content, in the form for comparing. */
function comparable(text: string): string {
  return normalised(text.replace(/<\/?pasted_content id="[^"]*">/g, ' '))
}
