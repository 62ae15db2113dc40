import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wrap } from './wrap'

it('breaks at spaces, and words that are too long', () => {
  expect(wrap('one two three', 9)).toEqual(['one two', 'three'])
  expect(wrap('abcdefghijkl m', 8)).toEqual(['abcdefgh', 'ijkl m'])
  expect(wrap('a\n\nb', 8)).toEqual(['a', '', 'b'])
})

it('keeps every character and no line too long', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 8, max: 40 }), (text, width) => {
      const lines = wrap(text, width)
      expect(lines.every((line) => line.length <= width)).toBe(true)
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(/[\n ]/g, ''))
    }),
  )
})
