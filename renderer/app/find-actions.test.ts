import { expect, it } from 'vitest'
import { findActions } from './find-actions'

const titles = ['Previous part of the window', 'Theme: dark', 'Show all actions', 'Pause the run', 'Next tab']
const found = (text: string) =>
  findActions(
    titles.map((title) => ({ title })),
    text,
  ).map(({ title }) => title)

it('puts what begins with the words first', () => {
  expect(found('pause')).toEqual(['Pause the run'])
  expect(found('the')).toEqual(['Theme: dark', 'Previous part of the window', 'Pause the run'])
  expect(found('run pause')).toEqual(['Pause the run'])
})

it('falls back to the letters in their order, and shows everything for nothing', () => {
  expect(found('ntb')).toEqual(['Next tab'])
  expect(found('xyz')).toEqual([])
  expect(found(' ')).toEqual(titles)
})
