import { expect, test } from 'vitest'
import { nearest } from './keys'

test.each([
  ['reviwer', 'reviewer'],
  ['Coder', 'coder'],
  ['promptTemplate', 'prompt_template'],
  ['code', 'coder'],
  ['tests', undefined],
  ['zz', undefined],
])('%s is nearest to %s', (word, expected) => {
  expect(nearest(word, ['reviewer', 'coder', 'prompt_template', 'qa'])).toBe(expected)
})

test('without candidates there is nothing near', () => {
  expect(nearest('a', [])).toBeUndefined()
})
