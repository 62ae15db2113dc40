import { describe, expect, it } from 'vitest'
import { agoText, durationText, tookText } from './time'

describe('durationText', () => {
  it.each([
    [-5, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [7_500_000, '2 h 05'],
    [90_000_000, '1 d 1 h'],
  ])('says %i ms as %s', (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text)
  })
})

describe('agoText', () => {
  it('is relative while fresh, and a date after a day', () => {
    const now = Date.UTC(2026, 5, 15, 12)
    expect(agoText(now - 3000, now)).toBe('just now')
    expect(agoText(now - 240_000, now)).toBe('4 min ago')
    expect(agoText(now - 40 * 3_600_000, now)).toContain('2026')
  })
})

describe('tookText', () => {
  it('has tenths for what was quick', () => {
    expect([40, 1234, 10_000, 125_000].map(tookText)).toEqual(['0.0 s', '1.2 s', '10 s', '2 min'])
  })
})
