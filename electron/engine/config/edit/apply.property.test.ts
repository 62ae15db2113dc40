import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ConfigEdit, ConfigPath, ConfigValue } from '#shared/contract/config-edit'
import { applyEdit } from './apply'
import { commentsOf, dataOf, plain } from './corpus.testing'
import { valueAt } from './data'
import { editHistory, redo, startHistory, undo } from './history'
import type { History } from './history'
import { writeKey } from './values'

const eols = fc.constantFrom('\n', '\r\n')
/** What breaks quoting, in any mixture. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '"',
        '""',
        '"""',
        "'",
        "'''",
        '\\',
        '\n',
        '\r\n',
        '\r',
        '\t',
        ' ',
        '#',
        'a',
        'é',
        '🚀',
        '\0',
        '\x7f',
        '\\u0041',
        '\u2028',
      ),
    )
    .map((parts) => parts.join('')),
)
const writable = text.filter((value) => !/\p{Surrogate}/u.test(value))

/** A text in each of the four ways of quoting, where it can be written so. */
function written(value: string, style: number, eol: string): string {
  const lines = value.replaceAll(/\r?\n/g, eol).replaceAll(/[^\P{Cc}\t\r\n]|\r(?!\n)/gu, '')
  if (style === 0) return JSON.stringify(value).replaceAll('\x7f', '\\u007f')
  if (style === 1) return `'${value.replaceAll(/[^\P{Cc}\t]|'/gu, '')}'`
  if (style === 2) return `"""${lines.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"""`
  return `'''${eol}${lines.replaceAll("'", '')}'''`
}

