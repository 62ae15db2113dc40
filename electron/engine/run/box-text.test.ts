import { describe, expect, it } from 'vitest'
import { claude } from '../agents/claude/index'
import { unpasted } from '../agents/text'
import { standsBehindOthers } from './box-text'

const typed = (text: string): string => unpasted(claude.submit.chunks(text, { bracketedPaste: true }))

describe('words in front of what was typed', () => {
  it.each<[string, string, boolean]>([
    ['Go on', 'Go on', false],
    ['one\ntwo\nthree\nfour', 'one two\n  three four', false],
    ['/clear is a word', 'Message: /clear is a word', false],
    ['!touch', '!touch', false],
    ['Go on', 'Never endGo on', true],
    ['Go on', '!Go on', true],
    // Of a long text a box shows the end alone.
    ['a long text that has scrolled', 'text that has scrolled', false],
    ['Go on', '[Pasted text #1 +40 lines]', false],
  ])('%j in a box with %j: %s', (text, draft, others) => {
    expect(standsBehindOthers(draft, typed(text))).toBe(others)
  })

  it('are not told by a box that cannot be read', () => {
    expect(standsBehindOthers(undefined, 'Go on')).toBe(false)
  })
})
