import type { ConfigPath, ConfigValue, Splice } from '#shared/contract/config-edit'
import { nameOf } from './data'
import type { Document, Statement } from './document'
import { addSubTable, addTable } from './elements'
import { exists, find } from './find'
import type { Pair } from './find'
import { addInlinePair } from './inline'
import { addLine, isConfigTable, isTables, namesOf } from './lines'
import { Refusal } from './refusal'
import { writeKey, writeValue } from './values'

/** Writes a value that is not in the file yet, in the form that the table around it has. */
export function planNew(doc: Document, path: ConfigPath, value: ConfigValue): Splice[] {
  for (let length = path.length - 1; length > 0; length--) {
    const parent = path.slice(0, length)
    const place = find(doc, parent)
    if (!exists(place)) continue
    const names = missing(path, length)
    if (place.value?.type === 'TOMLInlineTable') return [intoInline(doc, place.value, names, value)]
    if (place.value !== undefined) throw new Refusal(`${nameOf(parent)} is not a table.`)
    const dotted = place.dotted.at(-1)
    if (place.header === undefined && dotted !== undefined)
      return [besideDotted(doc, dotted, length, names, value)]
    return [intoTable(doc, parent, place.header, names, value)]
  }
  return [intoTable(doc, [], undefined, missing(path, 0), value)]
}

/** The keys that have to be made, the last of which gets the value. */
function missing(path: ConfigPath, length: number): string[] {
  const names = namesOf(path.slice(length))
  if (names.length === path.length - length) return names
  const index = path.findIndex((part, at) => at >= length && typeof part === 'number')
  throw new Refusal(`There is no ${nameOf(path.slice(0, index + 1))}.`)
}

function intoInline(
  doc: Document,
  table: Parameters<typeof addInlinePair>[1],
  names: readonly string[],
  value: ConfigValue,
): Splice {
  const written = writeValue(nest(names.slice(1), value), { eol: doc.eol, nested: true })
  return addInlinePair(doc, table, writeKey(names[0] ?? ''), written)
}

function besideDotted(
  doc: Document,
  dotted: Pair,
  length: number,
  names: readonly string[],
  value: ConfigValue,
): Splice {
  const above = dotted.path.length - dotted.node.key.keys.length
  const written = dotted.node.key.keys.slice(0, length - above).map((key) => doc.content.slice(...key.range))
  const key = [...written, ...names.map(writeKey)].join('.')
  const text = writeValue(value, { eol: doc.eol, nested: dotted.inline !== undefined })
  if (dotted.inline !== undefined) return addInlinePair(doc, dotted.inline, key, text)
  return addLine(doc, dotted.table, { key, value: text }, dotted.node)
}

function intoTable(
  doc: Document,
  parent: ConfigPath,
  header: Statement | undefined,
  names: readonly string[],
  value: ConfigValue,
): Splice {
  const [key = ''] = names
  const path = [...parent, ...names]
  if (isTables(value)) return addTables(doc, path, value)
  if (isConfigTable(value)) return addSubTable(doc, path, header, value)
  if (names.length > 1) return addSubTable(doc, path.slice(0, -1), header, { [names.at(-1) ?? '']: value })
  if (header === undefined && parent.length > 0) return ahead(doc, parent, { [key]: value })
  return addLine(doc, header, {
    key: writeKey(key),
    value: writeValue(value, { eol: doc.eol, nested: false }),
  })
}

/** `[a.b]` alone makes `a` as well; a key of `a` then needs a header before it. */
function ahead(doc: Document, path: ConfigPath, table: Record<string, ConfigValue>): Splice {
  const first = find(doc, path).tables[0]
  const added = addSubTable(doc, path, undefined, table)
  if (first === undefined) return added
  return { start: first.start, end: first.start, text: added.text.trim() + doc.eol + doc.eol }
}

/** All elements of a new array of tables, one behind the other. */
function addTables(doc: Document, path: ConfigPath, tables: readonly Record<string, ConfigValue>[]): Splice {
  const added = tables.map((table) => addTable(doc, path, 0, table))
  const [first] = added
  if (first === undefined) throw new RangeError('no tables')
  const gap = doc.eol + doc.eol
  const text = added
    .map((splice, index) => (index === 0 ? splice.text.trimEnd() : gap + splice.text.trim()))
    .join('')
  return { ...first, text: text + (/\s*$/.exec(first.text)?.[0] ?? '') }
}

function nest(names: readonly string[], value: ConfigValue): ConfigValue {
  return names.reduceRight<ConfigValue>((inner, name) => ({ [name]: inner }), value)
}
