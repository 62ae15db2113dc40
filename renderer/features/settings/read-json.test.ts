import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJson } from './read-json'

test('what JSON.parse reads is read the same', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(undefined, 2, '\t'), (written, space) => {
      const text = JSON.stringify(JSON.parse(written), null, space)
      expect(readJson(text)).toMatchObject({ ok: true, value: JSON.parse(text) as unknown })
    }),
  )
})

test('what JSON.parse does not read is not read, and the other way round', () => {
  const damaged = fc
    .tuple(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom('', '"', ',', ']', '}', '\n', '0', ':', 'x', '\\'),
    )
    .map(([text, at, put]) => {
      const place = at % (text.length + 1)
      return text.slice(0, place) + put + text.slice(place + 1)
    })
  fc.assert(
    fc.property(fc.oneof(damaged, fc.string()), (text) => {
      let parses = true
      try {
        JSON.parse(text)
      } catch {
        parses = false
      }
      expect(readJson(text).ok).toBe(parses)
    }),
  )
})

test.each([
  ['{\n  "a": 1,\n}', 3, 1, /comma too many/],
  ['{"a": 1 "b": 2}', 1, 9, /comma or }/],
  ['[1, 2', 1, 6, /comma or ]/],
  ['{"a" 1}', 1, 6, /colon/],
  ['{a: 1}', 1, 2, /double quotes/],
  ['{"a": tru}', 1, 7, /value/],
  ['', 1, 1, /value/],
  ['{}\r\n{}', 2, 1, /after the end/],
  ['"a\nb"', 1, 1, /no end/],
])('%j is told at %i:%i', (text, line, column, message) => {
  expect(readJson(text)).toEqual({
    ok: false,
    place: { line, column },
    message: expect.stringMatching(message),
  })
})

test('keys have their places', () => {
  const read = readJson('\uFEFF{\r\n  "a": { "b": [1,\r\n 2] },\r\n  "__proto__": 1 }')
  if (!read.ok) throw new Error(read.message)
  expect(read.placeOf(['a'])).toEqual({ line: 2, column: 3 })
  expect(read.placeOf(['a', 'b'])).toEqual({ line: 2, column: 10 })
  expect(read.placeOf(['a', 'b', '1'])).toEqual({ line: 3, column: 2 })
  expect(read.placeOf(['__proto__'])).toEqual({ line: 4, column: 3 })
  expect(Object.keys(Object(read.value))).toEqual(['a', '__proto__'])
})

test('what is nested without end is refused', () => {
  expect(readJson('['.repeat(100_000))).toMatchObject({ ok: false, message: expect.stringMatching(/deep/) })
})
