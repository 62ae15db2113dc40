import { expect, it } from 'vitest'
import { readTap } from './tests-of-project'
import { pointedFiles } from './pointed-text'
import { statusReport, titleReport } from './program-status'

it('finds the files that a prompt points at', () => {
  expect(pointedFiles('Read `.deck/t1.md` now, or "/a b/c.md".')).toEqual(
    expect.arrayContaining(['.deck/t1.md', '/a b/c.md']),
  )
  expect(pointedFiles('Read .deck/runs/r1/t1.md, please')).toContain('.deck/runs/r1/t1.md')
  expect(pointedFiles('Read /Users/me/Application Support/t1.md')).toContain(
    '/Users/me/Application Support/t1.md',
  )
  expect(pointedFiles('nothing here')).toEqual([])
})

it('reads what the tests of a project say', () => {
  const tap = `TAP version 13
# Subtest: adds
ok 1 - adds
  ---
  ...
# Subtest: gives 10 % off
not ok 2 - gives 10 % off
  ---
  expected: 9000
  actual: 10000
  ...
1..2
`
  expect(readTap(tap)).toEqual({ passed: 1, failed: ['gives 10 % off'], expected: '9000', actual: '10000' })
})

it('reports its state as terminals read it', () => {
  expect(statusReport('working', 'Edit a')).toBe('\x1b]7501;state=working:app=deck-demo:msg=RWRpdCBh\x1b\\')
  expect(statusReport('idle')).toBe('\x1b]7501;state=idle:app=deck-demo\x1b\\')
  expect(titleReport('a\x07b')).toBe('\x1b]0;a b\x07')
})
