import { expect, test } from 'vitest'
import type { ConfigEdit, ConfigPath } from '#shared/contract/config-edit'
import { applyEdit, applyEdits, describeEdit } from './apply'
import { spliced } from './splices'

const x: ConfigPath = ['x']

test.each<[name: string, before: string, edit: ConfigEdit, after: string]>([
  // Values
  ['basic quotes stay', `x = "a" # c\n`, { op: 'set', path: x, value: 'b"' }, `x = "b\\"" # c\n`],
  ['literal quotes stay', `x = 'a\\b'\n`, { op: 'set', path: x, value: 'c\\d "e"' }, `x = 'c\\d "e"'\n`],
  [
    'literal quotes go where they cannot stay',
    `x = 'a'\n`,
    { op: 'set', path: x, value: "it's" },
    `x = "it's"\n`,
  ],
  [
    'escapes around a change stay',
    `x = "\\u00e9 a \\t"\n`,
    { op: 'set', path: x, value: 'é b \t' },
    `x = "\\u00e9 b \\t"\n`,
  ],
  [
    'a long text keeps its quotes, its start and its line endings',
    `x = """\r\none \\"q\\"\r\ntwo\r\n"""\r\n`,
    { op: 'set', path: x, value: 'one "q"\nTWO\nthree\n' },
    `x = """\r\none \\"q\\"\r\nTWO\r\nthree\r\n"""\r\n`,
  ],
  [
    'continued lines stay',
    `x = """a \\\n   b c"""\n`,
    { op: 'set', path: x, value: 'a b d' },
    `x = """a \\\n   b d"""\n`,
  ],
  [
    'a raw long text stays raw',
    `x = '''\n^\\d+$\n'''\n`,
    { op: 'set', path: x, value: '^\\w+$\nmore\n' },
    `x = '''\n^\\w+$\nmore\n'''\n`,
  ],
  ['a text that grows long', `x = "a"\n`, { op: 'set', path: x, value: 'a\nb' }, `x = """\na\nb"""\n`],
  [
    'a text with escaped lines stays so',
    `x = "a\\nb"\n`,
    { op: 'set', path: x, value: 'a\nc' },
    `x = "a\\nc"\n`,
  ],
  [
    'a text between braces stays on its line',
    `x = { y = "a" }\n`,
    { op: 'set', path: ['x', 'y'], value: 'a\nb' },
    `x = { y = "a\\nb" }\n`,
  ],
  ['digit groups stay', `x = 2_000_000\n`, { op: 'set', path: x, value: 12345678 }, `x = 12_345_678\n`],
  ['a decimal point stays', `x = 20.0\n`, { op: 'set', path: x, value: 25 }, `x = 25.0\n`],
  ['zero has no sign', `x = 1\n`, { op: 'set', path: x, value: -0 }, `x = 0\n`],
  ['large numbers', `x = 1\n`, { op: 'set', path: x, value: 1e21 }, `x = 1e21\n`],
  // New keys
  [
    'a short key goes above a long text',
    `[t]\nname = "n"\n# about p\np = """\nlong\n"""\n`,
    { op: 'set', path: ['t', 'k'], value: true },
    `[t]\nname = "n"\nk = true\n# about p\np = """\nlong\n"""\n`,
  ],
  [
    'neighbours that stand in columns',
    `a   = 1\nbcd = 2\n`,
    { op: 'set', path: ['ef'], value: 3 },
    `a   = 1\nbcd = 2\nef  = 3\n`,
  ],
  ['neighbours without spaces', `a=1\n`, { op: 'set', path: ['b'], value: 2 }, `a=1\nb=2\n`],
  [
    'indented neighbours',
    `[t]\r\n\ta = 1\r\n`,
    { op: 'set', path: ['t', 'b'], value: 2 },
    `[t]\r\n\ta = 1\r\n\tb = 2\r\n`,
  ],
  [
    'dotted neighbours',
    `a.b = 1\nc = 2\n`,
    { op: 'set', path: ['a', 'd'], value: 3 },
    `a.b = 1\na.d = 3\nc = 2\n`,
  ],
  ['between braces', `a = {b=1}\n`, { op: 'set', path: ['a', 'c'], value: 'd' }, `a = {b=1, c="d"}\n`],
  ['between empty braces', `a = {}\n`, { op: 'set', path: ['a', 'c'], value: 1 }, `a = { c = 1 }\n`],
  [
    'a table known by its sub-table alone',
    `[a.b]\nc = 1\n`,
    { op: 'set', path: ['a', 'd'], value: 2 },
    `[a]\nd = 2\n\n[a.b]\nc = 1\n`,
  ],
  [
    'a sub-table of an element',
    `[[a]]\nb = 1 # b\n\n[[a.r]]\n\n[[a]]\n`,
    { op: 'set', path: ['a', 0, 'budget', 'tokens'], value: 5 },
    `[[a]]\nb = 1 # b\n\n[a.budget]\ntokens = 5\n\n[[a.r]]\n\n[[a]]\n`,
  ],
  // Removing keys
  [
    'its own comment goes, the others stay',
    `# a\nx = 1 # b\n# c\ny = 2\n`,
    { op: 'unset', path: x },
    `# a\n# c\ny = 2\n`,
  ],
  ['the last line of a file without an end', `y = 1\r\nx = 1`, { op: 'unset', path: x }, `y = 1`],
  ['the first of braces', `a = { x = 1, y = 2 }\n`, { op: 'unset', path: ['a', 'x'] }, `a = { y = 2 }\n`],
  ['the last of braces', `a = { x = 1, y = 2 }\n`, { op: 'unset', path: ['a', 'y'] }, `a = { x = 1 }\n`],
  [
    'a whole table',
    `y = 1\n\n# t\n[t]\nx = 1\n\n[t.u]\nz = 1\n\n[v]\n`,
    { op: 'unset', path: ['t'] },
    `y = 1\n\n[v]\n`,
  ],
  ['a table of dotted keys', `t.x = 1\ny = 1\nt.z = 2\n`, { op: 'unset', path: ['t'] }, `y = 1\n`],
  // Elements
  [
    'an element moves with its comments and sub-tables; what stands between stays',
    `# 1\n[[r]] # one\nn = 1\n  # g\n  [[r.g]]\n  m = 1\n# end of 1\n\n# ---- apart ----\n\n# 2\n[[r]]\nn = 2`,
    { op: 'move', path: ['r'], from: 0, to: 1 },
    `# 2\n[[r]]\nn = 2\n\n# ---- apart ----\n\n# 1\n[[r]] # one\nn = 1\n  # g\n  [[r.g]]\n  m = 1\n# end of 1`,
  ],
  [
    'a line of a long text is no comment',
    `[[r]]\nn = '''\n# text'''\n[[r]]\nn = 2\n`,
    { op: 'move', path: ['r'], from: 1, to: 0 },
    `[[r]]\nn = 2\n[[r]]\nn = '''\n# text'''\n`,
  ],
  [
    'a removed element takes its comments and one gap',
    `# 1\n[[r]]\nn = 1\n\n# apart\n\n# 2\n[[r]]\nn = 2\n[[r.g]]\n\n[[r]]\nn = 3\n`,
    { op: 'remove', path: ['r'], index: 1 },
    `# 1\n[[r]]\nn = 1\n\n# apart\n\n[[r]]\nn = 3\n`,
  ],
  [
    'the last element takes the gap above it',
    `[[r]]\nn = 1\n\n\n[[r]]\nn = 2\n`,
    { op: 'remove', path: ['r'], index: 1 },
    `[[r]]\nn = 1\n`,
  ],
  [
    'the larger gap remains',
    `a = 1\r\n[[r]]\r\nn = 1\r\n\r\n[t]\r\n`,
    { op: 'remove', path: ['r'], index: 0 },
    `a = 1\r\n\r\n[t]\r\n`,
  ],
  [
    'a new element has the gap and the indentation of the others',
    `[[r]]\n\tn = 1\n\n\n# 2\n[[r]]\n\tn = 2\n`,
    { op: 'insert', path: ['r'], index: 1, value: { n: 3, g: [{ m: 'a\nb' }] } },
    `[[r]]\n\tn = 1\n\n\n[[r]]\n\tn = 3\n\n[[r.g]]\n\tm = """\na\nb"""\n\n\n# 2\n[[r]]\n\tn = 2\n`,
  ],
  [
    'elements between brackets move with their comments',
    `r = [\n  # 1\n  { n = 1 }, # one\n  { n = 2 } # two\n]\n`,
    { op: 'move', path: ['r'], from: 0, to: 1 },
    `r = [\n  { n = 2 }, # two\n  # 1\n  { n = 1 } # one\n]\n`,
  ],
  [
    'a line between brackets',
    `r = [\n  1, # one\n  2 # two\n]\n`,
    { op: 'insert', path: ['r'], index: 2, value: 3 },
    `r = [\n  1, # one\n  2, # two\n  3\n]\n`,
  ],
  [
    'a list on one line',
    `r = [1, 2,]\n`,
    { op: 'insert', path: ['r'], index: 2, value: 3 },
    `r = [1, 2, 3,]\n`,
  ],
  [
    'only what differs in a list is written',
    `r = [\n  'a', # one\n  'b',\n  'c',\n]\n`,
    { op: 'set', path: ['r'], value: ['a', 'x', 'y', 'c'] },
    `r = [\n  'a', # one\n  'x',\n  "y",\n  'c',\n]\n`,
  ],
  [
    'only what differs in a table is written',
    `[t]\na = 1 # a\nb = 2 # b\n`,
    { op: 'set', path: ['t'], value: { a: 1, c: 3 } },
    `[t]\na = 1 # a\nc = 3\n`,
  ],
  // Names and places
  ['a key and its place', `"x" = 1 # c\n`, { op: 'rename', path: x, key: 'a b' }, `"a b" = 1 # c\n`],
  [
    'a table in all its headers',
    `[ x . y ]\n[x]\n[x.z]\n`,
    { op: 'rename', path: x, key: 'w' },
    `[ w . y ]\n[w]\n[w.z]\n`,
  ],
  [
    'a dotted key',
    `a.x.b = 1\na.x.c = 2\n`,
    { op: 'rename', path: ['a', 'x'], key: 'y' },
    `a.y.b = 1\na.y.c = 2\n`,
  ],
  [
    'a line and its comments to another table',
    `y = 1\n[t]\n  # up\n  x = [\n    1\n  ] # own\nz = 2\n`,
    { op: 'relocate', from: ['t', 'x'], to: x },
    `y = 1\n# up\nx = [\n    1\n  ] # own\n[t]\nz = 2\n`,
  ],
])('%s', (_name, before, edit, after) => {
  const result = applyEdit(before, edit)
  expect(result).toMatchObject({ ok: true, text: after })
  if (result.ok) expect(spliced(before, result.changed)).toBe(after)
})

