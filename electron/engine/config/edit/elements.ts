import type { ConfigPath, ConfigValue, Splice } from '#shared/contract/config-edit'
import { indentOf, lineStart } from './document'
import type { Document, Range, Statement } from './document'
import { startsWith } from './find'
import { around, atEnd, namesOf, removeBlock, writeBlock } from './lines'

/** Blank lines between tables where a file gives no example. */
const USUAL_GAP = 1

/** One element of an array of tables: its `[[header]]` and everything below it, in one run of lines or more. */
export interface Element {
  header: Statement
  runs: Range[]
}

/** The elements of the array of tables at `path`. */
export function elementsOf(doc: Document, path: ConfigPath): Element[] {
  const elements: Element[] = []
  let previous: Statement | undefined
  for (const table of doc.tables) {
    const index = table.path[path.length]
    if (typeof index !== 'number' || !startsWith(table.path, path)) continue
    const known = elements[index]
    const run = known?.runs.at(-1)
    if (known === undefined)
      elements[index] = { header: table, runs: [{ start: table.start, end: table.end }] }
    else if (run !== undefined && previous?.order === table.order - 1) run.end = table.end
    else known.runs.push({ start: table.start, end: table.end })
    previous = table
  }
  return elements
}

/** Adds an element to an array of tables, or makes the array when there is none. */
export function addTable(
  doc: Document,
  path: ConfigPath,
  index: number,
  table: Record<string, ConfigValue>,
): Splice {
  const elements = elementsOf(doc, path)
  const model = elements[Math.max(0, Math.min(index, elements.length - 1))]
  const parents = path.slice(0, -1)
  const inParent = doc.tables.findLast((each) => startsWith(each.path, parents))
  const text = writeBlock(
    namesOf(path),
    true,
    table,
    styleAs(doc, model?.header ?? (parents.length > 0 ? inParent : undefined)),
  )
  const next = elements[index]
  if (next !== undefined) {
    const start = next.runs[0]?.start ?? 0
    return { start, end: start, text: text + blankLines(doc, gapOf(doc, elements, index)) }
  }
  const end = model?.runs.at(-1)?.end ?? (parents.length > 0 ? inParent?.end : undefined)
  if (end === undefined) return atEnd(doc, text)
  return { start: end, end, text: blankLines(doc, gapOf(doc, elements, index)) + text }
}

/** Adds a `[table]` directly behind the lines of the one it belongs to, or at the end of the file. */
export function addSubTable(
  doc: Document,
  path: ConfigPath,
  parent: Statement | undefined,
  table: Record<string, ConfigValue>,
): Splice {
  const text = writeBlock(namesOf(path), false, table, styleAs(doc, parent))
  if (parent === undefined) return atEnd(doc, text)
  return { start: parent.end, end: parent.end, text: blankLines(doc, USUAL_GAP) + text }
}

/** Removes an element of an array of tables with all that belongs to it. */
export function removeTables(doc: Document, tables: readonly Statement[]): Splice[] {
  const runs: (Range & { last: number })[] = []
  for (const { start, end, order } of tables) {
    const run = runs.at(-1)
    if (run?.last === order - 1) Object.assign(run, { end, last: order })
    else runs.push({ start, end, last: order })
  }
  return runs.map((run) => removeBlock(doc, run))
}

/** Moves an element of an array of tables. What stands between the elements stays where it is. */
export function moveTables(doc: Document, path: ConfigPath, from: number, to: number): Splice[] {
  const elements = elementsOf(doc, path)
  const texts = elements.map(({ runs }) =>
    runs.map((run) => doc.content.slice(run.start, run.end)).join(blankLines(doc, USUAL_GAP)),
  )
  const order = elements
    .map((_element, index) => index)
    .toSpliced(from, 1)
    .toSpliced(to, 0, from)
  return elements.flatMap(({ runs: [first, ...others] }, index) => {
    const source = order[index] ?? index
    if (source === index || first === undefined) return []
    return [{ ...first, text: texts[source] ?? '' }, ...others.map((run) => removeBlock(doc, run))]
  })
}

function styleAs(doc: Document, model: Statement | undefined) {
  if (model === undefined) return { indent: '', eol: doc.eol }
  const indent = indentOf(doc.content, model.node.range[0])
  const first = model.node.body[0]
  if (first === undefined) return { indent, eol: doc.eol }
  const keys = indentOf(doc.content, first.range[0])
  const { before, after } = around(doc, first)
  const equals = before === '' && after === '' ? '=' : ' = '
  return { indent, eol: doc.eol, keyIndent: keys.startsWith(indent) ? keys.slice(indent.length) : '', equals }
}

/** Blank lines above the element that stands nearest, when another stands above that. */
function gapOf(doc: Document, elements: readonly Element[], index: number): number {
  const nearest = elements[Math.max(1, Math.min(index, elements.length - 1))] ?? elements[0]
  const start = nearest?.runs[0]?.start
  if (start === undefined || start === 0) return USUAL_GAP
  const above = doc.content.slice(0, lineStart(doc.content, start))
  const endings = /(\r?\n[ \t]*)*$/.exec(above)?.[0].match(/\n/g)?.length ?? 1
  return Math.min(Math.max(0, endings - 1), 3)
}

/** The line ending of the line before, and this many empty lines. */
function blankLines(doc: Document, count: number): string {
  return doc.eol.repeat(count + 1)
}
