/** What a person or the deck does at the agent's input box. */
export type Key =
  | { kind: 'text'; text: string }
  | { kind: 'enter' }
  | { kind: 'backspace' }
  | { kind: 'clear' }
  | { kind: 'interrupt' }
  | { kind: 'end' }

const PASTE_START = '\x1b[200~'
const PASTE_END = '\x1b[201~'
/** Any other escape sequence: arrows, mouse, focus reports. None means anything here. */
const SEQUENCE = /^\x1b(?:\[[0-9;:?<=>]*[ -/]*[@-~]|O[ -~]|[\]P^_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -~])/
/** The beginning of a sequence whose rest has yet to come. */
const BEGINNING = /^\x1b(?:\[[0-9;:?<=>]*[ -/]*|O|[\]P^_][^\x07\x1b]*\x1b?)?$/

const single: Readonly<Record<string, Key>> = {
  '\r': { kind: 'enter' },
  '\n': { kind: 'text', text: '\n' },
  '\t': { kind: 'text', text: ' ' },
  '\x7f': { kind: 'backspace' },
  '\b': { kind: 'backspace' },
  '\x15': { kind: 'clear' },
  '\x03': { kind: 'interrupt' },
  '\x04': { kind: 'end' },
}

/** Turns the bytes of a terminal into keys; a paste is one text, however it is cut up on its way. */
export function createKeyReader(): (chunk: string) => Key[] {
  let rest = ''
  return (chunk) => {
    rest += chunk
    const keys: Key[] = []
    while (rest !== '') {
      if (rest.startsWith(PASTE_START)) {
        const end = rest.indexOf(PASTE_END)
        if (end < 0) return keys
        keys.push({ kind: 'text', text: rest.slice(PASTE_START.length, end).replace(/\r\n?/g, '\n') })
        rest = rest.slice(end + PASTE_END.length)
        continue
      }
      if (rest.startsWith('\x1b')) {
        const sequence = BEGINNING.test(rest) ? null : SEQUENCE.exec(rest)
        if (!sequence && BEGINNING.test(rest)) return keys
        rest = rest.slice(sequence?.[0].length ?? 1)
        continue
      }
      const first = String.fromCodePoint(rest.codePointAt(0) ?? 0)
      const key = single[first]
      if (key) {
        keys.push(key)
        rest = rest.slice(first.length)
        continue
      }
      const text = /^[^\x00-\x1f\x7f]*/.exec(rest)?.[0] ?? ''
      if (text !== '') keys.push({ kind: 'text', text })
      rest = rest.slice(Math.max(text.length, text === '' ? 1 : 0))
    }
    return keys
  }
}