test.each<[name: string, before: string, edit: ConfigEdit, reason: string]>([
  ['not TOML', 'x =', { op: 'set', path: x, value: 1 }, 'Line 1: '],
  ['no such element', '[[r]]\n', { op: 'set', path: ['r', 1, 'n'], value: 1 }, 'There is no r[1].'],
  ['a value that is no table', 'x = 1\n', { op: 'set', path: ['x', 'y'], value: 1 }, 'x is not a table.'],
  [
    'a table with headers in place of a value',
    '[x]\n',
    { op: 'set', path: x, value: 1 },
    'x is written as a table',
  ],
  ['nothing to remove', 'y = 1\n', { op: 'unset', path: x }, 'There is no x to remove.'],
  ['a list that is none', 'x = 1\n', { op: 'insert', path: x, index: 0, value: 1 }, 'x is not a list.'],
  [
    'a place behind the end',
    '[[x]]\n',
    { op: 'insert', path: x, index: 2, value: {} },
    'There is no place 2 in x.',
  ],
  ['a move to nowhere', '[[x]]\n', { op: 'move', path: x, from: 0, to: 1 }, 'There is no place 1 in x.'],
  [
    'a plain value among tables',
    '[[x]]\n',
    { op: 'insert', path: x, index: 0, value: 1 },
    'x is a list of tables.',
  ],
  [
    'a name that is taken',
    'x = 1\ny = 2\n',
    { op: 'rename', path: x, key: 'y' },
    'There is already a y beside it.',
  ],
  [
    'a place that is taken',
    'x = 1\n[t]\nx = 2\n',
    { op: 'relocate', from: ['t', 'x'], to: x },
    'There is already a x.',
  ],
  ['a number that is none', 'x = 1\n', { op: 'set', path: x, value: Number.NaN }, 'A number must be'],
  [
    'a text that the position parser does not know',
    'x = 1 # \0\n',
    { op: 'set', path: x, value: 2 },
    'Line 1: ',
  ],
])('%s is refused with a reason', (_name, before, edit, reason) => {
  expect(applyEdit(before, edit)).toEqual({ ok: false, reason: expect.stringContaining(reason) })
})

