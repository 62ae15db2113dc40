import fc from 'fast-check'
import { expect, test } from 'vitest'
import { simpleCommands } from './shell-words'

function texts(command: string): string[][] {
  return simpleCommands(command).map((words) => words.map((word) => word.text))
}

test.each<[string, string[][]]>([
  ['claude', [['claude']]],
  ['  a  b\tc ', [['a', 'b', 'c']]],
  [`a 'b c' "d e"f g\\ h ''`, [['a', 'b c', 'd ef', 'g h', '']]],
  ['"a\\"b" \'c\\d\' "e\\f"', [['a"b', 'c\\d', 'e\\f']]],
  ['a && b; c | d || e &\nf', [['a'], ['b'], ['c'], ['d'], ['e'], ['f']]],
  ['a # b c\nd#e', [['a'], ['d#e']]],
  ['(a "b', [['a', 'b']]],
  ['a \\\nb', [['a', 'b']]],
  ['', []],
])('%j', (command, expected) => {
  expect(texts(command)).toEqual(expected)
})

test('says which words the shell would replace', () => {
  const words = simpleCommands(`a $HOME "$x" '$y' ~/b c~ *.ts "*" \\$z "\\$"`)[0] ?? []
  expect(words.filter((word) => !word.literal).map((word) => word.text)).toEqual([
    '$HOME',
    '$x',
    '~/b',
    '*.ts',
  ])
})

test('any words, once quoted, come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (words) => {
      const command = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
      expect(simpleCommands(command)).toEqual([words.map((text) => ({ text, literal: true }))])
    }),
  )
})

test('any text ends', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => Array.isArray(simpleCommands(text))))
})
