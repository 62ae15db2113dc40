import { describe, expect, it } from 'vitest'
import { linesToAskAbout, quotePaths } from './paste'

describe('linesToAskAbout', () => {
  it('asks about more than five lines, and only where they would run one by one', () => {
    expect(linesToAskAbout('a\n'.repeat(5), false)).toBe(0)
    expect(linesToAskAbout('a\r\n'.repeat(6), false)).toBe(6)
    expect(linesToAskAbout('a\n'.repeat(6), true)).toBe(0)
  })
})

describe('quotePaths', () => {
  it('leaves plain paths alone and quotes the rest, so that each stays one word', () => {
    expect(quotePaths(['/a/b.txt', '/a b/$(rm)', "/it's"], 'linux')).toBe(`/a/b.txt '/a b/$(rm)' '/it'\\''s'`)
    expect(quotePaths(['C:\\a\\b.txt', 'C:\\a b'], 'win32')).toBe('C:\\a\\b.txt "C:\\a b"')
  })
})