test('changes count characters of the text with its byte order mark', () => {
  expect(applyEdit('\uFEFFx = "a🚀b"\n', { op: 'set', path: x, value: 'a🚁b' })).toEqual({
    ok: true,
    text: '\uFEFFx = "a🚁b"\n',
    changed: [{ start: 7, end: 9, text: '🚁' }],
  })
})

test('changes never part the halves of a character', () => {
  // The two share their second half.
  expect(applyEdit('x = "🚀"\n', { op: 'set', path: x, value: '🪀' })).toMatchObject({
    changed: [{ start: 5, end: 7, text: '🪀' }],
  })
})

test('what would come out wrong is refused, and the text stays', () => {
  const before = 'r = [{ n = 1 }, { n = 2 } # two\n]\n'
  expect(applyEdit(before, { op: 'move', path: ['r'], from: 0, to: 1 })).toEqual({
    ok: false,
    reason: 'This cannot be changed here without touching something else. Edit it as text.',
  })
})

test('a key called __proto__ is a key', () => {
  const result = applyEdit('["__proto__"]\nx = 1\n', { op: 'set', path: ['__proto__', 'x'], value: 2 })
  expect(result).toMatchObject({ ok: true, text: '["__proto__"]\nx = 2\n' })
})

test('several edits are done together, or none', () => {
  const set = (path: ConfigPath): ConfigEdit => ({ op: 'set', path, value: 9 })
  expect(applyEdits('x = 1\ny = 2\n', [set(['x']), set(['y'])])).toMatchObject({
    ok: true,
    text: 'x = 9\ny = 9\n',
  })
  expect(applyEdits('x = 1\n', [set(['x']), { op: 'unset', path: ['y'] }])).toMatchObject({ ok: false })
  expect(applyEdits('x = 1\n', [])).toEqual({ ok: true, text: 'x = 1\n', changed: [] })
})

test('an edit has a name for a menu', () => {
  const edits: ConfigEdit[] = [
    { op: 'set', path: ['o', 0, 'name'], value: 1 },
    { op: 'relocate', from: ['a', 'x'], to: ['x'] },
    { op: 'move', path: ['r'], from: 1, to: 0 },
    { op: 'insert', path: ['r'], index: 1, value: 1 },
    { op: 'unset', path: ['r'] },
  ]
  expect(edits.map(describeEdit)).toEqual([
    'Set o[0].name',
    'Move a.x to x',
    'Move r[1]',
    'Add to r',
    'Remove r',
  ])
})
