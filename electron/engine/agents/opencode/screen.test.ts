import { describe, expect, it } from 'vitest'
import type { Screen } from '../../terminal/host'
import { loadScreen } from '../testing/load-screen'
import { opencode } from './index'
import { readOpenCodeScreen } from './screen'

const screen = (name: string): Screen => loadScreen(import.meta.dirname, name)
const context = { now: 0, typedSinceSubmit: 0 }

describe('the screen of OpenCode 1.18.33', () => {
  it.each<[string, unknown]>([
    ['idle-fresh', { box: 'empty' }],
    ['idle-after-turn', { box: 'empty' }],
    ['idle-after-denial', { box: 'empty' }],
    ['idle-after-error', { box: 'empty' }],
    ['idle-after-interrupt', { box: 'empty' }],
    ['draft', { box: 'draft', draft: 'half typed' }],
    ['pasted', { box: 'draft', draft: 'hello there\nsecond line' }],
    ['slash-menu', { box: 'draft', draft: '/' }],
    ['shell-mode-empty', { box: 'draft', draft: '!' }],
    ['shell-mode', { box: 'draft', draft: '!ls' }],
    ['thinking', { box: 'empty', busy: true }],
    ['thinking-draft', { box: 'draft', draft: 'more', busy: true }],
    [
      'dialog-permission',
      { box: 'absent', dialog: { kind: 'permission', title: 'Allow: touch guarded.txt' } },
    ],
    ['dialog-question', { box: 'absent', dialog: { kind: 'question', title: 'Which color?' } }],
    ['palette', { box: 'absent' }],
  ])('%s', (name, reading) => {
    expect(readOpenCodeScreen(screen(name))).toEqual(reading)
  })

  it.each<[string, boolean]>([
    ['idle-fresh', true],
    ['idle-after-error', true],
    ['draft', true],
    ['thinking', false],
    ['dialog-permission', false],
    ['dialog-question', false],
    ['palette', false],
  ])('may be typed into on %s: %s', (name, ready) => {
    expect(opencode.ready(screen(name), { status: 'idle' }, context)).toBe(ready)
    expect(opencode.ready(screen(name), { status: 'working' }, context)).toBe(false)
  })

  it('is unknown before anything is printed', () => {
    expect(readOpenCodeScreen({ ...screen('idle-fresh'), outputBytes: 0 })).toEqual({ box: 'unknown' })
  })
})

describe('a submit on the screen', () => {
  const later = (name: string): Screen => ({ ...screen(name), outputBytes: 2 })

  it.each<[string, string, string, boolean]>([
    ['pasted', 'idle-after-turn', 'hello there\nsecond line', true],
    ['pasted', 'thinking', 'SLOW now', true],
    ['pasted', 'pasted', 'hello there\nsecond line', false],
    ['pasted', 'idle-fresh', 'hello there\nsecond line', false],
    ['pasted', 'dialog-permission', 'hello there\nsecond line', false],
  ])('from %s to %s', (before, after, text, seen) => {
    expect(opencode.sawSubmit(text, screen(before), later(after))).toBe(seen)
    expect(opencode.sawSubmit(text, screen(before), screen(after))).toBe(false)
  })
})
