import { describe, expect, it } from 'vitest'
import { type Notice, defaultSettings } from '#shared/contract/views'
import { createCoalescer, digest, isInView, isWanted } from './notification-policy'

function notice(key: string, change: Partial<Notice> = {}): Notice {
  return { key, category: 'report', title: `shop · coder · ${key}`, body: '', run: 'r', pane: 'p', ...change }
}

describe('isWanted', () => {
  it('follows the settings, category by category', () => {
    const none = { ...defaultSettings, notifyReports: false, notifyWaiting: false, notifyFinished: false }
    expect(isWanted(notice('a'), { ...none, notifyReports: true })).toBe(true)
    expect(isWanted(notice('a'), { ...defaultSettings, notifyReports: false })).toBe(false)
    expect(isWanted(notice('a', { category: 'waiting' }), { ...none, notifyWaiting: true })).toBe(true)
    expect(isWanted(notice('a', { category: 'failed' }), { ...none, notifyWaiting: true })).toBe(true)
    expect(isWanted(notice('a', { category: 'failed', pane: null }), { ...none, notifyFinished: true })).toBe(
      true,
    )
    expect(isWanted(notice('a', { category: 'finished' }), none)).toBe(false)
  })
})

describe('isInView', () => {
  it('is silent only for the selected pane of a focused window', () => {
    const selection = { run: 'r', pane: 'p' }
    expect(isInView(notice('a'), { focused: true, selection })).toBe(true)
    expect(isInView(notice('a'), { focused: false, selection })).toBe(false)
    expect(isInView(notice('a', { pane: 'other' }), { focused: true, selection })).toBe(false)
    expect(isInView(notice('a', { run: 'other' }), { focused: true, selection })).toBe(false)
    expect(isInView(notice('a', { pane: null }), { focused: true, selection })).toBe(true)
    expect(isInView(notice('a'), { focused: true, selection: { run: null, pane: null } })).toBe(false)
  })
})

describe('digest', () => {
  it('shows the last of a key, in the order of the first', () => {
    const [a, b, c] = [notice('a'), notice('b'), notice('a', { title: 'newer' })]
    expect(digest([a, b, c])).toEqual([c, b])
  })

  it('makes one of many, and goes to the one that waits', () => {
    const many = ['a', 'b', 'c'].map((key) => notice(key))
    const waits = notice('d', { category: 'waiting', pane: 'q' })
    expect(digest([...many, waits])).toEqual([
      {
        ...waits,
        key: 'several',
        title: '4 things happened in your runs',
        body: [...many, waits].map((item) => item.title).join('\n'),
      },
    ])
  })
})

describe('createCoalescer', () => {
  it('shows what came together once, and what comes later again', () => {
    const shown: Notice[][] = []
    const timers: Array<() => void> = []
    const { add } = createCoalescer(
      (notices) => shown.push(notices),
      (then) => timers.push(then),
    )
    add(notice('a'))
    add(notice('a', { title: 'newer' }))
    add(notice('b'))
    expect(timers).toHaveLength(1)
    timers.shift()?.()
    expect(shown.map((group) => group.map((item) => item.title))).toEqual([['newer', 'shop · coder · b']])
    add(notice('c'))
    timers.shift()?.()
    expect(shown[1]?.map((item) => item.key)).toEqual(['c'])
  })
})
