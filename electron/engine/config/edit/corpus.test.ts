import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { ConfigEdit, ConfigPath, ConfigValue, Splice } from '#shared/contract/config-edit'
import type { ConfigField } from '#shared/contract/config-fields'
import type { Level } from '../keys'
import { applyEdit } from './apply'
import { commentsOf, corpus, dataOf, fieldsIn, manyRoles, plain } from './corpus.testing'
import { valueAt } from './data'
import { openDocument } from './document'
import { find } from './find'
import { editHistory, redo, startHistory, undo } from './history'
import { tablesOf } from './walk'

/** New values that try each kind of field. */
const samples: Record<ConfigField['kind'], readonly ConfigValue[]> = {
  text: ['x', 'two words', 'a "b" \\ c', "it's", 'ü 🚀 日本', ''],
  long: [
    'one line',
    'two\nlines\n',
    '\nopens "empty"',
    'ends in """quotes"""',
    "'''",
    'tab\tand \\ slash\n\n',
  ],
  boolean: [true, false],
  integer: [1, 2, 1234567],
  number: [3, 0.25, 12000.5],
  texts: [[], ['coder'], ['lead', 'coder', 'te"st']],
  choice: ['none', 'person'],
}

/** Keys of each kind of table that hold lists of tables, and those that hold a table. */
const lists: Partial<Record<Level, readonly string[]>> = {
  top: ['orchestrations', 'modes'],
  orchestration: ['roles'],
  role: ['gates'],
  mode: ['panes', 'rules'],
}
const subTables: Partial<Record<Level, readonly string[]>> = {
  top: ['features'],
  orchestration: ['budget'],
  role: ['budget'],
}

function set(data: Record<string, unknown>, path: ConfigPath, value: unknown): unknown {
  const copy = structuredClone(plain(data)) as Record<string, unknown>
  const parent = valueAt(copy, path.slice(0, -1)) as Record<string, unknown>
  if (value === undefined) delete parent[String(path.at(-1))]
  else parent[String(path.at(-1))] = value
  return copy
}

/** The text after the edit. Takes it back and does it again as well. */
function there(text: string, edit: ConfigEdit, name: string): string {
  return thereWithChanges(text, edit, name).after
}

function thereWithChanges(
  text: string,
  edit: ConfigEdit,
  name: string,
): { after: string; changed: Splice[] } {
  const result = editHistory(startHistory(text), [edit])
  expect(result, `${name} ${JSON.stringify(edit)}`).toMatchObject({ ok: true })
  if (!result.ok) throw new Error(result.reason)
  expect(undo(result.history).text).toBe(text)
  expect(redo(undo(result.history)).text).toBe(result.history.text)
  return { after: result.history.text, changed: result.changed }
}

test('the corpus is as large as it is said to be', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(40)
})

