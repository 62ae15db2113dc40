import type { AST } from 'toml-eslint-parser'
import type { ConfigPath } from '#shared/contract/config-edit'
import type { Document, Statement } from './document'

/** A key with its value, and what it stands in: a table's lines, or an inline table. */
export interface Pair {
  node: AST.TOMLKeyValue
  path: ConfigPath
  /** Absent for keys before the first header. */
  table: Statement | undefined
  /** Set when the key stands between braces. */
  inline: AST.TOMLInlineTable | undefined
  /** True as well inside an array: a new line here would break TOML 1.0 or read badly. */
  nested: boolean
}

/** All that a document says of one path. */
export interface Place {
  /** The value, when one stands there as a whole. */
  value: AST.TOMLContentNode | undefined
  /** Its key; absent for an element of an array. */
  pair: Pair | undefined
  /** Whether the value stands inside another. */
  nested: boolean
  /** Keys such as `path.more = 1`, written outside of the table itself. */
  dotted: Pair[]
  /** The `[path]` or `[[path]]` itself. */
  header: Statement | undefined
  /** The same and everything below it. */
  tables: Statement[]
}

/** True when `path` starts with `prefix`. */
export function startsWith(path: ConfigPath, prefix: ConfigPath): boolean {
  return prefix.length <= path.length && prefix.every((part, index) => part === path[index])
}

/** Finds everything that a document says of one path. */
export function find(doc: Document, path: ConfigPath): Place {
  const place: Place = {
    value: undefined,
    pair: undefined,
    nested: false,
    dotted: [],
    header: undefined,
    tables: [],
  }
  for (const node of doc.root)
    visitPair(place, path, { node, path: keysOf(node), table: undefined, inline: undefined, nested: false })
  for (const table of doc.tables) {
    if (startsWith(table.path, path)) {
      place.tables.push(table)
      if (table.path.length === path.length) place.header = table
    }
    if (!startsWith(path, table.path)) continue
    for (const node of table.node.body) {
      visitPair(place, path, {
        node,
        path: [...table.path, ...keysOf(node)],
        table,
        inline: undefined,
        nested: false,
      })
    }
  }
  return place
}

/** True when the document says anything at all of the path. */
export function exists(place: Place): boolean {
  return place.value !== undefined || place.dotted.length > 0 || place.tables.length > 0
}

/** The names of a key: one, or several between dots. */
export function keysOf(pair: AST.TOMLKeyValue): string[] {
  return pair.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value))
}

function visitPair(place: Place, path: ConfigPath, pair: Pair): void {
  const outside = pair.path.length - pair.node.key.keys.length
  if (startsWith(path, pair.path)) visitValue(place, path, pair.node.value, pair, pair.path.length)
  else if (startsWith(pair.path, path) && outside < path.length) place.dotted.push(pair)
}

function visitValue(
  place: Place,
  path: ConfigPath,
  value: AST.TOMLContentNode,
  pair: Pair,
  depth: number,
): void {
  if (depth === path.length) {
    place.value = value
    place.pair = pair.path.length === depth ? pair : undefined
    place.nested = pair.nested || pair.path.length < depth
    return
  }
  const part = path[depth]
  if (value.type === 'TOMLArray') {
    const element = typeof part === 'number' ? value.elements[part] : undefined
    if (element !== undefined) visitValue(place, path, element, pair, depth + 1)
  } else if (value.type === 'TOMLInlineTable') {
    for (const node of value.body) {
      const own = [...path.slice(0, depth), ...keysOf(node)]
      visitPair(place, path, { node, path: own, table: pair.table, inline: value, nested: true })
    }
  }
}
