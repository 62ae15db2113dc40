import { readFileSync } from 'node:fs'
import { TomlDate } from 'smol-toml'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { ConfigPath } from '#shared/contract/config-edit'
import { applyEdit } from './edit/index'
import { sameData, valueAt } from './edit/data'
import { readSyntax } from './syntax'

/** The standard TOML test suite, as data: see the folder. */
const Case = z.object({
  name: z.string(),
  toml: z.string().optional(),
  base64: z.string().optional(),
  value: z.unknown().optional(),
})
const Scalar = z.strictObject({ type: z.string(), value: z.string() })

function cases(kind: 'valid' | 'invalid') {
  const url = new URL(`../../../e2e/fixtures/toml-test/${kind}.json`, import.meta.url)
  return z.array(Case).parse(JSON.parse(readFileSync(url, 'utf8')))
}

/** Days that February does not have. No key of the config is a date, so the reader takes them. */
const tolerated = ['datetime', 'local-date', 'local-datetime'].flatMap((kind) => [
  `invalid/${kind}/feb-29`,
  `invalid/${kind}/feb-30`,
])

/** As our reader gets it: what is not UTF-8 never reaches the parser. */
function read({ toml, base64 }: z.infer<typeof Case>) {
  if (toml !== undefined) return readSyntax(toml)
  try {
    return readSyntax(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64 ?? '', 'base64')))
  } catch {
    return { ok: false as const }
  }
}

/** What the reader found, in the words of the suite. */
function described(value: unknown, wanted: unknown): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => described(item, Array.isArray(wanted) ? wanted[index] : undefined))
  const expected = Scalar.safeParse(wanted)
  if (expected.success && (typeof value !== 'object' || value instanceof Date))
    return scalar(value, expected.data)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, described(item, valueAt(wanted, [key]))]),
  )
}

/** The scalar as the suite writes it where the two mean the same, and as it is otherwise. */
function scalar(value: unknown, wanted: z.infer<typeof Scalar>): unknown {
  const { type, value: text } = wanted
  if (type === 'string') return value === text ? wanted : value
  if (type === 'bool') return String(value) === text ? wanted : value
  if (type === 'integer')
    return (typeof value === 'number' || typeof value === 'bigint') && BigInt(value) === BigInt(text)
      ? wanted
      : value
  if (type === 'float')
    return typeof value === 'number' && Object.is(value + 0, Number(text.replace('inf', 'Infinity')) + 0)
      ? wanted
      : value
  return value instanceof TomlDate && kindOf(value) === type && sameTime(value, text) ? wanted : value
}

function kindOf(date: TomlDate): string {
  if (date.isDateTime()) return date.isLocal() ? 'datetime-local' : 'datetime'
  return date.isDate() ? 'date-local' : 'time-local'
}

function sameTime(date: TomlDate, text: string): boolean {
  const other = new TomlDate(text.replace(' ', 'T'))
  return date.getTime() === other.getTime()
}

test('reads everything that is TOML, as the standard means it', () => {
  const valid = cases('valid')
  expect(valid.length).toBe(214)
  for (const each of valid) {
    const result = read(each)
    expect(result.ok, each.name).toBe(true)
    if (result.ok && 'data' in result)
      expect(described(result.data, each.value), each.name).toEqual(each.value)
  }
})

test('refuses everything that is not TOML', () => {
  const invalid = cases('invalid')
  expect(invalid.length).toBe(466)
  expect(invalid.filter((each) => read(each).ok).map((each) => each.name)).toEqual(tolerated)
})

/** Paths of all values that are not tables or lists. */
function leaves(value: unknown, path: ConfigPath = []): ConfigPath[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, [...path, index]))
  if (typeof value !== 'object' || value === null || value instanceof Date) return [path]
  return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]))
}

test('edits every value of every valid text, and nothing beside it', () => {
  const refused = new Set<string>()
  let edits = 0
  for (const { name, toml = '' } of cases('valid')) {
    const before = readSyntax(toml)
    if (!before.ok) throw new Error(name)
    for (const path of leaves(before.data)) {
      const result = applyEdit(toml, { op: 'set', path, value: 'new "value"\\' })
      edits += 1
      if (!result.ok) {
        refused.add(name)
        continue
      }
      const after = readSyntax(result.text)
      if (!after.ok) throw new Error(name)
      expect(valueAt(after.data, path), name).toBe('new "value"\\')
      for (const other of leaves(before.data)) {
        if (!sameData(other, path))
          expect(sameData(valueAt(after.data, other), valueAt(before.data, other)), name).toBe(true)
      }
    }
  }
  expect(edits).toBeGreaterThan(500)
  expect([...refused]).toEqual([])
})
