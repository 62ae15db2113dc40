import type { AST } from 'toml-eslint-parser'
import type { ConfigPath, ConfigValue, Splice } from '#shared/contract/config-edit'
import { isTable } from './data'
import { indentOf, lineEnd, lineStart, nextLine } from './document'
import type { Document, Range, Statement } from './document'
import { writeKey, writeValue } from './values'

/** Lines to put into a table, written without indentation. */
export interface NewLine {
  /** The key as it is written. */
  key: string
  /** Value with what follows it. */
  value: string
  /** Comment lines to stand above. */
  comments?: readonly string[]
}

/** Adds a line to a table, or to the top of the file, in the style of its neighbours: behind the given one, or where it reads best. */
export function addLine(
  doc: Document,
  table: Statement | undefined,
  line: NewLine,
  behind?: AST.TOMLKeyValue,
): Splice {
  const pairs = table?.node.body ?? doc.root
  const anchor = behind ?? neighbour(doc, pairs, line)
  const indent = indentOf(doc.content, anchor?.range[0] ?? table?.node.range[0] ?? 0)
  const written = lineText(doc, line, indent, pairs, anchor)
  const after = anchor?.range[1] ?? table?.node.range[1]
  if (after !== undefined) {
    const end = lineEnd(doc.content, after)
    return { start: end, end, text: doc.eol + written }
  }
  const first = doc.tables[0]
  if (first !== undefined) return { start: first.start, end: first.start, text: written + doc.eol + doc.eol }
  return atEnd(doc, written, false)
}

/** A short line below a prompt of a hundred lines would hardly be found. */
function neighbour(
  doc: Document,
  pairs: readonly AST.TOMLKeyValue[],
  line: NewLine,
): AST.TOMLKeyValue | undefined {
  const firstLong = line.value.includes('\n') ? -1 : pairs.findIndex((pair) => isLong(doc, pair))
  return firstLong > 0 ? pairs[firstLong - 1] : pairs.at(-1)
}

function lineText(
  doc: Document,
  line: NewLine,
  indent: string,
  pairs: readonly AST.TOMLKeyValue[],
  anchor: AST.TOMLKeyValue | undefined,
): string {
  const { before, after } = spacing(doc, pairs, anchor, indent.length + line.key.length)
  const comments = (line.comments ?? []).map((comment) => indent + comment + doc.eol).join('')
  return `${comments}${indent}${line.key}${before}=${after}${line.value}`
}

/** White space around the equals sign: as at the neighbour, or up to the column in which all of them stand. */
function spacing(
  doc: Document,
  pairs: readonly AST.TOMLKeyValue[],
  anchor: AST.TOMLKeyValue | undefined,
  width: number,
) {
  if (anchor === undefined) return { before: ' ', after: ' ' }
  const { before, after } = around(doc, anchor)
  const columns = new Set(pairs.map((pair) => equalsAt(doc, pair) - lineStart(doc.content, pair.range[0])))
  const widths = new Set(pairs.map((pair) => pair.key.range[1] - pair.key.range[0]))
  const [column = 0] = columns
  if (columns.size === 1 && widths.size > 1) return { before: ' '.repeat(Math.max(1, column - width)), after }
  return { before: before.length > 1 ? ' ' : before, after }
}

/** White space before and after the equals sign of a pair. */
export function around(doc: Document, pair: AST.TOMLKeyValue): { before: string; after: string } {
  const equals = equalsAt(doc, pair)
  return {
    before: doc.content.slice(pair.key.range[1], equals),
    after: doc.content.slice(equals + 1, pair.value.range[0]),
  }
}

function equalsAt(doc: Document, pair: AST.TOMLKeyValue): number {
  return doc.content.indexOf('=', pair.key.range[1])
}

function isLong(doc: Document, pair: AST.TOMLKeyValue): boolean {
  return doc.content.slice(pair.range[0], pair.range[1]).includes('\n')
}

/** Removes whole lines, the line ending included; the last line of a file takes the one before it along. */
export function removeLines(doc: Document, { start, end }: Range): Splice {
  const after = nextLine(doc.content, lineEnd(doc.content, end))
  const from = lineStart(doc.content, start)
  const isLast = after === doc.content.length && !doc.content.endsWith('\n')
  const ending = doc.content[from - 2] === '\r' ? 2 : 1
  return { start: isLast && from > 0 ? from - ending : from, end: after, text: '' }
}

/** Removes a block of lines together with the smaller of the gaps around it, so that the larger one remains. */
export function removeBlock(doc: Document, { start, end }: Range): Splice {
  const { content } = doc
  const before = content.slice(0, start)
  const gapBefore = /(\r?\n)*$/.exec(before)?.[0].length ?? 0
  const contentBefore = before.trimEnd().length > 0
  const next = nextLine(content, lineEnd(content, end))
  const gapAfter = /^([ \t]*\r?\n)*/.exec(content.slice(next))?.[0].length ?? 0
  const isLast = content.slice(next).trim() === ''
  if (isLast)
    return contentBefore
      ? { start: start - gapBefore, end, text: '' }
      : { start, end: content.length, text: '' }
  // One line ending of the gap above closes the line before it.
  const spare = gapBefore - (contentBefore ? doc.eol.length : 0)
  return spare >= gapAfter || !contentBefore
    ? { start, end: next + gapAfter, text: '' }
    : { start: start - spare, end: next, text: '' }
}

/** Puts a block behind the last line of the file. */
export function atEnd(doc: Document, text: string, apart = true): Splice {
  const { content, eol } = doc
  const at = content.length
  const closed = content === '' || content.endsWith('\n')
  const blank = !apart || content.trim() === '' || /\n[ \t]*\r?\n$/.test(content)
  return { start: at, end: at, text: `${closed ? '' : eol}${blank ? '' : eol}${text}${eol}` }
}

/** What the lines of a new table look like. */
export interface BlockStyle {
  indent: string
  eol: string
  /** Indentation of keys, behind that of the header. */
  keyIndent?: string
  /** The equals sign with what stands around it. */
  equals?: string
}

/** A table with everything below it, as lines. `path` names it as its header does, without indices. */
export function writeBlock(
  path: readonly string[],
  isElement: boolean,
  table: Record<string, ConfigValue>,
  style: BlockStyle,
): string {
  const { indent, eol, keyIndent = '', equals = ' = ' } = style
  const name = path.map(writeKey).join('.')
  const header = indent + (isElement ? `[[${name}]]` : `[${name}]`)
  const plain: string[] = []
  const below: string[] = []
  for (const [key, value] of Object.entries(table)) {
    if (isTables(value)) below.push(...value.map((item) => writeBlock([...path, key], true, item, style)))
    else if (isConfigTable(value)) below.push(writeBlock([...path, key], false, value, style))
    else
      plain.push(`${indent}${keyIndent}${writeKey(key)}${equals}${writeValue(value, { eol, nested: false })}`)
  }
  return [[header, ...plain].join(eol), ...below].join(eol + eol)
}

/** The names of a path, as headers have them. */
export function namesOf(path: ConfigPath): string[] {
  return path.filter((part) => typeof part === 'string')
}

/** True for a list of tables that holds at least one: it gets headers of its own. */
export function isTables(value: ConfigValue): value is Record<string, ConfigValue>[] {
  return Array.isArray(value) && value.length > 0 && value.every(isConfigTable)
}

/** True for a table. */
export function isConfigTable(value: ConfigValue): value is Record<string, ConfigValue> {
  return isTable(value)
}
