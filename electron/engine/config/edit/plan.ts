import type { ConfigEdit, ConfigPath, ConfigValue, Splice } from '#shared/contract/config-edit'
import { indentOf, withCommentsAbove } from './document'
import type { Document } from './document'
import { addTable, elementsOf, moveTables, removeTables } from './elements'
import { exists, find, keysOf, startsWith } from './find'
import type { Pair } from './find'
import { addElement, moveElement, removeElement, removeInlinePair } from './inline'
import { addLine, isConfigTable, removeLines } from './lines'
import { nameOf } from './data'
import { planNew } from './plan-new'
import { AS_TEXT, Refusal } from './refusal'
import { replaceValue, writeKey, writeValue } from './values'

/** The characters to change for one edit. Throws a refusal when it does not fit the text. */
export function plan(doc: Document, edit: ConfigEdit): Splice[] {
  switch (edit.op) {
    case 'set':
      return planSet(doc, edit.path, edit.value)
    case 'unset':
      return planUnset(doc, edit.path)
    case 'insert':
      return planInsert(doc, edit.path, edit.index, edit.value)
    case 'remove':
      return planRemove(doc, edit.path, edit.index)
    case 'move':
      return planMove(doc, edit.path, edit.from, edit.to)
    case 'rename':
      return planRename(doc, edit.path, edit.key)
    case 'relocate':
      return planRelocate(doc, edit.from, edit.to)
  }
}

function planSet(doc: Document, path: ConfigPath, value: ConfigValue): Splice[] {
  const place = find(doc, path)
  if (place.value !== undefined) {
    const [start, end] = place.value.range
    const raw = doc.content.slice(start, end)
    return [
      { start, end, text: replaceValue(raw, place.value, value, { eol: doc.eol, nested: place.nested }) },
    ]
  }
  if (exists(place))
    throw new Refusal(`${nameOf(path)} is written as a table, so it cannot become a plain value. ${AS_TEXT}`)
  return planNew(doc, path, value)
}

function planUnset(doc: Document, path: ConfigPath): Splice[] {
  const last = path.at(-1)
  if (typeof last === 'number') return planRemove(doc, path.slice(0, -1), last)
  const place = find(doc, path)
  const pairs = place.pair === undefined ? place.dotted : [place.pair]
  const splices = [...pairs.map((pair) => removePair(doc, pair)), ...removeTables(doc, place.tables)]
  if (splices.length === 0) throw new Refusal(`There is no ${nameOf(path)} to remove.`)
  return splices
}

function removePair(doc: Document, { node, inline }: Pair): Splice {
  if (inline !== undefined) return removeInlinePair(inline, node)
  return removeLines(doc, { start: node.range[0], end: node.range[1] })
}

function planInsert(doc: Document, path: ConfigPath, index: number, value: ConfigValue): Splice[] {
  const place = find(doc, path)
  if (place.value?.type === 'TOMLArray') {
    checkIndex(path, index, place.value.elements.length + 1)
    return addElement(doc, place.value, index, writeValue(value, { eol: doc.eol, nested: true }))
  }
  if (place.value !== undefined) throw new Refusal(`${nameOf(path)} is not a list.`)
  checkIndex(path, index, elementsOf(doc, path).length + 1)
  if (!exists(place)) return planNew(doc, path, [value])
  if (!isConfigTable(value)) throw new Refusal(`${nameOf(path)} is a list of tables.`)
  return [addTable(doc, path, index, value)]
}

function planRemove(doc: Document, path: ConfigPath, index: number): Splice[] {
  const { value, tables } = find(doc, path)
  if (value?.type === 'TOMLArray') {
    checkIndex(path, index, value.elements.length)
    return [removeElement(doc, value, index)]
  }
  const element = [...path, index]
  const own = tables.filter((table) => startsWith(table.path, element))
  if (own.length === 0) throw new Refusal(`There is no ${nameOf(element)} to remove.`)
  return removeTables(doc, own)
}

function planMove(doc: Document, path: ConfigPath, from: number, to: number): Splice[] {
  const { value } = find(doc, path)
  const inline = value?.type === 'TOMLArray' ? value : undefined
  const length = inline?.elements.length ?? elementsOf(doc, path).length
  checkIndex(path, from, length)
  checkIndex(path, to, length)
  return inline === undefined ? moveTables(doc, path, from, to) : moveElement(doc, inline, from, to)
}

function planRename(doc: Document, path: ConfigPath, key: string): Splice[] {
  const place = find(doc, path)
  const index = path.length - 1
  if (typeof path[index] === 'number') throw new Refusal(`${nameOf(path)} has no name of its own.`)
  if (exists(find(doc, [...path.slice(0, -1), key])))
    throw new Refusal(`There is already a ${key} beside it.`)
  const pairs = place.pair === undefined ? place.dotted : [place.pair]
  const inPairs = pairs.map(
    ({ node, path: own }) => node.key.keys[index - (own.length - keysOf(node).length)],
  )
  const names = path.filter((part) => typeof part === 'string').length
  const inHeaders = place.tables.map(({ node }) => node.key.keys[names - 1])
  const found = [...inPairs, ...inHeaders].filter((node) => node !== undefined)
  if (found.length === 0) throw new Refusal(`There is no ${nameOf(path)} to rename.`)
  return found.map(({ range: [start, end] }) => ({ start, end, text: writeKey(key) }))
}

/** Takes a line with the comments directly above it to another table. */
function planRelocate(doc: Document, from: ConfigPath, to: ConfigPath): Splice[] {
  const { pair } = find(doc, from)
  if (pair === undefined || pair.inline !== undefined)
    throw new Refusal(`${nameOf(from)} cannot be moved. ${AS_TEXT}`)
  const { content, eol } = doc
  const { node, table } = pair
  const parent = to.slice(0, -1)
  const target = find(doc, parent).header
  if (target === undefined && parent.length > 0)
    throw new Refusal(`There is no ${nameOf(parent)} to move it into.`)
  if (exists(find(doc, to))) throw new Refusal(`There is already a ${nameOf(to)}.`)
  const siblings = table?.node.body ?? doc.root
  const above = siblings[siblings.indexOf(node) - 1]
  const start = withCommentsAbove(content, node.range[0], above?.range[1] ?? table?.node.key.range[1])
  const removed = removeLines(doc, { start, end: node.range[1] })
  const indent = indentOf(content, node.range[0])
  const comments = content
    .slice(start, node.range[0] - indent.length)
    .split(/\r?\n/)
    .slice(0, -1)
  const end = removed.end === content.length && !content.endsWith('\n') ? content.length : removed.end
  const value = content
    .slice(node.value.range[0], end)
    .replace(/\r?\n$/, '')
    .replaceAll(/\r?\n/g, eol)
  const key = writeKey(String(to.at(-1)))
  return [removed, addLine(doc, target, { key, value, comments: comments.map((line) => line.trim()) })]
}

function checkIndex(path: ConfigPath, index: number, length: number): void {
  if (index >= length) throw new Refusal(`There is no place ${index} in ${nameOf(path)}.`)
}
