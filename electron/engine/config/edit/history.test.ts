import { expect, test } from 'vitest'
import { applyEdits } from './apply'
import { editHistory, redo, replaceText, startHistory, undo } from './history'
import type { History } from './history'
import { renameRoleEdits } from './roles'

const TEXT = '\uFEFF# a\r\nx = 1 # b\r\n[[r]]\r\nname = "n"\r\n'

function done(history: History, ...edits: Parameters<typeof editHistory>[1]): History {
  const result = editHistory(history, edits)
  if (!result.ok) throw new Error(result.reason)
  return result.history
}

test('steps are taken back and done again, typed text among them', () => {
  const first = done(startHistory(TEXT), { op: 'set', path: ['x'], value: 2 })
  const typed = replaceText(first, first.text.replace('# a', '# a\r\n# typed ='))
  const last = done(typed, { op: 'remove', path: ['r'], index: 0 })
  expect(last.past.map((step) => step.title)).toEqual(['Set x', 'Typing', 'Remove r[0]'])
  expect(undo(last).text).toBe(typed.text)
  expect(undo(undo(last)).text).toBe(first.text)
  expect(undo(undo(undo(last)))).toMatchObject({ text: TEXT, past: [] })
  expect(redo(redo(redo(undo(undo(undo(last))))))).toEqual(last)
})

test('nothing to take back or to do again', () => {
  const history = startHistory(TEXT)
  expect(undo(history)).toBe(history)
  expect(redo(history)).toBe(history)
})

test('a new step forgets what was taken back; an edit that changes nothing is no step', () => {
  const back = undo(done(startHistory(TEXT), { op: 'set', path: ['x'], value: 2 }))
  expect(back.future).toHaveLength(1)
  expect(done(back, { op: 'set', path: ['x'], value: 1 })).toBe(back)
  expect(replaceText(back, TEXT)).toBe(back)
  expect(done(back, { op: 'set', path: ['x'], value: 3 }).future).toEqual([])
})

test('several edits are one step, all or none', () => {
  const two = done(
    startHistory(TEXT),
    { op: 'set', path: ['x'], value: 2 },
    { op: 'set', path: ['r', 0, 'name'], value: 'm' },
  )
  expect(two.past).toHaveLength(1)
  expect(two.text).toBe(TEXT.replace('1', '2').replace('"n"', '"m"'))
  expect(undo(two).text).toBe(TEXT)
  const half = [
    { op: 'set', path: ['x'], value: 2 },
    { op: 'unset', path: ['none'] },
  ] as const
  expect(
    editHistory(
      startHistory(TEXT),
      half.map((edit) => ({ ...edit, path: [...edit.path] })),
    ),
  ).toEqual({
    ok: false,
    reason: 'There is no none to remove.',
  })
})

test('text that is not TOML is kept while it is typed, and edits wait', () => {
  const broken = replaceText(startHistory('x = 1\n'), 'x = \n')
  expect(editHistory(broken, [{ op: 'set', path: ['x'], value: 2 }])).toMatchObject({
    ok: false,
    reason: expect.stringContaining('Line 1: '),
  })
  expect(undo(broken).text).toBe('x = 1\n')
})

test('renaming a role renames it where others may delegate to it', () => {
  const text = '[[o]]\n[[o.roles]]\nname = "a"\nmay_delegate_to = ["b", "c"] # two\n[[o.roles]]\nname = "b"\n'
  const result = applyEdits(text, renameRoleEdits(text, ['o', 0, 'roles', 1], 'x y'))
  expect(result).toMatchObject({ ok: true, text: text.replaceAll('"b"', '"x y"') })
})
