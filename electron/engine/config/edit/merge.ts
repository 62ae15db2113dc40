import type { ConfigEdit, ConfigPath, EditConflict, Splice } from '#shared/contract/config-edit'
import { readSyntax } from '../syntax'
import { applyEdit } from './apply'
import { isTable, nameOf, sameData, valueAt } from './data'
import type { Data } from './data'
import type { Step } from './history'
import { difference, spliced } from './splices'

/** Edits repeated on a file that changed meanwhile. What conflicts is not in the text. */
export interface MergeResult {
  text: string
  /** The edits that were done, or were in the file already, as they read on the new text. */
  applied: ConfigEdit[]
  conflicts: EditConflict[]
}

/** The same for steps, in which text may have been typed by hand. */
export interface StepsMergeResult extends MergeResult {
  /** Typed text that meets a change on disk; both have to be shown. */
  typed: Step[]
}

/** How far one edit got. */
type Outcome = { kind: 'done'; text: string; edit: ConfigEdit } | ({ kind: 'conflict' } & EditConflict)

/**
 * Does on `theirs`, the text now on disk, the edits that were made on `base`, the text that had been read. Elements of
 * lists are found again by their name. A value that was changed in both places is a conflict, never overwritten.
 */
export function mergeEdits(base: string, theirs: string, edits: readonly ConfigEdit[]): MergeResult {
  const result: MergeResult = { text: theirs, applied: [], conflicts: [] }
  let mine = base
  for (const edit of edits) {
    mine = mergeOne(result, mine, edit)
  }
  return result
}

/** Does on `theirs` the steps that were made on `base`. */
export function mergeSteps(base: string, theirs: string, steps: readonly Step[]): StepsMergeResult {
  const result: StepsMergeResult = { text: theirs, applied: [], conflicts: [], typed: [] }
  let mine = base
  for (const step of steps) {
    if (step.edits.length > 0) {
      for (const edit of step.edits) mine = mergeOne(result, mine, edit)
    } else {
      const moved = typedOn(mine, result.text, step.changed)
      if (moved === undefined) result.typed.push(step)
      else result.text = moved
      mine = spliced(mine, step.changed)
    }
  }
  return result
}

/** Repeats one edit on the result, and gives back our own text after it. */
function mergeOne(result: MergeResult, mine: string, edit: ConfigEdit): string {
  const outcome = repeat(mine, result.text, edit)
  if (outcome.kind === 'conflict') {
    const { reason, onTheirs } = outcome
    result.conflicts.push({ edit, reason, ...(onTheirs === undefined ? {} : { onTheirs }) })
  } else {
    result.text = outcome.text
    result.applied.push(outcome.edit)
  }
  const own = applyEdit(mine, edit)
  return own.ok ? own.text : mine
}

function repeat(mine: string, theirs: string, edit: ConfigEdit): Outcome {
  const before = dataOf(mine)
  const now = dataOf(theirs)
  const conflict = (reason: string, onTheirs?: ConfigEdit): Outcome =>
    onTheirs === undefined ? { kind: 'conflict', edit, reason } : { kind: 'conflict', edit, reason, onTheirs }
  if (before === undefined || now === undefined) return conflict('The file on disk is not valid TOML.')
  const moved = onTheirs(before, now, edit)
  if (moved === undefined) {
    return gone(before, now, edit)
      ? { kind: 'done', text: theirs, edit }
      : conflict(`${nameOf(placeOf(edit))} is no longer in the file on disk.`)
  }
  if (alreadyThere(now, moved)) return { kind: 'done', text: theirs, edit: moved }
  if (!sameData(touched(before, edit), touched(now, moved))) {
    return conflict(`${nameOf(placeOf(edit))} was changed on disk as well.`, moved)
  }
  const result = applyEdit(theirs, moved)
  return result.ok ? { kind: 'done', text: result.text, edit: moved } : conflict(result.reason, moved)
}

function dataOf(text: string): Data | undefined {
  const result = readSyntax(text.startsWith('\uFEFF') ? text.slice(1) : text)
  return result.ok ? result.data : undefined
}

/** What must not have been changed on disk for the edit to be repeated. */
function touched(data: Data, edit: ConfigEdit): unknown {
  switch (edit.op) {
    case 'set':
    case 'unset':
    case 'rename':
      return valueAt(data, edit.path)
    case 'remove':
      return valueAt(data, [...edit.path, edit.index])
    case 'relocate':
      return [valueAt(data, edit.from), valueAt(data, edit.to)]
    case 'insert':
    case 'move':
      return undefined
  }
}

function alreadyThere(data: Data, edit: ConfigEdit): boolean {
  if (edit.op === 'set') return sameData(valueAt(data, edit.path), edit.value)
  if (edit.op === 'unset') return valueAt(data, edit.path) === undefined
  if (edit.op !== 'insert') return false
  const items = valueAt(data, edit.path)
  return isTable(edit.value) && Array.isArray(items) && items.some((item) => sameData(item, edit.value))
}

