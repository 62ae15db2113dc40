import type { AST } from 'toml-eslint-parser'
import type { Splice } from '#shared/contract/config-edit'
import { indentOf, lineEnd, lineStart, withCommentsAbove } from './document'
import type { Document } from './document'
import { around } from './lines'

/** Adds a key to a table between braces. */
export function addInlinePair(doc: Document, table: AST.TOMLInlineTable, key: string, value: string): Splice {
  const last = table.body.at(-1)
  if (last === undefined)
    return { start: table.range[0] + 1, end: table.range[1] - 1, text: ` ${key} = ${value} ` }
  const { before, after } = around(doc, last)
  const previous = table.body.at(-2)
  const between = previous === undefined ? ', ' : doc.content.slice(previous.range[1], last.range[0])
  const separator = /^\s*,\s*$/.test(between) ? between : ', '
  return { start: last.range[1], end: last.range[1], text: `${separator}${key}${before}=${after}${value}` }
}

/** Removes a key of a table between braces, and one comma. */
export function removeInlinePair(table: AST.TOMLInlineTable, pair: AST.TOMLKeyValue): Splice {
  const index = table.body.indexOf(pair)
  const next = table.body[index + 1]
  const previous = table.body[index - 1]
  if (next !== undefined) return { start: pair.range[0], end: next.range[0], text: '' }
  if (previous !== undefined) return { start: previous.range[1], end: pair.range[1], text: '' }
  return { start: table.range[0] + 1, end: table.range[1] - 1, text: '' }
}

/** Adds an element between brackets, on a line of its own where the others have theirs. */
export function addElement(doc: Document, array: AST.TOMLArray, index: number, value: string): Splice[] {
  const { content, eol } = doc
  const next = array.elements[index]
  const last = array.elements.at(-1)
  if (next !== undefined) {
    if (!ownLine(doc, next)) return [{ start: next.range[0], end: next.range[0], text: `${value}, ` }]
    const start = elementStart(doc, array, index)
    return [{ start, end: start, text: `${value},${eol}${indentOf(content, next.range[0])}` }]
  }
  if (last === undefined) {
    const inside = content.slice(array.range[0] + 1, array.range[1] - 1)
    const end = inside.trim() === '' ? array.range[1] - 1 : array.range[0] + 1
    return [{ start: array.range[0] + 1, end, text: value }]
  }
  const end = last.range[1]
  const comma = commaAfter(doc, array, array.elements.length - 1)
  const line = lineEnd(content, comma ?? end)
  if (!ownLine(doc, last) || line >= array.range[1]) {
    return [
      { start: comma ?? end, end: comma ?? end, text: comma === undefined ? `, ${value}` : ` ${value},` },
    ]
  }
  const added = {
    start: line,
    end: line,
    text: `${eol}${indentOf(content, last.range[0])}${value}${comma === undefined ? '' : ','}`,
  }
  return comma === undefined ? [{ start: end, end, text: ',' }, added] : [added]
}

/** Removes an element between brackets with its comma, and with its comments where it has lines of its own. */
export function removeElement(doc: Document, array: AST.TOMLArray, index: number): Splice {
  const { content } = doc
  const element = array.elements[index]
  if (element === undefined) throw new RangeError(`no element ${index}`)
  const next = array.elements[index + 1]
  const previous = array.elements[index - 1]
  const comma = commaAfter(doc, array, index)
  const line = lineEnd(content, comma ?? element.range[1])
  const rest = content.slice(comma ?? element.range[1], line).trimStart()
  if (ownLine(doc, element) && line < array.range[1] && (rest === '' || rest.startsWith('#'))) {
    const start = withCommentsAbove(content, element.range[0], previous?.range[1] ?? array.range[0])
    return { start, end: content.indexOf('\n', line) + 1, text: '' }
  }
  if (next !== undefined) return { start: element.range[0], end: next.range[0], text: '' }
  if (previous !== undefined) return { start: previous.range[1], end: element.range[1], text: '' }
  return { start: element.range[0], end: comma ?? element.range[1], text: '' }
}

/** Moves an element between brackets together with the comments above it and behind it. */
export function moveElement(doc: Document, array: AST.TOMLArray, from: number, to: number): Splice[] {
  const { content } = doc
  const slots = array.elements.map((element, index) => {
    const end = element.range[1]
    const comma = commaAfter(doc, array, index) ?? end
    const comment = /^[ \t]*#[^\r\n]*/.exec(content.slice(comma, array.range[1]))?.[0] ?? ''
    return [
      { start: elementStart(doc, array, index), end },
      { start: comma, end: comma + comment.length },
    ]
  })
  const order = slots
    .map((_slot, index) => index)
    .toSpliced(from, 1)
    .toSpliced(to, 0, from)
  return slots.flatMap((parts, index) =>
    parts.flatMap((part, which) => {
      const source = slots[order[index] ?? index]?.[which]
      return order[index] === index || source === undefined
        ? []
        : [{ ...part, text: content.slice(source.start, source.end) }]
    }),
  )
}

/** Where an element begins, the comment lines above it included, behind the indentation. */
function elementStart(doc: Document, array: AST.TOMLArray, index: number): number {
  const at = array.elements[index]?.range[0] ?? 0
  if (indentOf(doc.content, at) === '' && lineStart(doc.content, at) !== at) return at
  const floor = array.elements[index - 1]?.range[1] ?? array.range[0]
  const start = withCommentsAbove(doc.content, at, floor)
  return start + (/^[ \t]*/.exec(doc.content.slice(start, at))?.[0].length ?? 0)
}

/** True when nothing stands before the element on its line. */
function ownLine(doc: Document, element: AST.TOMLContentNode): boolean {
  return doc.content.slice(lineStart(doc.content, element.range[0]), element.range[0]).trim() === ''
}

/** Place behind the comma that follows an element, skipping comments; undefined when there is none. */
function commaAfter(doc: Document, array: AST.TOMLArray, index: number): number | undefined {
  const start = array.elements[index]?.range[1] ?? array.range[1]
  const end = array.elements[index + 1]?.range[0] ?? array.range[1] - 1
  const between = doc.content.slice(start, end)
  const at = /^(?:\s|#[^\n]*\n)*,/.exec(between)?.[0].length
  return at === undefined ? undefined : start + at
}