describe.each(corpus)('$name', ({ name, text }) => {
  const mark = text.startsWith('\uFEFF') ? 1 : 0
  const data = dataOf(text)

  test('every field can be set, and nothing else changes', () => {
    const doc = openDocument(text.slice(mark))
    for (const { path, field } of fieldsIn(text)) {
      const found = find(doc, path)
      for (const value of samples[field.kind]) {
        const edit: ConfigEdit = { op: 'set', path, value }
        const { after, changed } = thereWithChanges(text, edit, name)
        expect(
          isDeepStrictEqual(plain(dataOf(after)), set(data, path, value)),
          `${name} ${JSON.stringify(edit)}`,
        ).toBe(true)
        expect(after.slice(0, mark)).toBe(text.slice(0, mark))
        if (found.value === undefined) {
          // A new line: nothing of the old text goes away.
          expect(changed.every((splice) => splice.start === splice.end)).toBe(true)
          expect(commentsOf(after)).toEqual(commentsOf(text))
        } else {
          const [start, end] = found.value.range
          for (const splice of changed) {
            expect(splice.start).toBeGreaterThanOrEqual(start + mark)
            expect(splice.end).toBeLessThanOrEqual(end + mark)
          }
          expect(after.startsWith(text.slice(0, start + mark))).toBe(true)
          expect(after.endsWith(text.slice(end + mark))).toBe(true)
        }
      }
    }
  })

  test('setting what is there already changes nothing', () => {
    for (const { path } of fieldsIn(text)) {
      const value = valueAt(data, path)
      if (value === undefined || typeof value === 'bigint') continue
      expect(applyEdit(text, { op: 'set', path, value: plain(value) as ConfigValue })).toMatchObject({
        text,
        changed: [],
      })
    }
  })

  test('every field can be removed, and no comment but its own goes with it', () => {
    const before = commentsOf(text)
    for (const { path } of fieldsIn(text)) {
      if (valueAt(data, path) === undefined) {
        expect(applyEdit(text, { op: 'unset', path })).toMatchObject({ ok: false })
        continue
      }
      const after = there(text, { op: 'unset', path }, name)
      const wanted = set(data, path, undefined)
      const parent = path.slice(0, -1)
      // A table made by dotted keys alone goes with its last key.
      if (valueAt(dataOf(after), parent) === undefined) expect(valueAt(wanted, parent)).toEqual({})
      else expect(plain(dataOf(after))).toEqual(wanted)
      const inMultiLineInline = find(openDocument(text.slice(mark)), path).pair?.inline !== undefined
      if (!inMultiLineInline)
        expect(before.length - commentsOf(after).length).toBeLessThanOrEqual(
          1 + arrayComments(text, mark, path),
        )
      expect(after.length).toBeLessThan(text.length)
    }
  })

  test('every table can be removed as a whole', () => {
    for (const { path } of tablesOf(data).slice(1)) {
      const after = dataOf(there(text, { op: 'unset', path }, name))
      const last = path.at(-1)
      if (typeof last === 'number') {
        const list = path.slice(0, -1)
        const items: unknown = valueAt(data, list)
        const left = Array.isArray(items) ? items.toSpliced(last, 1).map(plain) : []
        expect(plain(valueAt(after, list) ?? [])).toEqual(left)
      } else {
        expect(plain(after)).toEqual(set(data, path, undefined))
      }
    }
  })

  test('every field can be renamed and back', () => {
    for (const { path } of fieldsIn(text)) {
      const value = valueAt(data, path)
      if (value === undefined) continue
      const other = there(text, { op: 'rename', path, key: 'an other' }, name)
      expect(plain(valueAt(dataOf(other), [...path.slice(0, -1), 'an other']))).toEqual(plain(value))
    }
  })

  test('elements of every list can be added, moved and removed', () => {
    for (const list of listsOf(data)) {
      const items = valueAt(data, list) as unknown[]
      const added = { name: 'new "one"', command: 'a\\b', gates: [{ name: 'g', command: 'c' }] }
      for (let index = 0; index <= items.length; index++) {
        const after = there(text, { op: 'insert', path: list, index, value: added }, name)
        expect(plain(dataOf(after))).toEqual(set(data, list, items.toSpliced(index, 0, added).map(plain)))
        expect(commentsOf(after)).toEqual(commentsOf(text))
      }
      for (const index of items.keys()) {
        const after = there(text, { op: 'remove', path: list, index }, name)
        const left = items.toSpliced(index, 1).map(plain)
        const found = plain(valueAt(dataOf(after), list) ?? [])
        expect(found).toEqual(left)
      }
      for (const [from, to] of pairs(items.length)) {
        const after = there(text, { op: 'move', path: list, from, to }, name)
        const moved = items.toSpliced(from, 1).toSpliced(to, 0, items[from]).map(plain)
        expect(plain(dataOf(after))).toEqual(set(data, list, moved))
        expect(commentsOf(after).toSorted()).toEqual(commentsOf(text).toSorted())
        if (text.endsWith('\n')) expect(after.endsWith('\n')).toBe(true)
      }
    }
  })

  test('lists and tables that are not there can be made', () => {
    for (const { path, level, data: table } of tablesOf(data)) {
      for (const key of lists[level] ?? []) {
        if (Object.hasOwn(table, key)) continue
        const list = [...path, key]
        const items: ConfigValue[] = [
          { name: 'one', command: 'c' },
          { name: 'two', gates: [{ name: 'g' }] },
        ]
        const one = there(text, { op: 'insert', path: list, index: 0, value: items[0] ?? '' }, name)
        expect(plain(dataOf(one))).toEqual(set(data, list, items.slice(0, 1)))
        const both = there(text, { op: 'set', path: list, value: items }, name)
        expect(plain(dataOf(both))).toEqual(set(data, list, items))
        expect(commentsOf(both)).toEqual(commentsOf(text))
      }
      for (const key of subTables[level] ?? []) {
        if (Object.hasOwn(table, key)) continue
        const after = there(text, { op: 'set', path: [...path, key, 'experimental'], value: true }, name)
        expect(plain(dataOf(after))).toEqual(set(data, [...path, key], { experimental: true }))
        expect(commentsOf(after)).toEqual(commentsOf(text))
      }
    }
  })

  test('line endings stay of one kind', () => {
    if (!/\r\n/.test(text) || /[^\r]\n/.test(text)) return
    for (const list of listsOf(data)) {
      const after = there(
        text,
        { op: 'insert', path: list, index: 0, value: { name: 'x', prompt_template: 'a\nb\n' } },
        name,
      )
      expect(after).not.toMatch(/[^\r]\n/)
    }
    for (const { path, field } of fieldsIn(text)) {
      for (const value of samples[field.kind])
        expect(there(text, { op: 'set', path, value }, name)).not.toMatch(/[^\r]\n/)
    }
  })
})

function arrayComments(text: string, mark: number, path: ConfigPath): number {
  const range = find(openDocument(text.slice(mark)), path).value?.range
  return range === undefined ? 0 : (text.slice(range[0] + mark, range[1] + mark).match(/#/g)?.length ?? 0)
}

function listsOf(data: Record<string, unknown>): ConfigPath[] {
  return tablesOf(data).flatMap(({ path, data: table }) =>
    ['orchestrations', 'roles', 'gates', 'modes', 'panes', 'rules']
      .filter((key) => Array.isArray(table[key]))
      .map((key) => [...path, key]),
  )
}

function pairs(length: number): [number, number][] {
  const all = Array.from({ length }, (_unused, index) => index)
  return all.flatMap((from) => all.filter((to) => to !== from).map((to): [number, number] => [from, to]))
}

test('a team of 2,000 roles', () => {
  const text = manyRoles(2000)
  const data = dataOf(text)
  const role = ['orchestrations', 0, 'roles', 1500]
  const path = [...role, 'description']
  expect(plain(dataOf(there(text, { op: 'set', path, value: 'New' }, 'large')))).toEqual(
    set(data, path, 'New'),
  )
  const gates = [...role, 'gates']
  const value = { name: 'lint', command: 'npm run lint' }
  const inserted = there(text, { op: 'insert', path: gates, index: 1, value }, 'large')
  expect(inserted.length - text.length).toBeLessThan(100)
  const roles = role.slice(0, -1)
  const moved = there(text, { op: 'move', path: roles, from: 0, to: 1999 }, 'large')
  expect(valueAt(dataOf(moved), [...roles, 1999, 'name'])).toBe('role-0')
  const removed = there(text, { op: 'remove', path: roles, index: 1000 }, 'large')
  expect(commentsOf(text).length - commentsOf(removed).length).toBe(2)
})
