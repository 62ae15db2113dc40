import { parseTOML } from 'toml-eslint-parser'
import type { AST } from 'toml-eslint-parser'
import type { ConfigPath } from '#shared/contract/config-edit'
import { AS_TEXT, Refusal } from './refusal'

/** Characters of the text, from `start` up to `end`. */
export interface Range {
  start: number
  end: number
}

/** One `[table]` or `[[table]]` with its keys. */
export interface Statement extends Range {
  node: AST.TOMLTable
  /** Keys and, for elements of an array of tables, indices. */
  path: ConfigPath
  /** Position among the statements of the file. */
  order: number
}

/** TOML text with the place of everything in it. Comments directly above a table's header, and directly below its last key, are its own. */
export interface Document {
  /** Without the byte order mark. */
  content: string
  eol: '\n' | '\r\n'
  /** Keys before the first header. */
  root: AST.TOMLKeyValue[]
  tables: Statement[]
}

/** The text taken apart last: edits and quick fixes are often tried one after the other on the same text. */
let latest: Document | undefined

/** Takes TOML text apart. Refuses the few corners of the standard that the position parser does not know. */
export function openDocument(content: string): Document {
  if (latest?.content !== content) latest = takeApart(content)
  return latest
}

function takeApart(content: string): Document {
  const body = parse(content)
  const root = body.filter((node) => node.type === 'TOMLKeyValue')
  const nodes = body.filter((node) => node.type === 'TOMLTable')
  let previousEnd = endOf(root.at(-1))
  const starts = nodes.map((node) => {
    const start = withCommentsAbove(content, node.range[0], previousEnd)
    previousEnd = endOf(node.body.at(-1)) ?? node.range[1]
    return start
  })
  const tables = nodes.map((node, order) => ({
    node,
    path: node.resolvedKey,
    order,
    start: starts[order] ?? 0,
    end: withCommentsBelow(
      content,
      endOf(node.body.at(-1)) ?? node.range[1],
      starts[order + 1] ?? content.length,
    ),
  }))
  return { content, eol: content.includes('\r\n') ? '\r\n' : '\n', root, tables }
}

function parse(content: string): AST.TOMLTopLevelTable['body'] {
  try {
    return parseTOML(content, { tomlVersion: '1.1' }).body[0].body
  } catch {
    throw new Refusal(`This file uses a corner of TOML that only the text editor handles. ${AS_TEXT}`)
  }
}

function endOf(node: AST.TOMLKeyValue | undefined): number | undefined {
  return node?.range[1]
}

/** First character of the line. */
export function lineStart(content: string, at: number): number {
  return at === 0 ? 0 : content.lastIndexOf('\n', at - 1) + 1
}

/** End of the line, before its line ending. */
export function lineEnd(content: string, at: number): number {
  const newline = content.indexOf('\n', at)
  if (newline < 0) return content.length
  return newline > at && content[newline - 1] === '\r' ? newline - 1 : newline
}

/** First character of the next line, or the end of the text. */
export function nextLine(content: string, at: number): number {
  const newline = content.indexOf('\n', at)
  return newline < 0 ? content.length : newline + 1
}

/** White space between the start of the line and this place; empty when something else stands there. */
export function indentOf(content: string, at: number): string {
  const before = content.slice(lineStart(content, at), at)
  return /^[ \t]*$/.test(before) ? before : ''
}

/** Start of the line of `at`, or of the first of the comment lines directly above it, which lie behind `limit`. */
export function withCommentsAbove(content: string, at: number, limit: number | undefined): number {
  let start = lineStart(content, at)
  const floor = limit === undefined ? 0 : nextLine(content, limit)
  while (start > floor) {
    const above = lineStart(content, start - 1)
    if (!content.slice(above, start).trimStart().startsWith('#')) break
    start = above
  }
  return start
}

function withCommentsBelow(content: string, at: number, limit: number): number {
  let end = lineEnd(content, at)
  for (;;) {
    const next = nextLine(content, end)
    if (next >= limit || !content.slice(next, lineEnd(content, next)).trimStart().startsWith('#')) return end
    end = lineEnd(content, next)
  }
}
