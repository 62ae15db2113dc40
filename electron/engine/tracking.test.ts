import { expect, test } from 'vitest'
import { readChecklist } from './tracking'

test('counts nested items, whatever marks them, and takes the first heading', () => {
  const text = [
    'Intro',
    '## Checkout ##',
    '- [ ] one',
    '  * [x] nested',
    '\t+ [X] deeper',
    '1. [x] numbered',
    '> - [ ] quoted',
    '# Later',
    '- [] no box',
    '- [x]nothing behind it',
    '- [-] neither',
    'a - [x] sentence',
  ].join('\r\n')
  expect(readChecklist(text)).toEqual({ done: 3, total: 5, heading: 'Checkout' })
})

test('what stands in a fenced block is code', () => {
  const text =
    '```md\n# not this\n- [x] nor this\n~~~\n```\n- [ ] this\n~~~~\n- [x] no\n~~~\n- [x] still no\n~~~~\n- [x] yes\n'
  expect(readChecklist(text)).toEqual({ done: 1, total: 2, heading: null })
})

test('an empty file, and one without a list, are no checklist', () => {
  expect(readChecklist('')).toEqual({ done: 0, total: 0, heading: null })
  expect(readChecklist('# Plan\n\nWrite it.\n')).toEqual({ done: 0, total: 0, heading: 'Plan' })
})

test('a heading is plain text of bounded length', () => {
  const { heading } = readChecklist(`# \u001b[31mRed\u202e ${'x'.repeat(300)}\n`)
  expect(heading).toMatch(/^\[31mRed x+$/)
  expect(heading).toHaveLength(200)
})
