import { isDeepStrictEqual } from 'node:util'
import { parseTOML } from 'toml-eslint-parser'
import type { AST } from 'toml-eslint-parser'
import { readSyntax } from './syntax'

/** Text to be put in place of the characters from `start` up to `end`. */
interface Splice {
  start: number
  end: number
  text: string
}

/**
 * Sets one value of a TOML text, at the top or in a `[table]`, and changes nothing else: comments, order, spacing, line
 * endings and byte order mark stay. Undefined when that cannot be done safely, as in text that is not TOML.
 */
export function setValue(text: string, path: readonly string[], value: string | boolean): string | undefined {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  const content = text.slice(mark.length)
  const before = readSyntax(content)
  const key = path.at(-1)
  if (!before.ok || key === undefined) return undefined
  const splice = spliceFor(content, path, `${key} = `, JSON.stringify(value))
  if (splice === undefined) return undefined
  const edited = content.slice(0, splice.start) + splice.text + content.slice(splice.end)
  const after = readSyntax(edited)
  // The proof that the edit did what was asked, and only that.
  if (!after.ok || !isDeepStrictEqual(plain(after.data), plain(withValue(before.data, path, value))))
    return undefined
  return mark + edited
}

function spliceFor(
  content: string,
  path: readonly string[],
  start: string,
  value: string,
): Splice | undefined {
  let body: AST.TOMLTopLevelTable['body']
  try {
    body = parseTOML(content, { tomlVersion: '1.1' }).body[0].body
  } catch {
    return undefined
  }
  const eol = content.includes('\r\n') ? '\r\n' : '\n'
  const existing = findValue(body, path, [])
  if (existing !== undefined) return { start: existing.range[0], end: existing.range[1], text: value }
  if (path.length === 1) {
    const last = body.findLast((node) => node.type === 'TOMLKeyValue')
    if (last !== undefined) return afterLine(content, last.range[1], eol + start + value)
    return { start: 0, end: 0, text: start + value + eol + (content.trim() === '' ? '' : eol) }
  }
  const table = body.find(
    (node) => node.type === 'TOMLTable' && isDeepStrictEqual(node.resolvedKey, path.slice(0, -1)),
  )
  if (table?.type === 'TOMLTable') {
    const end = table.body.at(-1)?.range[1] ?? table.key.range[1]
    return afterLine(content, end, eol + start + value)
  }
  const gap = content === '' ? '' : content.endsWith('\n') ? eol : eol + eol
  const added = `${gap}[${path.slice(0, -1).join('.')}]${eol}${start}${value}${eol}`
  return { start: content.length, end: content.length, text: added }
}

/** Behind the line in which `from` lies, so that a comment at its end stays with it. */
function afterLine(content: string, from: number, text: string): Splice {
  const newline = content.indexOf('\n', from)
  const end = newline < 0 ? content.length : content.charAt(newline - 1) === '\r' ? newline - 1 : newline
  return { start: end, end, text }
}

function findValue(
  nodes: readonly (AST.TOMLKeyValue | AST.TOMLTable)[],
  path: readonly string[],
  parent: readonly (string | number)[],
): AST.TOMLContentNode | undefined {
  for (const node of nodes) {
    if (node.type === 'TOMLTable') {
      const inside = findValue(node.body, path, node.resolvedKey)
      if (inside !== undefined) return inside
    } else {
      const own = [...parent, ...node.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value))]
      if (isDeepStrictEqual(own, [...path])) return node.value
      const inside = node.value.type === 'TOMLInlineTable' ? findValue(node.value.body, path, own) : undefined
      if (inside !== undefined) return inside
    }
  }
  return undefined
}

function withValue(
  data: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const [key, ...rest] = path
  if (key === undefined) return data
  const inner = data[key]
  const table = typeof inner === 'object' && inner !== null ? { ...inner } : {}
  return { ...data, [key]: rest.length === 0 ? value : withValue(table, rest, value) }
}

/** Equality must not depend on prototypes. */
function plain(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(plain)
  if (typeof data !== 'object' || data === null || data instanceof Date) return data
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, plain(value)]))
}
