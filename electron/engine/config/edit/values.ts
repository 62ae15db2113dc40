import type { AST } from 'toml-eslint-parser'
import type { ConfigValue } from '#shared/contract/config-edit'
import { Refusal } from './refusal'
import { rewriteString, styleFor, styleOf, writeString } from './strings'

/** What surrounds a value that is written. */
export interface Surroundings {
  eol: string
  /** Inside brackets or braces, where everything stays on one line. */
  nested: boolean
}

/** A value as TOML. */
export function writeValue(value: ConfigValue, around: Surroundings): string {
  if (typeof value === 'string')
    return writeString(value, styleFor(value, undefined, around.nested, false), around.eol)
  if (typeof value === 'number') return writeNumber(value)
  if (typeof value === 'boolean') return String(value)
  const inside = { ...around, nested: true }
  if (Array.isArray(value)) return `[${value.map((item) => writeValue(item, inside)).join(', ')}]`
  const pairs = Object.entries(value).map(([key, item]) => `${writeKey(key)} = ${writeValue(item, inside)}`)
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
}

/** The same in place of an old value, as alike as can be: its quotes, its decimal point, its digit groups. */
export function replaceValue(
  raw: string,
  old: AST.TOMLContentNode,
  value: ConfigValue,
  around: Surroundings,
): string {
  if (old.type !== 'TOMLValue') return writeValue(value, around)
  if (typeof value === 'string' && old.kind === 'string') {
    const had = styleOf(raw)
    const escapesLines = typeof old.value === 'string' && /\n/.test(old.value)
    const style = styleFor(value, had, around.nested, escapesLines)
    return style.multiline === had.multiline && style.literal === had.literal && canHold(value, had)
      ? rewriteString(raw, value, around.eol)
      : writeString(value, style, around.eol)
  }
  if (typeof value === 'number' && (old.kind === 'integer' || old.kind === 'float'))
    return writeNumber(value, raw)
  return writeValue(value, around)
}

/** A key as TOML: bare where it can be. */
export function writeKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : writeString(key, { literal: false, multiline: false }, '\n')
}

/** A literal has no escapes, so it cannot hold everything. */
function canHold(value: string, style: { literal: boolean; multiline: boolean }): boolean {
  return !/\p{Surrogate}/u.test(value) && (!style.literal || style.multiline || !/['\n]/.test(value))
}

function writeNumber(value: number, like = ''): string {
  if (!Number.isFinite(value)) throw new Refusal('A number must be a usual, finite one.')
  if (!Number.isInteger(value))
    return String(value).includes('e') ? exponential(value) : group(String(value), like)
  if (!Number.isSafeInteger(value)) return exponential(value)
  const isFloat = /^[+-]?[\d_]+(\.|e)/i.test(like) && !/^0[xob]/.test(like)
  // Minus zero is zero.
  return group(String(value === 0 ? 0 : value), like) + (isFloat ? '.0' : '')
}

function exponential(value: number): string {
  return value.toExponential().replace('e+', 'e')
}

function group(digits: string, like: string): string {
  if (!like.includes('_')) return digits
  const [whole = '', fraction] = digits.split('.')
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, '_')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}
