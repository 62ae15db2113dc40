import { expect, it } from 'vitest'
import { evenGrid } from './grid'

it.each([
  [1, [1]],
  [2, [2]],
  [3, [2, 1]],
  [5, [3, 2]],
  [7, [3, 2, 2]],
  [9, [3, 3, 3]],
])('lays %i terminals out evenly', (count, rows) => {
  const items = Array.from({ length: count }, (_, index) => index)
  const grid = evenGrid(items)
  expect(grid.map((row) => row.length)).toEqual(rows)
  expect(grid.flat()).toEqual(items)
})

it('has no more columns than there is room for', () => {
  const grid = evenGrid(['a', 'b', 'c', 'd', 'e'], 2)
  expect(grid).toEqual([['a', 'b'], ['c', 'd'], ['e']])
})