/** True when an element that was to be removed is gone from a list that still is one. */
function gone(before: Data, now: Data, edit: ConfigEdit): boolean {
  if (edit.op !== 'remove' && edit.op !== 'unset') return false
  const whole: ConfigPath = edit.op === 'remove' ? [...edit.path, edit.index] : edit.path
  const last = whole.findLastIndex((part) => typeof part === 'number')
  const list = pathOn(before, now, whole.slice(0, last))
  return last >= 0 && list !== undefined && pathOn(before, now, whole.slice(0, last + 1)) === undefined
}

function placeOf(edit: ConfigEdit): ConfigPath {
  if (edit.op === 'remove') return [...edit.path, edit.index]
  if (edit.op === 'move') return [...edit.path, edit.from]
  return edit.op === 'relocate' ? edit.from : edit.path
}

/** The edit with its indices as they are in the other file; undefined when its place is not there. */
function onTheirs(before: Data, now: Data, edit: ConfigEdit): ConfigEdit | undefined {
  if (edit.op === 'relocate') {
    const [from, to] = [pathOn(before, now, edit.from), pathOn(before, now, edit.to)]
    return from === undefined || to === undefined ? undefined : { ...edit, from, to }
  }
  const path = pathOn(before, now, edit.path)
  if (path === undefined) return undefined
  const indexOf = (index: number) => lastOf(pathOn(before, now, [...edit.path, index]))
  if (edit.op === 'remove') {
    const index = indexOf(edit.index)
    return index === undefined ? undefined : { ...edit, path, index }
  }
  if (edit.op === 'move') {
    const [from, to] = [indexOf(edit.from), indexOf(edit.to)]
    return from === undefined || to === undefined ? undefined : { ...edit, path, from, to }
  }
  if (edit.op !== 'insert') return { ...edit, path }
  return { ...edit, path, index: insertionPoint(edit.index, indexOf, valueAt(now, path)) }
}

/** Behind the element it followed, or ahead of the one it preceded, or at the end. */
function insertionPoint(
  index: number,
  indexOf: (index: number) => number | undefined,
  list: unknown,
): number {
  const above = index > 0 ? indexOf(index - 1) : undefined
  if (above !== undefined) return above + 1
  return indexOf(index) ?? (Array.isArray(list) && index > 0 ? list.length : 0)
}

function lastOf(path: ConfigPath | undefined): number | undefined {
  const last = path?.at(-1)
  return typeof last === 'number' ? last : undefined
}

/** A path with every index replaced by that of the same element in the other file. */
function pathOn(before: Data, now: Data, path: ConfigPath): ConfigPath | undefined {
  const moved: ConfigPath = []
  for (const [depth, part] of path.entries()) {
    if (typeof part === 'number') {
      const index = sameElement(valueAt(before, path.slice(0, depth)), valueAt(now, moved), part)
      if (index === undefined) return undefined
      moved.push(index)
    } else {
      moved.push(part)
    }
  }
  return moved
}

/** Where an element of one list is in the other: by its name, or unchanged, or in its old place. */
function sameElement(before: unknown, now: unknown, index: number): number | undefined {
  if (!Array.isArray(before) || !Array.isArray(now) || index >= before.length) return undefined
  const wanted: unknown = before[index]
  const name = keyName(wanted)
  if (name !== undefined && before.filter((item) => keyName(item) === name).length === 1) {
    const found = now.flatMap((item, at) => (keyName(item) === name ? [at] : []))
    if (found.length === 1) return found[0]
    // Renamed on disk: still the same when all the others kept their names and places.
    const others = (list: readonly unknown[]) => list.map(keyName).toSpliced(index, 1)
    const alone = found.length === 0 && before.length === now.length && sameData(others(before), others(now))
    return alone ? index : undefined
  }
  const same = now.findIndex((item) => sameData(item, wanted))
  if (same >= 0 && !sameData(now[index], wanted)) return same
  return before.length === now.length || same >= 0 ? index : undefined
}

/** What tells the elements of a list apart. */
function keyName(item: unknown): string | undefined {
  const name = isTable(item) ? (item['name'] ?? item['pattern'] ?? item['command']) : undefined
  return typeof name === 'string' ? name : undefined
}

/** Typed text on the text on disk, when the two changes lie apart; undefined when they meet. */
function typedOn(mine: string, theirs: string, changed: readonly Splice[]): string | undefined {
  const [other] = difference(mine, theirs)
  if (other === undefined) return spliced(mine, changed)
  const apart = changed.every((splice) => splice.end < other.start || splice.start > other.end)
  return apart ? spliced(mine, [...changed, other]) : undefined
}
