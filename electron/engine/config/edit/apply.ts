import type { ConfigEdit, ConfigPath, ConfigValue, EditResult, Splice } from '#shared/contract/config-edit'
import { readSyntax } from '../syntax'
import { intended, isTable, nameOf, pruned, sameData, valueAt } from './data'
import type { Data } from './data'
import { openDocument } from './document'
import { plan } from './plan'
import { AS_TEXT, Refusal } from './refusal'
import { difference, spliced, tight } from './splices'

const MARK = '\uFEFF'
const ENTANGLED = `This cannot be changed here without touching something else. ${AS_TEXT}`

/**
 * Does one edit on the text of a config file. Everything that the edit does not name keeps its bytes: comments, order,
 * blank lines, quotes, line endings, the byte order mark and keys that nobody knows. What comes out is read again, and
 * when it does not mean exactly what was asked for, the edit is refused and the text stays as it is.
 */
export function applyEdit(text: string, edit: ConfigEdit): EditResult {
  const mark = text.startsWith(MARK) ? MARK.length : 0
  const content = text.slice(mark)
  const before = readSyntax(content)
  if (!before.ok) return refused(`Line ${before.line}: ${before.message}. Correct that first.`)
  try {
    if (edit.op === 'set' && sameData(valueAt(before.data, edit.path), edit.value))
      return { ok: true, text, changed: [] }
    const wanted = intended(before.data, normal(edit))
    const splices = steps(before.data, edit) ?? plan(openDocument(content), edit)
    const result = Array.isArray(splices)
      ? { splices, content: spliced(content, splices) }
      : allOf(content, splices.edits)
    const after = readSyntax(result.content)
    if (!after.ok || !asWanted(after.data, wanted, pathOf(edit))) {
      return refused(ENTANGLED)
    }
    const changed = result.splices.flatMap((splice) => tight(content, splice))
    return {
      ok: true,
      text: text.slice(0, mark) + result.content,
      changed: changed.map(({ start, end, text: added }) => ({
        start: start + mark,
        end: end + mark,
        text: added,
      })),
    }
  } catch (error) {
    if (error instanceof Refusal) return refused(error.message)
    if (error instanceof RangeError) return refused(ENTANGLED)
    throw error
  }
}

/** Does several edits, all or none. */
export function applyEdits(text: string, edits: readonly ConfigEdit[]): EditResult {
  let result: EditResult = { ok: true, text, changed: [] }
  for (const edit of edits) {
    result = applyEdit(result.text, edit)
    if (!result.ok) return result
  }
  if (edits.length !== 1) return { ok: true, text: result.text, changed: difference(text, result.text) }
  return result
}

function refused(reason: string): EditResult {
  return { ok: false, reason }
}

function asWanted(found: Data, wanted: Data, path: ConfigPath): boolean {
  return sameData(found, wanted) || sameData(pruned(found, path), pruned(wanted, path))
}

function pathOf(edit: ConfigEdit): ConfigPath {
  return edit.op === 'relocate' ? edit.from : edit.path
}

/** Zero has one form in a file. */
function normal(edit: ConfigEdit): ConfigEdit {
  return edit.op === 'set' && edit.value === 0 ? { ...edit, value: 0 } : edit
}

function allOf(content: string, edits: readonly ConfigEdit[]): { splices: Splice[]; content: string } {
  const result = applyEdits(content, edits)
  if (!result.ok) throw new Refusal(result.reason)
  return { splices: difference(content, result.text), content: result.text }
}

/** The single edits that turn a table or list into the wanted one; undefined when the edit is a single one itself. */
function steps(data: Data, edit: ConfigEdit): { edits: ConfigEdit[] } | undefined {
  if (edit.op !== 'set' || typeof edit.value !== 'object') return undefined
  const now = valueAt(data, edit.path)
  if (Array.isArray(now) && Array.isArray(edit.value)) return { edits: listSteps(edit.path, now, edit.value) }
  return isTable(now) && !Array.isArray(edit.value)
    ? { edits: tableSteps(edit.path, now, edit.value) }
    : undefined
}

function tableSteps(path: ConfigPath, now: Data, wanted: Record<string, ConfigValue>): ConfigEdit[] {
  const set = Object.entries(wanted)
    .filter(([key, value]) => !Object.hasOwn(now, key) || !sameData(now[key], value))
    .map(([key, value]): ConfigEdit => ({ op: 'set', path: [...path, key], value }))
  const gone = Object.keys(now).filter((key) => !Object.hasOwn(wanted, key))
  return [...set, ...gone.map((key): ConfigEdit => ({ op: 'unset', path: [...path, key] }))]
}

function listSteps(path: ConfigPath, now: readonly unknown[], wanted: readonly ConfigValue[]): ConfigEdit[] {
  const shorter = Math.min(now.length, wanted.length)
  let head = 0
  while (head < shorter && sameData(now[head], wanted[head])) head += 1
  let tail = 0
  while (tail < shorter - head && sameData(now.at(-1 - tail), wanted.at(-1 - tail))) tail += 1
  const both = shorter - head - tail
  const edits: ConfigEdit[] = []
  for (const [offset, value] of wanted.slice(head, wanted.length - tail).entries()) {
    const index = head + offset
    if (offset < both) edits.push({ op: 'set', path: [...path, index], value })
    else edits.push({ op: 'insert', path, index, value })
  }
  for (let index = now.length - tail - 1; index >= head + both && index >= wanted.length - tail; index--) {
    edits.push({ op: 'remove', path, index })
  }
  return edits
}

/** Words for what an edit does, as in an undo menu. */
export function describeEdit(edit: ConfigEdit): string {
  switch (edit.op) {
    case 'set':
      return `Set ${nameOf(edit.path)}`
    case 'unset':
      return `Remove ${nameOf(edit.path)}`
    case 'insert':
      return `Add to ${nameOf(edit.path)}`
    case 'remove':
      return `Remove ${nameOf([...edit.path, edit.index])}`
    case 'move':
      return `Move ${nameOf([...edit.path, edit.from])}`
    case 'rename':
      return `Rename ${nameOf(edit.path)} to ${edit.key}`
    case 'relocate':
      return `Move ${nameOf(edit.from)} to ${nameOf(edit.to)}`
  }
}
