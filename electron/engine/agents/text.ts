/** Everything that a terminal could take for a command: C0 but tab and line feed, DEL, C1. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/** First characters that agents take for a shell line, a memory note, a mention or help; a space in front makes them words. */
const LEADING_SPECIAL = /^[!#@?&]/

/** A first word that can be a command of the agent's. Claude Code runs a known one even behind a space, so a word goes in front. */
const LEADING_COMMAND = /^\/[^\s/]*(?=\s|$)/
const LEAD_IN = 'Message:'

const PASTE_START = '\u001b[200~'
const PASTE_END = '\u001b[201~'

/** Text with unix line ends and without control characters, so that it cannot leave a paste or press a key. */
export function plainInput(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROL, '')
}

/** Text that an input box takes as plain words: defused at its start, and with a space after a trailing backslash, which would continue the line. */
export function defuse(text: string): string {
  const trimmed = text.trim()
  const led = LEADING_COMMAND.test(trimmed)
    ? `${LEAD_IN} ${trimmed}`
    : LEADING_SPECIAL.test(trimmed)
      ? ` ${trimmed}`
      : trimmed
  return led.endsWith('\\') ? `${led} ` : led
}

/** The same for boxes that take a first `!` for a shell line even behind a space: a word goes in front of it too. */
export function defuseBang(text: string): string {
  const safe = defuse(text)
  return safe.startsWith(' !') ? `${LEAD_IN}${safe}` : safe
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

/** A bracketed paste. */
export function paste(text: string): string {
  return PASTE_START + text + PASTE_END
}

/** What pastes leave in a box. */
export function unpasted(chunks: readonly string[]): string {
  return chunks.join('').replaceAll(PASTE_START, '').replaceAll(PASTE_END, '')
}

/**
 * Several small pastes in a row, which arrive as one text. Boxes put a large one aside and show, wrap or send only a reference to it.
 */
function smallPastes(text: string, maxLines: number, maxChars: number): string[] {
  const lines = text.split('\n')
  const pastes: string[] = []
  let pending = ''
  let pendingLines = 0
  const flush = (): void => {
    if (pending !== '') pastes.push(paste(pending))
    pending = ''
    pendingLines = 0
  }
  lines.forEach((line, index) => {
    const ended = index < lines.length - 1 ? `${line}\n` : line
    for (const piece of cut(ended, maxChars)) {
      if (pendingLines >= maxLines || pending.length + piece.length > maxChars) flush()
      pending += piece
      if (piece.endsWith('\n')) pendingLines += 1
    }
  })
  flush()
  return pastes
}

/** The same words on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ')
}

/** Text in the form in which two spellings of one prompt are equal: NFC, one space for any white space, no outer space. */
export function normalised(text: string): string {
  return plainInput(text).normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** Lines and characters of one paste that Copilot CLI, Pi and Qwen Code still show in their box: of a longer one only a number. */
export const SHOWN_PASTE = { lines: 8, chars: 900 }

/**
 * Submits a text in pastes of this size, or as one line where the terminal takes no pastes.
 * @param harmless takes away what would start a command or continue a line.
 */
export function inSmallPastes(harmless: (text: string) => string, size: { lines: number; chars: number }) {
  return (text: string, screen: { bracketedPaste: boolean }): string[] => {
    const safe = harmless(plainInput(text))
    return screen.bracketedPaste ? smallPastes(safe, size.lines, size.chars) : [oneLine(safe)]
  }
}

/** The writes for a program that takes a whole text as one paste; without bracketed paste it gets one line. */
export function onePaste(text: string, screen: { bracketedPaste: boolean }): string[] {
  const safe = plainInput(text)
  return screen.bracketedPaste ? [paste(defuse(safe))] : [defuse(oneLine(safe.trim()))]
}
