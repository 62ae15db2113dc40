import { messageOf } from '#shared/message-of'

/** A compiled rule, or why it does not compile. */
export type CompiledRule = { ok: true; regex: RegExp } | { ok: false; reason: string }

/** POSIX classes of Rust's syntax, as they stand inside of brackets. */
const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
}

/** Escapes that are spelled differently, outside of brackets. */
const ESCAPES: Readonly<Record<string, string>> = {
  A: '(?<![^])',
  z: '(?![^])',
  a: '\\x07',
  '<': '\\b(?=\\w)',
  '>': '\\b(?<=\\w)',
}

class NotUnderstood extends Error {}

/**
 * Compiles a mode's rule. Patterns are written for Rust's regex syntax, of which what JavaScript spells differently is
 * translated, and what it cannot say is refused with the reason rather than read as something else.
 */
export function compileRule(pattern: string): CompiledRule {
  try {
    const { flags, rest, loose } = leadingFlags(pattern)
    return { ok: true, regex: new RegExp(new Translation(rest, loose).result(), `${flags}u`) }
  } catch (error) {
    const text = messageOf(error)
    return { ok: false, reason: text.replace(/^Invalid regular expression: \/.*\/[a-z]*: /s, '') }
  }
}

/** `(?i)` and its like at the start. `loose`: white space and comments in the pattern do not count. */
function leadingFlags(pattern: string): { flags: string; rest: string; loose: boolean } {
  const leading = /^\(\?([a-zA-Z-]+)\)/.exec(pattern)
  const given = leading?.[1] ?? ''
  const unknown = /[^imsxuR]/.exec(given)?.[0]
  if (unknown !== undefined)
    throw new NotUnderstood(`the flag "${unknown}" in ${leading?.[0]} is not supported`)
  const flags = [...new Set(given)].filter((flag) => 'ims'.includes(flag)).join('')
  return { flags, rest: pattern.slice(leading?.[0].length ?? 0), loose: given.includes('x') }
}

/** One pass over a pattern, from the left. */
class Translation {
  private at = 0
  private out = ''

  constructor(
    private readonly text: string,
    private readonly loose: boolean,
  ) {}

  result(): string {
    while (this.at < this.text.length) this.step()
    return this.out
  }

  private step(): void {
    const char = this.text.charAt(this.at)
    if (char === '\\') this.escape(false)
    else if (char === '[') this.brackets()
    else if (char === '{' || char === '}') this.brace()
    else if (this.text.startsWith('(?', this.at)) this.group()
    else if (this.loose && /\s/.test(char)) this.at++
    else if (this.loose && char === '#') this.at = this.lineEnd()
    else this.put(char === ']' ? '\\]' : char, 1)
  }

  private put(text: string, taken: number): void {
    this.out += text
    this.at += taken
  }

  private lineEnd(): number {
    const end = this.text.indexOf('\n', this.at)
    return end < 0 ? this.text.length : end
  }

  private group(): void {
    const rest = this.text.slice(this.at)
    if (rest.startsWith('(?P<')) return this.put('(?<', 4)
    const flags = /^\(\?[a-zA-Z-]+[:)]/.exec(rest)?.[0]
    if (flags !== undefined)
      throw new NotUnderstood(`flags such as ${flags} are only supported at the start of the whole pattern`)
    this.put('(?', 2)
  }

  /** A repetition, or a brace that stands for itself. */
  private brace(): void {
    const repeat = /^\{(\d*)(,\d*)?\}/.exec(this.text.slice(this.at))
    if (!repeat || repeat[0] === '{}' || repeat[0] === '{,}')
      return this.put(`\\${this.text.charAt(this.at)}`, 1)
    this.put(`{${repeat[1] === '' ? '0' : repeat[1]}${repeat[2] ?? ''}}`, repeat[0].length)
  }

  private escape(inBrackets: boolean): void {
    const rest = this.text.slice(this.at + 1)
    const next = rest.charAt(0)
    const code = /^[xuU]\{([0-9A-Fa-f]+)\}/.exec(rest)
    if (code) return this.put(`\\u{${code[1]}}`, 1 + code[0].length)
    const property = /^([pP])([A-Z])(?![a-z{])/.exec(rest)
    if (property) return this.put(`\\${property[1]}{${property[2]}}`, 3)
    const longProperty = /^[pP]\{[^}]*\}/.exec(rest)
    if (longProperty) return this.put(`\\${longProperty[0]}`, 1 + longProperty[0].length)
    if (/^[bB]\{/.test(rest)) throw new NotUnderstood(`\\${rest.split('}', 1)[0]}} is not supported`)
    const known = inBrackets && next !== 'a' ? undefined : ESCAPES[next]
    if (known !== undefined) return this.put(known, 2)
    // What needs no escape there must have none.
    const plain = /^[ -~]$/.test(next) && !/[A-Za-z0-9^$\\.*+?()[\]{}|/]/.test(next)
    this.put(plain && !(inBrackets && next === '-') ? next : `\\${next}`, 2)
  }

  private brackets(): void {
    const negated = this.text.charAt(this.at + 1) === '^'
    this.put(negated ? '[^' : '[', negated ? 2 : 1)
    if (this.text.charAt(this.at) === ']') this.put('\\]', 1)
    while (this.at < this.text.length && this.text.charAt(this.at) !== ']') this.inBrackets()
    if (this.at >= this.text.length) throw new NotUnderstood('a bracket is not closed')
    this.put(']', 1)
  }

  private inBrackets(): void {
    const rest = this.text.slice(this.at)
    const posix = /^\[:(\^?)([a-z]+):\]/.exec(rest)
    const known = posix?.[1] === '' ? POSIX_CLASSES[posix[2] ?? ''] : undefined
    if (posix && known !== undefined) return this.put(known, posix[0].length)
    if (rest.startsWith('[')) throw new NotUnderstood('brackets inside of brackets are not supported')
    const operator = /^(?:&&|~~|--)/.exec(rest)?.[0]
    if (operator !== undefined) throw new NotUnderstood(`"${operator}" inside of brackets is not supported`)
    if (rest.startsWith('\\')) return this.escape(true)
    if (this.loose && /^\s/.test(rest)) this.at++
    else this.put(rest.charAt(0), 1)
  }
}
