import { describe, expect, it } from 'vitest'
import { shownText, typedText } from './shown-text'

describe('typedText', () => {
  it('changes nothing but what was typed, in files with any line ends', () => {
    const text = '\uFEFFa = 1\r\nb = 2\nc = 3\r\n'
    const shown = shownText(text)
    expect(shown).toBe('a = 1\nb = 2\nc = 3\n')
    expect(typedText(text, shown)).toBe(text)
    expect(typedText(text, shown.replace('2', '25'))).toBe(text.replace('2', '25'))
    expect(typedText(text, `${shown}d = 4\n`)).toBe(`${text}d = 4\r\n`)
    expect(typedText(text, shown.replace('a = 1\n', ''))).toBe('\uFEFFb = 2\nc = 3\r\n')
  })
})
