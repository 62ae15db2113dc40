import type { ConfigEdit, ConfigPath } from '#shared/contract/config-edit'
import { Refusal } from './refusal'

/** A parsed table. */
export type Data = Record<string, unknown>

/** True for a parsed table, false for lists, dates and plain values. */
export function isTable(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

/** A text of a table; empty when it has none of this name. */
export function textOf(data: Data, key: string): string {
  const value = Object.hasOwn(data, key) ? data[key] : undefined
  return typeof value === 'string' ? value : ''
}

/** What stands at this path, or undefined. */
export function valueAt(data: unknown, path: ConfigPath): unknown {
  let value = data
  for (const part of path) {
    if (typeof part === 'number') {
      if (!Array.isArray(value)) return undefined
      value = value[part]
    } else {
      if (!isTable(value) || !Object.hasOwn(value, part)) return undefined
      value = value[part]
    }
  }
  return value
}

/** Equality of parsed files. The line ending inside a text is that of its file, and does not count. */
export function sameData(a: unknown, b: unknown): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true
  if (typeof a === 'string' && typeof b === 'string') {
    return a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n')
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameData(item, b[index]))
  }
  if (a instanceof Date && b instanceof Date) return a.toISOString() === b.toISOString()
  if (!isTable(a) || !isTable(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => Object.hasOwn(b, key) && sameData(a[key], b[key]))
}

/** The parsed file as it must be after the edit: what an edited text is measured by. */
export function intended(data: Data, edit: ConfigEdit): Data {
  switch (edit.op) {
    case 'set':
      return changeAt(data, edit.path, () => edit.value)
    case 'unset':
      return changeAt(data, edit.path, () => undefined)
    case 'insert':
      return changeAt(data, edit.path, (list) =>
        asList(list ?? [], edit.path).toSpliced(edit.index, 0, edit.value),
      )
    case 'remove':
      return changeAt(data, edit.path, (list) => asList(list, edit.path).toSpliced(edit.index, 1))
    case 'move':
      return changeAt(data, edit.path, (list) => {
        const items = asList(list, edit.path)
        return items.toSpliced(edit.from, 1).toSpliced(edit.to, 0, items[edit.from])
      })
    case 'rename': {
      const value = valueAt(data, edit.path)
      const without = changeAt(data, edit.path, () => undefined)
      return changeAt(without, [...edit.path.slice(0, -1), edit.key], () => value)
    }
    case 'relocate': {
      const value = valueAt(data, edit.from)
      return changeAt(
        changeAt(data, edit.from, () => undefined),
        edit.to,
        () => value,
      )
    }
  }
}

/** Without the tables and lists along `path` that hold nothing: TOML cannot always say that they are there. */
export function pruned(data: Data, path: ConfigPath): Data {
  let result = data
  for (let length = path.length; length > 0; length--) {
    const value = valueAt(result, path.slice(0, length))
    const empty = Array.isArray(value)
      ? value.length === 0
      : isTable(value) && Object.keys(value).length === 0
    if (empty && typeof path[length - 1] === 'string')
      result = changeAt(result, path.slice(0, length), () => undefined)
  }
  return result
}

function asList(value: unknown, path: ConfigPath): unknown[] {
  if (Array.isArray(value)) return value
  throw new Refusal(`${nameOf(path)} is not a list.`)
}

/** How a path is called in a sentence: `orchestrations[0].roles`. */
export function nameOf(path: ConfigPath): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '')
}

/** A copy in which `change` decides what stands at `path`; undefined removes it. Tables on the way are made. */
function changeAt(data: Data, path: ConfigPath, change: (value: unknown) => unknown): Data {
  const changed = changeIn(data, path, 0, change)
  return isTable(changed) ? changed : {}
}

function changeIn(
  value: unknown,
  path: ConfigPath,
  depth: number,
  change: (value: unknown) => unknown,
): unknown {
  const part = path[depth]
  if (part === undefined) return change(value)
  if (typeof part === 'number') {
    if (!Array.isArray(value) || part >= value.length)
      throw new Refusal(`There is no ${nameOf(path.slice(0, depth + 1))}.`)
    const inner = changeIn(value[part], path, depth + 1, change)
    return inner === undefined ? value.toSpliced(part, 1) : value.with(part, inner)
  }
  if (value !== undefined && !isTable(value))
    throw new Refusal(`${nameOf(path.slice(0, depth))} is not a table.`)
  const inner = changeIn(
    value === undefined || !Object.hasOwn(value, part) ? undefined : value[part],
    path,
    depth + 1,
    change,
  )
  // A null prototype, so that a key such as __proto__ is a key like any other.
  const copy: Data = Object.assign(Object.create(null), value)
  if (inner === undefined) delete copy[part]
  else copy[part] = inner
  return copy
}