test('any text can replace any other, in any quotes', () => {
  fc.assert(
    fc.property(writable, writable, fc.nat(3), eols, fc.boolean(), (old, value, style, eol, nested) => {
      const quoted = written(old, style, eol)
      const before = nested
        ? `# a${eol}x = { y = [${quoted}] } # b${eol}`
        : `# a${eol}x = ${quoted} # b${eol}z = 1${eol}`
      const path = nested ? ['x', 'y', 0] : ['x']
      const result = applyEdit(before, { op: 'set', path, value })
      if (!result.ok) throw new Error(`${result.reason} ${JSON.stringify(before)} ${JSON.stringify(value)}`)
      expect(plain(valueAt(dataOf(result.text), path))).toBe(plain(value))
      expect(commentsOf(result.text)).toEqual([' a', ' b'])
      const at = before.indexOf(quoted)
      expect(result.text.startsWith(before.slice(0, at))).toBe(true)
      expect(result.text.endsWith(before.slice(at + quoted.length))).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

test('changing a part of a text keeps the rest as it was written', () => {
  fc.assert(
    fc.property(writable, writable, writable, (start, inserted, end) => {
      // A text that gets its first line ending is written on several lines.
      const middle = inserted.replaceAll(/[\r\n]/g, '')
      const escaped = (value: string) =>
        [...value].map((unit) => `\\U${unit.codePointAt(0)?.toString(16).padStart(8, '0')}`).join('')
      const before = `x = "${escaped(start)}b${escaped(end)}"\n`
      const result = applyEdit(before, { op: 'set', path: ['x'], value: `${start}c${middle}c${end}` })
      if (!result.ok) throw new Error(result.reason)
      expect(result.text.startsWith(`x = "${escaped(start)}c`)).toBe(true)
      expect(result.text.endsWith(`c${escaped(end)}"\n`)).toBe(true)
    }),
  )
})

test('half a character is refused', () => {
  expect(applyEdit('x = "a"\n', { op: 'set', path: ['x'], value: 'b\uD800' })).toMatchObject({ ok: false })
})

test('any number can replace any other', () => {
  const number = fc.oneof(
    fc.integer(),
    fc.double({ noDefaultInfinity: true, noNaN: true }),
    fc.maxSafeInteger(),
  )
  const old = fc.constantFrom(
    '1',
    '-0',
    '+7',
    '1_000',
    '2.5',
    '1_000.5',
    '3e4',
    '0xFF',
    '0o7',
    '0b1',
    'inf',
    'nan',
    '"text"',
    'true',
  )
  fc.assert(
    fc.property(old, number, (raw, value) => {
      const result = applyEdit(`x = ${raw} # c\n`, { op: 'set', path: ['x'], value })
      if (!result.ok) throw new Error(result.reason)
      expect(Number(dataOf(result.text)['x']) + 0).toBe(value + 0)
      expect(result.text).toMatch(/^x = \S+ # c\n$/)
    }),
  )
})

test('any key can be written', () => {
  fc.assert(
    fc.property(writable, writable, (key, value) => {
      const result = applyEdit('[a] # c\nb.c = 1\n', { op: 'set', path: ['a', key], value })
      if (key === 'b') return
      if (!result.ok) throw new Error(result.reason)
      expect(valueAt(dataOf(result.text), ['a', key])).toSatisfy((found) => plain(found) === plain(value))
      expect(valueAt(dataOf(result.text), ['a', 'b', 'c'])).toBe(1)
    }),
  )
})

/** Config text as some person might have laid it out. */
const layout = fc
  .record({
    eol: eols,
    mark: fc.constantFrom('', '\uFEFF'),
    end: fc.boolean(),
    head: fc.constantFrom(
      '',
      '# head\n\n',
      'worker_response_timeout_minutes = 5 # late\n',
      '[features]\nexperimental = true\n',
    ),
    teams: fc.array(
      fc.record({
        dotted: fc.boolean(),
        roles: fc.array(
          fc.record({
            above: fc.constantFrom('', '\n', '# above\n', '\n# apart\n\n# above\n', '\n\n\n'),
            indent: fc.constantFrom('', '  ', '\t'),
            behind: fc.constantFrom('', ' # behind', '   '),
            below: fc.constantFrom('', '# below\n', '\n# apart below\n'),
            prompt: fc.constantFrom(
              '"one"',
              "'two'",
              '"""\nlong\n# no comment\n[[none]]\n"""',
              "'''\nlong\n'''",
              '"""a \\\n   b"""',
            ),
            gates: fc.nat(2),
          }),
          { maxLength: 4 },
        ),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ eol, mark, end, head, teams }) => {
    const lines = teams.map(({ dotted, roles }, team) => {
      const budget = dotted ? 'budget.tokens = 5\n' : ''
      const tables = roles.map((role, index) => {
        const { above, indent, behind, below, prompt, gates } = role
        const gate = (at: number) =>
          `${indent}[[orchestrations.roles.gates]]${behind}\n${indent}name = "g${at}"\n`
        const pairs = `${indent}name = "r${index}"${behind}\n${indent}command = "c"\n${indent}prompt_template = ${prompt}${behind}\n`
        return `${above}${indent}[[orchestrations.roles]]${behind}\n${pairs}${Array.from({ length: gates }, (_u, at) => gate(at)).join('')}${below}`
      })
      return `[[orchestrations]]\nname = "t${team}"\n${budget}${tables.join('')}`
    })
    const whole = mark + (head + lines.join('\n')).replaceAll('\n', eol)
    return end ? whole : whole.trimEnd()
  })

/** Some edit that fits the data, chosen by numbers. */
function someEdit(
  data: Record<string, unknown>,
  [kind, team, role, index, key]: readonly number[],
  value: string,
): ConfigEdit {
  const teams = listAt(data, ['orchestrations'])
  const of = (length: number, number = 0) => (length === 0 ? 0 : number % length)
  const teamPath: ConfigPath = ['orchestrations', of(teams.length, team)]
  const roles = teams.length === 0 ? [] : listAt(data, [...teamPath, 'roles'])
  const rolePath: ConfigPath = [...teamPath, 'roles', of(roles.length, role)]
  const gates = roles.length === 0 ? [] : listAt(data, [...rolePath, 'gates'])
  const [list, items]: [ConfigPath, unknown[]] =
    teams.length === 0 || (kind ?? 0) % 3 === 0
      ? [['orchestrations'], teams]
      : roles.length === 0 || (kind ?? 0) % 3 === 1
        ? [[...teamPath, 'roles'], roles]
        : [[...rolePath, 'gates'], gates]
  const table: ConfigPath = roles.length > 0 ? rolePath : teams.length > 0 ? teamPath : []
  const name = ['name', 'command', 'prompt_template', 'description', 'new key'][(key ?? 0) % 5] ?? 'name'
  const path = [...table, name]
  const element: ConfigValue = { name: value, prompt_template: `${value}\nmore`, gates: [{ name: 'g' }] }
  switch ((index ?? 0) % 6) {
    case 0:
      return { op: 'insert', path: list, index: of(items.length + 1, key), value: element }
    case 1:
      if (items.length > 0) return { op: 'remove', path: list, index: of(items.length, key) }
      break
    case 2:
      if (items.length > 1)
        return { op: 'move', path: list, from: of(items.length, key), to: of(items.length, role) }
      break
    case 3:
      if (valueAt(data, path) !== undefined) return { op: 'unset', path }
      break
    case 4:
      if (teams.length > 0)
        return { op: 'set', path: [...teamPath, 'budget'], value: { tokens: 7, minutes: 1.5 } }
      break
  }
  return { op: 'set', path, value }
}

function listAt(data: Record<string, unknown>, path: ConfigPath): unknown[] {
  const value = valueAt(data, path)
  return Array.isArray(value) ? value : []
}

/** The intended data, worked out without the code under test. Empty lists and no lists are the same. */
function after(data: Record<string, unknown>, edit: ConfigEdit): unknown {
  const copy = plain(data) as Record<string, unknown>
  if (edit.op === 'relocate' || edit.op === 'rename') throw new Error('not made here')
  const parent = valueAt(copy, edit.path.slice(0, -1)) as Record<string, unknown>
  const key = String(edit.path.at(-1))
  const items = listAt(copy, edit.path)
  if (edit.op === 'set') parent[key] = plain(edit.value)
  if (edit.op === 'unset') delete parent[key]
  if (edit.op === 'insert') parent[key] = items.toSpliced(edit.index, 0, plain(edit.value))
  if (edit.op === 'remove') parent[key] = items.toSpliced(edit.index, 1)
  if (edit.op === 'move') parent[key] = items.toSpliced(edit.from, 1).toSpliced(edit.to, 0, items[edit.from])
  return withoutEmpty(copy)
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, item]) => !(Array.isArray(item) && item.length === 0))
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutEmpty(item)]))
}

test('edit after edit on any layout means what was asked for, and can be taken back to the byte', () => {
  const choice = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(99))
  fc.assert(
    fc.property(
      layout,
      fc.array(fc.tuple(choice, writable), { minLength: 1, maxLength: 8 }),
      (original, choices) => {
        let history: History = startHistory(original)
        const texts = [original]
        for (const [numbers, value] of choices) {
          const data = dataOf(history.text)
          const edit = someEdit(data, numbers, value)
          const result = editHistory(history, [edit])
          if (!result.ok) throw new Error(`${result.reason}\n${JSON.stringify(edit)}\n${history.text}`)
          expect(withoutEmpty(plain(dataOf(result.history.text))), JSON.stringify(edit)).toEqual(
            after(data, edit),
          )
          if (edit.op !== 'remove' && edit.op !== 'unset') {
            expect(commentsOf(result.history.text).toSorted()).toEqual(commentsOf(history.text).toSorted())
          }
          expect(result.history.text.startsWith('\uFEFF')).toBe(original.startsWith('\uFEFF'))
          if (result.history.past.length > history.past.length) texts.push(result.history.text)
          history = result.history
        }
        for (const text of texts.toReversed()) {
          expect(history.text).toBe(text)
          history = undo(history)
        }
        for (const text of texts.slice(1)) {
          history = redo(history)
          expect(history.text).toBe(text)
        }
      },
    ),
    { numRuns: 400 },
  )
})

test('a key that needs quotes gets them', () => {
  expect(['a-b_1', 'a b', '', 'ключ', 'a.b'].map(writeKey)).toEqual([
    'a-b_1',
    '"a b"',
    '""',
    '"ключ"',
    '"a.b"',
  ])
})
