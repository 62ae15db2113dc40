import { describe, expect, it } from 'vitest'
import type { Screen } from '../../terminal/host'
import type { ScreenReading } from '../adapter'
import { loadScreen } from '../testing/load-screen'
import { codex } from './index'
import { readCodexScreen, readCodexTitle } from './screen'

const screen = (name: string): Screen => loadScreen(import.meta.dirname, name)
const context = { now: 0, typedSinceSubmit: 0 }
const asks = (kind: string, title: string) => ({ box: 'absent', dialog: { kind, title } })

describe('the screen of Codex 0.169.0', () => {
  it.each<[string, unknown]>([
    ['idle-fresh', { box: 'empty' }],
    ['idle-after-turn', { box: 'empty' }],
    ['idle-after-denial', { box: 'empty' }],
    ['idle-after-error', { box: 'empty' }],
    ['idle-after-interrupt', { box: 'empty' }],
    ['draft', { box: 'draft', draft: 'half typed' }],
    ['pasted', { box: 'draft', draft: 'hello there\nsecond line' }],
    ['slash-menu', { box: 'draft', draft: '/cl' }],
    ['shell-mode-empty', { box: 'draft', draft: '!' }],
    ['shell-mode', { box: 'draft', draft: '!ls' }],
    ['thinking', { box: 'empty', busy: true }],
    ['thinking-draft', { box: 'draft', draft: 'more', busy: true }],
    ['working-tool', { box: 'empty', busy: true }],
    ['dialog-permission', asks('permission', 'Allow: touch guarded.txt')],
    [
      'dialog-trust',
      asks(
        'trust',
        'Trust this folder? Codex can read, edit, and run files here, subject to your permission settings. Folder settings',
      ),
    ],
    ['dialog-hooks', asks('hooks', 'Hooks need review')],
    ['splash', { box: 'unknown' }],
    ['dialog-login', asks('login', 'Choose how you want to use Codex.')],
    ['dialog-update', asks('update', 'Update available · 0.169.0 → 9.9.9')],
  ])('%s', (name, reading) => {
    expect(readCodexScreen(screen(name))).toEqual(reading)
  })

  it.each<[string, boolean]>([
    ['idle-fresh', true],
    ['idle-after-error', true],
    ['draft', true],
    ['thinking', false],
    ['working-tool', false],
    ['dialog-permission', false],
    ['dialog-trust', false],
    ['dialog-hooks', false],
    ['dialog-login', false],
    ['dialog-update', false],
    ['splash', false],
  ])('may be typed into on %s: %s', (name, ready) => {
    expect(codex.ready(screen(name), { status: 'idle' }, context)).toBe(ready)
    expect(codex.ready(screen(name), { status: 'waiting' }, context)).toBe(false)
  })

  it('is unknown before anything is printed', () => {
    expect(readCodexScreen({ ...screen('idle-fresh'), outputBytes: 0 })).toEqual<ScreenReading>({
      box: 'unknown',
    })
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
    expect(codex.sawSubmit(text, screen(before), later(after))).toBe(seen)
    expect(codex.sawSubmit(text, screen(before), screen(after))).toBe(false)
  })
})

it.each([
  ['work', undefined],
  ['⠼ Scripted session | work', 'working'],
  ['[ . ] Action Required | Scripted session | work', 'waiting'],
  ['[ ! ] Action Required | work', 'waiting'],
])('the title %j tells %s', (title, state) => {
  expect(readCodexTitle(title)).toBe(state)
})

describe('a submitted text', () => {
  const chunks = (text: string, bracketedPaste = true) => codex.submit.chunks(text, { bracketedPaste })

  it('is one paste, defused', () => {
    expect(chunks('one\ntwo')).toEqual(['\u001b[200~one\ntwo\u001b[201~'])
    expect(chunks('!ls')).toEqual(['\u001b[200~ !ls\u001b[201~'])
    expect(chunks('/clear now', false)).toEqual(['Message: /clear now'])
  })

  it('is known again in what was reported', () => {
    expect(codex.matches('!ls', '!ls')).toBe(true)
    expect(codex.matches('/clear now', 'Message: /clear now')).toBe(true)
    expect(codex.matches('Do it', 'You are the coder.\n\nDo it')).toBe(true)
    expect(codex.matches('Do it', 'Do it not')).toBe(false)
  })
})
