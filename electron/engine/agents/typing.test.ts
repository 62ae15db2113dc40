import { describe, expect, it } from 'vitest'
import type { ScreenReading } from './adapter'
import { reportsPrompt, restsAtBox, takesPaste } from './typing'

describe('an agent takes text', () => {
  const empty: ScreenReading = { box: 'empty' }

  it.each<[ScreenReading, boolean]>([
    [empty, true],
    [{ box: 'draft', draft: 'half' }, true],
    [{ box: 'absent' }, false],
    [{ box: 'unknown' }, false],
    [{ box: 'empty', busy: true }, false],
    [{ box: 'empty', dialog: { kind: 'permission', title: 'Allow it?' } }, false],
  ])('at %j: %s', (reading, rests) => {
    expect(restsAtBox({ status: 'idle' }, reading)).toBe(rests)
    expect(restsAtBox({ status: 'error' }, reading)).toBe(rests)
    expect(restsAtBox({ status: 'working' }, reading)).toBe(false)
  })

  it('as a paste only where pastes are known', () => {
    expect(takesPaste({ bracketedPaste: true }, { status: 'idle' }, empty)).toBe(true)
    expect(takesPaste({ bracketedPaste: false }, { status: 'idle' }, empty)).toBe(false)
  })
})

describe('a reported prompt', () => {
  it('is the text that was sent, white space aside, also behind a prompt of the command’s own', () => {
    expect(reportsPrompt('Fix\n  the build', 'Fix the build ')).toBe(true)
    expect(reportsPrompt('Fix the build', 'Be brief. Fix the build')).toBe(true)
  })

  it('is another when words differ, and nothing is never reported', () => {
    expect(reportsPrompt('Fix the build', 'Fix the build now')).toBe(false)
    expect(reportsPrompt('build', 'Rebuild')).toBe(false)
    expect(reportsPrompt('  ', '  ')).toBe(false)
  })
})
