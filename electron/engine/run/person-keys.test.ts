import { expect, test } from 'vitest'
import { noKeys, typed, typedLine } from './person-keys'

/** How many characters stand in the box after these keys, one call each. */
const left = (...data: string[]) =>
  data.reduce((keys, part, index) => typed(keys, part, index + 1), noKeys).typed

test.each<[string, string[], number]>([
  ['letters', ['a', 'bc'], 3],
  ['Enter submits', ['abc', '\r'], 0],
  ['Enter, and words behind it', ['abc\rde'], 2],
  ['Ctrl+C clears', ['abc', '\u0003'], 0],
  ['Escape Enter is a new line, no submit', ['abc', '\u001b\r', 'd'], 4],
  ['Backspace takes one back', ['abc', '\u007f', '\b'], 1],
  ['Backspace in an empty box', ['\u007f'], 0],
  ['arrows and function keys are no text', ['ab', '\u001b[D', '\u001bOP', '\u001b[1;5C'], 2],
  ['a paste counts whole, and its line ends submit nothing', ['\u001b[200~one\rtwo\u001b[201~'], 7],
  ['a paste of nothing', ['\u001b[200~\u001b[201~'], 0],
])('%s', (_, data, count) => {
  expect(left(...data)).toBe(count)
})

test.each([
  ['a mouse report', '\u001b[<0;10;5M'],
  ['a focus report', '\u001b[I'],
  ['an answer to a colour query', '\u001b]11;rgb:0000/0000/0000\u0007'],
  ['a lone escape', '\u001b'],
  ['nothing', ''],
])('%s is no typing', (_, data) => {
  const before = { typed: 2, lastAt: 5 }
  expect(typed(before, data, 9)).toBe(before)
})

test('it is known when the last key was typed, also by keys that leave the box empty', () => {
  expect(typed(noKeys, 'a', 7)).toEqual({ typed: 1, lastAt: 7 })
  expect(typed({ typed: 1, lastAt: 7 }, '\u007f', 9)).toEqual({ typed: 0, lastAt: 9 })
})

test.each<[string, string[], string | undefined]>([
  ['keys one by one', ['/', 'cl', 'ear', '\r'], '/clear'],
  ['a correction', ['/clean', '\u007f', 'r', '\r'], '/clear'],
  ['a line begun anew', ['no', '\u0015', '/clear', '\r'], '/clear'],
  ['arrows between', ['/cl', '\u001b[B', 'ear', '\r'], '/clear'],
  ['nothing submitted', ['/clear'], undefined],
  ['a line that was pasted', ['\u001b[200~/clear\u001b[201~', '\r'], ''],
])('the line that is submitted: %s', (_, data, line) => {
  let typedSoFar = ''
  let submitted: string | undefined
  for (const part of data) {
    const next = typedLine(typedSoFar, part)
    typedSoFar = next.line
    submitted = next.submitted ?? submitted
  }
  expect(submitted).toBe(line)
})
