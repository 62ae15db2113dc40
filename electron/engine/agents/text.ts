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

/** A bracketed paste. */
export function paste(text: string): string {
  return PASTE_START + text + PASTE_END
}

/** The same words on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ')
}

/** Text in the form in which two spellings of one prompt are equal: NFC, one space for any white space, no outer space. */
export function normalised(text: string): string {
  return plainInput(text).normalize('NFC').replace(/\s+/g, ' ').trim()
}
