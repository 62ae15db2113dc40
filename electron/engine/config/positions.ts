import { parseTOML } from 'toml-eslint-parser'
import type { AST } from 'toml-eslint-parser'

/** A way into the parsed file: table keys and array indices. */
export type TomlPath = readonly (string | number)[]
/** Counts from 1. */
export interface Position {
  line: number
  column: number
}
/** Where each path of the file stands: its key, or its table header. */
export interface Positions {
  /** The path's own place, or the nearest parent's, or the file's first character. */
  at(path: TomlPath): Position
}

/** Finds the place of every key in TOML text that has already been read successfully, without its byte order mark. */
export function positionsOf(text: string): Positions {
  const found = new Map<string, Position>()
  try {
    collect(parseTOML(text, { tomlVersion: '1.1' }), found)
  } catch {
    // The position parser is stricter than the reader in a few corners of the standard.
    found.clear()
    scanLines(text, found)
  }
  return { at: (path) => nearest(found, path) }
}

function nearest(found: ReadonlyMap<string, Position>, path: TomlPath): Position {
  for (let length = path.length; length > 0; length--) {
    const position = found.get(JSON.stringify(path.slice(0, length)))
    if (position !== undefined) return position
  }
  return { line: 1, column: 1 }
}

function collect(program: AST.TOMLProgram, found: Map<string, Position>): void {
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLTable') {
      note(found, node.resolvedKey, node.key.loc.start)
      // `[a.b]` mentions `a` as well, and may be its only mention.
      for (let length = 1; length < node.resolvedKey.length; length++) {
        note(found, node.resolvedKey.slice(0, length), node.key.loc.start)
      }
      for (const pair of node.body) collectPair(pair, node.resolvedKey, found)
    } else {
      collectPair(node, [], found)
    }
  }
}

function collectPair(pair: AST.TOMLKeyValue, parent: TomlPath, found: Map<string, Position>): void {
  const path = [...parent]
  for (const key of pair.key.keys) {
    path.push(key.type === 'TOMLBare' ? key.name : key.value)
    note(found, path, key.loc.start)
  }
  collectValue(pair.value, path, found)
}

function collectValue(value: AST.TOMLContentNode, path: TomlPath, found: Map<string, Position>): void {
  if (value.type === 'TOMLArray') {
    value.elements.forEach((element, index) => {
      note(found, [...path, index], element.loc.start)
      collectValue(element, [...path, index], found)
    })
  } else if (value.type === 'TOMLInlineTable') {
    for (const pair of value.body) collectPair(pair, path, found)
  }
}

/** Keeps the first mention: that is the one a person looks for. Columns come 0-based. */
function note(found: Map<string, Position>, path: TomlPath, start: AST.Position): void {
  const key = JSON.stringify(path)
  if (!found.has(key)) found.set(key, { line: start.line, column: start.column + 1 })
}

/** Table headers and plain keys by line: enough to point near a problem when the position parser gives up. */
function scanLines(text: string, found: Map<string, Position>): void {
  const counts = new Map<string, number>()
  let table: TomlPath = []
  text.split(/\r\n|\n/).forEach((content, index) => {
    const header = /^\s*\[(\[?)\s*([A-Za-z0-9_.\s-]+?)\s*\]/.exec(content)
    const name = header === null ? /^\s*([A-Za-z0-9_-]+)\s*=/.exec(content)?.[1] : undefined
    const column = content.length - content.trimStart().length
    if (header !== null) {
      table = resolveHeader((header[2] ?? '').split(/\s*\.\s*/), header[1] === '[', counts)
      note(found, table, { line: index + 1, column })
    } else if (name !== undefined) {
      note(found, [...table, name], { line: index + 1, column })
    }
  })
}

/** `orchestrations.roles` means the last orchestration's roles; an array header starts the next element. */
function resolveHeader(keys: readonly string[], isArray: boolean, counts: Map<string, number>): TomlPath {
  const path: (string | number)[] = []
  keys.forEach((key, index) => {
    path.push(key)
    const id = JSON.stringify(path)
    const count = counts.get(id)
    if (isArray && index === keys.length - 1) {
      path.push(count ?? 0)
      counts.set(id, (count ?? 0) + 1)
    } else if (count !== undefined) {
      path.push(count - 1)
    }
  })
  return path
}
