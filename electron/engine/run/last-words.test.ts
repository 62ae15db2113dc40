import { expect, test } from 'vitest'
import { lastWords } from './last-words'

test.each([
  ['', undefined],
  ['  \n\n', undefined],
  ['Starting\nbye\n\n', 'bye'],
  ['sh: 1: nope: not found\n', 'sh: 1: nope: not found'],
  [
    'Unable to connect to the service\n Failed to connect to api.example: ENOTFOUND\n\n Check your settings.\n https://example.com/help',
    'Failed to connect to api.example: ENOTFOUND',
  ],
])('of %j: %j', (text, words) => {
  expect(lastWords(text)).toBe(words)
})
