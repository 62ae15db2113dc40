import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { claimsOf } from './claims'

test('paths are compared by where they are, however they were given', () => {
  expect(claimsOf('/shop', ['src/a.ts', './src/a.ts', '/shop/src/a.ts', 'lib/../src/a.ts'])).toEqual({
    paths: ['src/a.ts'],
  })
  expect(claimsOf('/shop', ['.', '/shop/', 'docs/'])).toEqual({ paths: ['.', 'docs'] })
})

test('a pattern claims the folder that it begins in', () => {
  expect(claimsOf('/shop', ['src/**/*.ts', '*.md', 'lib/{a,b}.ts'])).toEqual({ paths: ['src', '.', 'lib'] })
})

test('several in one are told apart, but for a file that is named so', () => {
  expect(claimsOf('/shop', ['src/a.ts, src/b.ts'])).toEqual({ paths: ['src/a.ts', 'src/b.ts'] })
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'deck-claims-')))
  try {
    writeFileSync(join(directory, 'a,b'), '')
    expect(claimsOf(directory, ['a,b'])).toEqual({ paths: ['a,b'] })
  } finally {
    rmSync(directory, { recursive: true })
  }
})

test('a path outside is told', () => {
  expect(claimsOf('/shop', ['src', '../other/a.ts'])).toEqual({ outside: '../other/a.ts' })
  expect(claimsOf('/shop', ['/etc/passwd'])).toEqual({ outside: '/etc/passwd' })
  expect(claimsOf('/shop', ['..shop/a'])).toEqual({ paths: ['..shop/a'] })
})
