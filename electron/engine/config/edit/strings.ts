import { parse } from 'smol-toml'
import { AS_TEXT, Refusal } from './refusal'

/** How a text is written: with escapes or without, on one line or several. */
export interface StringStyle {
  literal: boolean
  multiline: boolean
}

/** One piece of a text as it is written, and what it means. */
interface Unit {
  raw: string
  value: string
}

/** A text as TOML, in this style or, where the style cannot hold it, in the nearest that can. */
export function writeString(value: string, style: StringStyle, eol: string): string {
  if (/\p{Surrogate}/u.test(value))
    throw new Refusal(`This text has half a character, which TOML cannot hold. ${AS_TEXT}`)
  if (style.multiline) {
    const body = eol + value.replaceAll(/\r?\n/g, eol)
    if (style.literal && !/'''|'$|[^\P{Cc}\t\r\n]|\r(?!\n)/u.test(value)) return `'''${body}'''`
    return `"""${eol}${escapeAll(value, true, eol)}"""`
  }
  return style.literal && fitsLiteral(value) ? `'${value}'` : `"${escapeAll(value, false, eol)}"`
}

/** The style for a text that was not there before, or that outgrew its style. `nested`: inside brackets or braces. */
export function styleFor(
  value: string,
  old: StringStyle | undefined,
  nested: boolean,
  escapesLines: boolean,
): StringStyle {
  // Only an escape says exactly that a carriage return stands alone.
  if (/\r(?!\n)/.test(value)) return { literal: false, multiline: false }
  if (old?.multiline) return old
  if (/\n/.test(value) && !nested && !escapesLines) return { literal: old?.literal ?? false, multiline: true }
  return { literal: old?.literal ?? (value.includes('\\') && fitsLiteral(value)), multiline: false }
}

/** Writes a new text over an old one in the same quotes, keeping every character around what changed as it was written. */
export function rewriteString(raw: string, value: string, eol: string): string {
  const style = styleOf(raw)
  const quote = raw.slice(0, style.multiline ? 3 : 1)
  const inside = raw.slice(quote.length, raw.length - quote.length)
  const opening = style.multiline ? (/^\r?\n/.exec(inside)?.[0] ?? '') : ''
  const wanted = style.multiline ? value.replaceAll('\r\n', '\n') : value
  const units = unitsOf(inside.slice(opening.length), style)
  const ending = units.find((unit) => /^\r?\n$/.test(unit.raw))?.raw ?? (opening === '' ? eol : opening)
  const { head, tail, from, to } = frame(units, wanted)
  const middle = wanted.slice(from, to)
  const written = style.literal ? middle.replaceAll('\n', ending) : escapeAll(middle, style.multiline, ending)
  const result = quote + opening + head + written + tail + quote
  return means(result, value) ? result : writeString(value, style, ending)
}

/** How a string of the file is written, from its quotes. */
export function styleOf(raw: string): StringStyle {
  return { literal: raw.startsWith("'"), multiline: raw.startsWith('"""') || raw.startsWith("'''") }
}

/** What the text begins and ends with, unchanged, and the part of the new text between the two. */
function frame(
  units: readonly Unit[],
  wanted: string,
): { head: string; tail: string; from: number; to: number } {
  let [first, from] = [0, 0]
  for (let unit = units[0]; unit !== undefined && wanted.startsWith(unit.value, from); unit = units[first]) {
    from += unit.value.length
    first += 1
  }
  let [last, to] = [units.length, wanted.length]
  for (let unit = units[last - 1]; last > first && unit !== undefined; unit = units[last - 1]) {
    if (to - unit.value.length < from || !wanted.slice(from, to).endsWith(unit.value)) break
    to -= unit.value.length
    last -= 1
  }
  const join = (some: readonly Unit[]) => some.map((unit) => unit.raw).join('')
  return { head: join(units.slice(0, first)), tail: join(units.slice(last)), from, to }
}

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\x1B',
  '"': '"',
  '\\': '\\',
}

function unitsOf(body: string, style: StringStyle): Unit[] {
  const pattern = style.literal
    ? /\r\n|[^]/gu
    : /\\[ \t]*\r?\n\s*|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\x[0-9A-Fa-f]{2}|\\[^]|\r\n|[^]/gu
  return [...body.matchAll(pattern)].map(([raw]) => ({
    raw,
    value: style.literal ? plainValue(raw) : unescape(raw),
  }))
}

function unescape(raw: string): string {
  if (!raw.startsWith('\\')) return plainValue(raw)
  if (/^\\[uUx]/.test(raw)) return String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(raw.slice(2), 16)))
  return /^\\\s/.test(raw) ? '' : (escapes[raw.charAt(1)] ?? raw)
}

function plainValue(raw: string): string {
  return raw === '\r\n' ? '\n' : raw
}

/** The judge of a text that was put together from parts. */
function means(written: string, value: string): boolean {
  try {
    const found = parse(`x = ${written}`)['x']
    return typeof found === 'string' && found.replaceAll('\r\n', '\n') === value.replaceAll('\r\n', '\n')
  } catch {
    return false
  }
}

function fitsLiteral(value: string): boolean {
  return !/'|[^\P{Cc}\t]/u.test(value)
}

const named: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
}

function escapeAll(value: string, multiline: boolean, eol: string): string {
  if (!multiline) return value.replaceAll(/["\\]|\p{Cc}/gu, escapeOne)
  return value
    .replaceAll(/\\|[^\P{Cc}\t\n]/gu, (character, at: number) =>
      character === '\r' && value[at + 1] === '\n' ? '' : escapeOne(character),
    )
    .replaceAll(/"{3,}|"+$/g, (quotes) => '\\"'.repeat(quotes.length))
    .replaceAll('\n', eol)
}

function escapeOne(character: string): string {
  return named[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`
}
