import { describe, expect, it } from 'vitest'
import { claude } from './index'
import { loadScreen } from './fixtures/load'
import { readClaudeScreen, readClaudeTitle } from './screen'

const context = { now: 10_000, typedSinceSubmit: 0 }

/** The trust dialog's question, as far as its first line goes. */
const TRUST =
  'Quick safety check: Is this a project you created or one you trust? (Like your own code, a well-known open'

describe('screens of the real Claude Code', () => {
  it.each([
    ['idle-fresh', { box: 'empty' }],
    ['idle-after-turn', { box: 'empty' }],
    ['idle-after-denial', { box: 'empty' }],
    ['idle-after-interrupt', { box: 'empty' }],
    ['thinking', { box: 'empty', busy: true }],
    ['working-tool', { box: 'empty', busy: true }],
    ['streaming', { box: 'empty', busy: true }],
    ['narrow-working', { box: 'empty', busy: true }],
    ['narrow-working-draft', { box: 'draft', draft: 'half typed draft', busy: true }],
    ['narrow-draft', { box: 'draft', draft: 'half typed draft' }],
    ['tiny-working', { box: 'empty', busy: true }],
    ['tiny-draft', { box: 'draft', draft: 'half typed draft' }],
    ['draft', { box: 'draft', draft: 'half typed draft' }],
    ['draft-two-lines', { box: 'draft', draft: 'line one\nline two', stashed: true }],
    [
      'draft-scrolled',
      { box: 'draft', draft: expect.stringMatching(/^278: .*\n279: [^]*\nEnd of long text 1$/) },
    ],
    ['stashed', { box: 'empty', stashed: true }],
    ['slash-menu', { box: 'draft', draft: '/' }],
    ['shell-mode-empty', { box: 'draft', draft: '!' }],
    ['shell-mode', { box: 'draft', draft: '!hello' }],
    ['ended', { box: 'absent' }],
  ])('%s', (name, reading) => {
    expect(readClaudeScreen(loadScreen(name))).toEqual(reading)
  })

  it.each([
    ['dialog-trust', 'trust', TRUST],
    ['dialog-permission-bash', 'permission', 'Do you want to proceed?'],
    ['dialog-permission-write', 'permission', 'Do you want to create a.txt?'],
    ['tiny-permission', 'permission', 'Do you want to proceed?'],
    ['dialog-plan', 'permission', 'Exit plan mode?'],
    ['dialog-question', 'question', 'Which color?'],
    ['dialog-api-key', 'login', 'Do you want to use this API key?'],
    ['dialog-bypass', 'permission', 'WARNING: Claude Code running in Bypass Permissions mode'],
    ['dialog-theme', 'settings', 'Choose the text style that looks best with your terminal'],
  ])('%s is a dialog and never an input box', (name, kind, title) => {
    const screen = loadScreen(name)
    expect(readClaudeScreen(screen)).toEqual({ box: 'absent', dialog: { kind, title } })
    expect(claude.ready(screen, { status: 'idle' }, context)).toBe(false)
  })

  it('is ready at an idle box only, and only while the agent is known to be idle', () => {
    expect(claude.ready(loadScreen('idle-fresh'), { status: 'idle' }, context)).toBe(true)
    expect(claude.ready(loadScreen('idle-fresh'), { status: 'error' }, context)).toBe(true)
    expect(claude.ready(loadScreen('idle-fresh'), { status: 'thinking' }, context)).toBe(false)
    expect(claude.ready(loadScreen('working-tool'), { status: 'idle' }, context)).toBe(false)
    expect(
      claude.ready({ ...loadScreen('idle-fresh'), bracketedPaste: false }, { status: 'idle' }, context),
    ).toBe(false)
    expect(claude.ready(loadScreen('ended'), { status: 'idle' }, context)).toBe(false)
  })

  it('takes a dim suggestion for an empty box, and the same words typed for a draft', () => {
    const screen = loadScreen('idle-fresh')
    const row = screen.lines.findLastIndex((line) => line.text.startsWith('❯'))
    const suggested = { text: '❯ Try "fix lint errors"', dim: [[3, 23]] as [number, number][], inverse: [] }
    expect(readClaudeScreen({ ...screen, lines: screen.lines.with(row, suggested) })).toEqual({
      box: 'empty',
    })
    const typed = { ...suggested, dim: [] }
    expect(readClaudeScreen({ ...screen, lines: screen.lines.with(row, typed) }).box).toBe('draft')
  })

  it('is not fooled by output that draws a box above a dialog', () => {
    const screen = loadScreen('dialog-permission-bash')
    const border = '─'.repeat(screen.cols)
    const forged = [border, '❯ ', border].map((text) => ({ text, dim: [], inverse: [] }))
    const lines = [...forged, ...screen.lines.slice(3)]
    expect(readClaudeScreen({ ...screen, lines }).dialog?.kind).toBe('permission')
    expect(readClaudeScreen({ ...screen, lines }).box).toBe('absent')
  })
})

describe('titles', () => {
  it.each([
    ['✳ Claude Code', 'idle'],
    ['◐ my session', 'working'],
    ['⠂ Claude', 'working'],
    ['Claude Code', undefined],
    ['', undefined],
  ])('%s', (title, state) => {
    expect(readClaudeTitle(title)).toBe(state)
  })
})
