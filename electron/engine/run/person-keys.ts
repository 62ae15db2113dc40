/**
 * What the person's keys leave in an agent's input box, counted where the box itself cannot be read.
 */
export interface PersonKeys {
  /** Characters typed since the last submit. An estimate; only zero is certain. */
  typed: number
  /** When the last one was typed, epoch milliseconds; 0 for never. */
  lastAt: number
}

/** The person has typed nothing yet. */
export const noKeys: PersonKeys = { typed: 0, lastAt: 0 }

/**
 * The line that the person types, key by key, as far as it can be followed: what was pasted, moved in or completed is not.
 * @returns the line so far, and the one that was submitted with Enter.
 */
export function typedLine(line: string, data: string): { line: string; submitted?: string } {
  let now = line
  let submitted: string | undefined
  for (const char of data.replace(pastes, '').replace(sequences, '')) {
    if (char === '\r') {
      submitted = now
      now = ''
    } else if (char === '\u0003' || char === '\u0015') now = ''
    else if (char === '\u007f' || char === '\b') now = now.slice(0, -1)
    else if (char >= ' ') now = (now + char).slice(-MAX_LINE)
  }
  return submitted === undefined ? { line: now } : { line: now, submitted }
}

/** A line that is followed is a short command; characters. */
const MAX_LINE = 100

/** After this long without a key the person is taken to have stopped typing. In milliseconds. */
export const TYPING_PAUSE_MS = 2000

// CSI and SS3 sequences (arrows, mouse, focus) and OSC/DCS strings; pastes are unwrapped before.
// oxlint-disable-next-line no-control-regex
const sequences = /\u001b(?:\[[0-?]*[ -/]*[@-~]|O.|[\]P][^\u0007\u001b]*(?:\u0007|\u001b\\))/g
// oxlint-disable-next-line no-control-regex
const pastes = /\u001b\[200~([\s\S]*?)(?:\u001b\[201~|$)/g

/**
 * Folds what the person typed. Enter submits, Ctrl+C and Ctrl+U clear; Enter after Escape, and line ends in a paste, do not
 * submit. Mouse and focus reports are no typing.
 */
export function typed(keys: PersonKeys, data: string, now: number): PersonKeys {
  let count = keys.typed
  let any = false
  const unwrapped = data.replace(pastes, (_, inner: string) => {
    count += inner.length
    any ||= inner.length > 0
    return ''
  })
  const plain = unwrapped.replace(sequences, '')
  for (let index = 0; index < plain.length; index++) {
    const char = plain[index]
    if (char === '\r' && plain[index - 1] !== '\u001b') count = 0
    // Ctrl+C and Ctrl+U empty the line.
    else if (char === '\u0003' || char === '\u0015') count = 0
    else if (char === '\u007f' || char === '\b') count = Math.max(0, count - 1)
    else if (char !== undefined && char >= ' ') count++
    else continue
    any = true
  }
  return any ? { typed: count, lastAt: now } : keys
}
