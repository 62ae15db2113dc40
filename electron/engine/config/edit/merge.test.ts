import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ConfigEdit } from '#shared/contract/config-edit'
import { applyEdit } from './apply'
import { corpus, dataOf, fieldsIn, plain } from './corpus.testing'
import { sameData, valueAt } from './data'
import { editHistory, replaceText, startHistory } from './history'
import { mergeEdits, mergeSteps } from './merge'

const BASE = `# shop
[[o]]
name = "t"

# a
[[o.roles]]
name = "a"
command = "one"

# b
[[o.roles]]
name = "b"
command = "two"

# c
[[o.roles]]
name = "c"
command = "three"
`
const roles = ['o', 0, 'roles']

function edited(text: string, ...edits: ConfigEdit[]): string {
  return edits.reduce((now, edit) => {
    const result = applyEdit(now, edit)
    if (!result.ok) throw new Error(result.reason)
    return result.text
  }, text)
}

const setB: ConfigEdit = { op: 'set', path: [...roles, 1, 'command'], value: 'mine' }

describe('a file that changed meanwhile', () => {
  test.each<[name: string, theirs: string]>([
    ['a comment', BASE.replace('# shop', '# shop, since 1999\n# more')],
    ['another key of the same role', BASE.replace('"two"', '"two"\nclear = false')],
    ['a role ahead of it', edited(BASE, { op: 'insert', path: roles, index: 0, value: { name: 'new' } })],
    ['the order', edited(BASE, { op: 'move', path: roles, from: 1, to: 2 })],
    ['another role removed', edited(BASE, { op: 'remove', path: roles, index: 0 })],
    ['the name of the role', BASE.replace('name = "b"', 'name = "beta"')],
  ])('%s: the edit lands where it belongs', (_name, theirs) => {
    const result = mergeEdits(BASE, theirs, [setB])
    expect(result.conflicts).toEqual([])
    expect(result.text).toBe(theirs.replace('"two"', '"mine"'))
  })

  test('the same value: a conflict, and theirs stays', () => {
    const theirs = BASE.replace('"two"', '"theirs"')
    const result = mergeEdits(BASE, theirs, [setB])
    expect(result).toEqual({
      text: theirs,
      applied: [],
      conflicts: [
        { edit: setB, onTheirs: setB, reason: 'o[0].roles[1].command was changed on disk as well.' },
      ],
    })
  })

  test('a conflict can be settled by doing the edit all the same', () => {
    const theirs = edited(BASE.replace('"two"', '"theirs"'), {
      op: 'insert',
      path: roles,
      index: 0,
      value: { name: 'x' },
    })
    const [conflict] = mergeEdits(BASE, theirs, [setB]).conflicts
    expect(conflict?.onTheirs).toEqual({ ...setB, path: [...roles, 2, 'command'] })
    expect(edited(theirs, conflict?.onTheirs ?? setB)).toBe(theirs.replace('"theirs"', '"mine"'))
  })

  test('the same change in both places is no conflict', () => {
    const theirs = BASE.replace('"two"', '"mine"')
    expect(mergeEdits(BASE, theirs, [setB])).toEqual({ text: theirs, applied: [setB], conflicts: [] })
  })

  test('the role is gone', () => {
    const theirs = edited(BASE, { op: 'remove', path: roles, index: 1 })
    expect(mergeEdits(BASE, theirs, [setB])).toEqual({
      text: theirs,
      applied: [],
      conflicts: [{ edit: setB, reason: 'o[0].roles[1].command is no longer in the file on disk.' }],
    })
    expect(mergeEdits(BASE, theirs, [{ op: 'remove', path: roles, index: 1 }])).toMatchObject({
      text: theirs,
      conflicts: [],
    })
  })

  test('a role that was changed on disk is not removed', () => {
    const theirs = BASE.replace('"two"', '"theirs"')
    expect(mergeEdits(BASE, theirs, [{ op: 'remove', path: roles, index: 1 }])).toMatchObject({
      text: theirs,
      conflicts: [{ onTheirs: { index: 1 } }],
    })
  })

  test('edits that build on each other', () => {
    const theirs = edited(BASE, { op: 'remove', path: roles, index: 0 })
    const result = mergeEdits(BASE, theirs, [
      { op: 'insert', path: roles, index: 2, value: { name: 'new' } },
      { op: 'set', path: [...roles, 2, 'command'], value: 'four' },
      { op: 'move', path: roles, from: 3, to: 1 },
      { op: 'unset', path: [...roles, 2, 'command'] },
      { op: 'rename', path: ['o', 0, 'name'], key: 'title' },
    ])
    expect(result.conflicts).toEqual([])
    expect(dataOf(result.text)).toMatchObject({
      o: [
        {
          title: 't',
          roles: [{ name: 'c', command: 'three' }, { name: 'b' }, { name: 'new', command: 'four' }],
        },
      ],
    })
    expect(result.text).not.toContain('"two"')
  })

  test('not TOML on disk: every edit is a conflict', () => {
    expect(mergeEdits(BASE, 'x =', [setB])).toMatchObject({
      text: 'x =',
      conflicts: [{ reason: 'The file on disk is not valid TOML.' }],
    })
  })
})

test('typed text is merged when it lies apart from the change on disk, and shown when it does not', () => {
  const typed = replaceText(startHistory(BASE), BASE.replace('# c', '# c typed'))
  const step = editHistory(typed, [setB])
  if (!step.ok) throw new Error(step.reason)
  const apart = BASE.replace('# shop', '# store')
  expect(mergeSteps(BASE, apart, step.history.past)).toMatchObject({
    text: step.history.text.replace('# shop', '# store'),
    typed: [],
    conflicts: [],
  })
  const meets = BASE.replace('# c', '# c theirs')
  expect(mergeSteps(BASE, meets, step.history.past)).toMatchObject({
    text: meets.replace('"two"', '"mine"'),
    typed: [{ title: 'Typing' }],
  })
})

test('two edits of different fields merge in either order; of one field they conflict', () => {
  const choice = fc.record({ file: fc.nat(), mine: fc.nat(), theirs: fc.nat() })
  fc.assert(
    fc.property(choice, ({ file, mine, theirs }) => {
      const text = corpus[file % corpus.length]?.text ?? ''
      const fields = fieldsIn(text).filter(({ path }) => path.at(-1) !== 'name')
      const [one, two] = [fields[mine % fields.length], fields[theirs % fields.length]]
      if (one === undefined || two === undefined) return
      const first: ConfigEdit = { op: 'set', path: one.path, value: 'mine' }
      const second: ConfigEdit = { op: 'set', path: two.path, value: 'theirs' }
      const disk = edited(text, second)
      const result = mergeEdits(text, disk, [first])
      if (sameData(one.path, two.path)) {
        expect(result).toMatchObject({ text: disk, conflicts: [{ edit: first }] })
        return
      }
      expect(result.conflicts).toEqual([])
      const value = valueAt(dataOf(result.text), two.path)
      expect(value).toBe('theirs')
      expect(plain(dataOf(result.text))).toEqual(plain(dataOf(edited(text, first, second))))
    }),
    { numRuns: 300 },
  )
})
