import { expect, test } from 'vitest'
import { positionsOf } from './positions'

const BODY = `[[o]]
name = "x"
b.c = 1
  [o.budget]
  tokens = 1
[[o.roles]]
gates = [{ name = "a" }, { "b c" = 2 }]
[[o]]
[[o.roles]]
[[o.roles]]
start = true
`
/** Refused by the position parser. */
const REFUSED = '\0'

test('finds keys, tables, array elements and inline tables', () => {
  const { at } = positionsOf(BODY)
  expect(at(['o', 0])).toEqual({ line: 1, column: 3 })
  expect(at(['o', 0, 'name'])).toEqual({ line: 2, column: 1 })
  expect(at(['o', 0, 'b', 'c'])).toEqual({ line: 3, column: 3 })
  expect(at(['o', 0, 'budget', 'tokens'])).toEqual({ line: 5, column: 3 })
  expect(at(['o', 0, 'roles', 0, 'gates', 1, 'b c'])).toEqual({ line: 7, column: 28 })
  expect(at(['o', 1, 'roles', 1, 'start'])).toEqual({ line: 11, column: 1 })
})

test('an unknown path takes the place of its nearest parent', () => {
  expect(positionsOf(BODY).at(['o', 1, 'roles', 0, 'nothing', 'here'])).toEqual({ line: 9, column: 3 })
  expect(positionsOf(BODY).at(['nothing'])).toEqual({ line: 1, column: 1 })
})

test('text that the position parser refuses is scanned line by line', () => {
  const { at } = positionsOf(`${BODY}# ${REFUSED}`)
  expect(at(['o', 0, 'name'])).toEqual({ line: 2, column: 1 })
  expect(at(['o', 0, 'budget', 'tokens'])).toEqual({ line: 5, column: 3 })
  expect(at(['o', 1, 'roles', 1, 'start'])).toEqual({ line: 11, column: 1 })
})
