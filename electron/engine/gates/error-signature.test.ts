import { expect, test } from 'vitest'
import { errorSignature } from './error-signature'

const run = (time: number, failing: string): string => `
 RUN v4.1.${time}
 ✓ src/cart.test.ts (12 tests) ${time}ms
 ${failing}
 AssertionError: expected 3 to be 4
     at /tmp/build-${time}/cart.ts:${time}:3
 Test Files 1 failed | 8 passed
 Duration ${time}.${time}s`
const CART = '\u001b[31m✗\u001b[39m cart adds up 12ms'

test('the same failure is known again whatever its times, numbers, colours and folders are', () => {
  expect(errorSignature(run(17, CART), 'exited with code 1')).toBe(
    errorSignature(run(230, '✗ cart adds up 9ms'), 'exited with code 1'),
  )
})

test('another failing test, and another way to end, is another error', () => {
  const first = errorSignature(run(17, CART), 'exited with code 1')
  expect(errorSignature(run(17, '✗ cart empties'), 'exited with code 1')).not.toBe(first)
  expect(errorSignature(run(17, CART), 'was ended after 20 minutes')).not.toBe(first)
})

test('without a line that says what failed, the end of the output stands for it', () => {
  const lines = (last: string) =>
    [...Array.from({ length: 40 }, (_, index) => `step ${index}`), last].join('\n')
  expect(errorSignature(lines('stuck at alpha'), '')).toBe(
    errorSignature(`more\n${lines('stuck at alpha')}`, ''),
  )
  expect(errorSignature(lines('stuck at alpha'), '')).not.toBe(errorSignature(lines('stuck at beta'), ''))
  expect(errorSignature('', 'exited with code 1')).toBe(errorSignature('\n\n', 'exited with code 1'))
})
