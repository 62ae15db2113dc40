import { describe, expect, it } from 'vitest'
import type { Screen } from '../../terminal/host'
import { loadScreen } from '../testing/load-screen'
import { copilot } from './index'
import { readCopilotScreen } from './screen'

const context = { now: 10_000, typedSinceSubmit: 0 }
const load = (name: string): Screen => loadScreen(import.meta.dirname, name)

describe('screens of the real Copilot CLI', () => {
  it.each([
    ['idle-after-turn', { box: 'empty', sure: true }],
    ['plain-idle', { box: 'empty', sure: true }],
    ['plain-draft', { box: 'draft', draft: 'half typed draft\nsecond line', sure: true }],
    ['plain-shell-mode', { box: 'draft', draft: '!', sure: true }],
    ['plain-thinking-draft', { box: 'draft', draft: 'draft while busy', busy: true, sure: true }],
    ['esc-once', { box: 'draft', draft: 'draft while busy', busy: true, sure: true }],
    ['resumed', { box: 'empty', sure: true }],
    ['cleared', { box: 'empty', sure: true }],
    ['error', { box: 'empty', sure: true }],
    ['narrow-idle', { box: 'empty', sure: true }],
    ['narrow-denied', { box: 'empty', sure: true }],
    ['draft', { box: 'draft', draft: 'half typed draft', sure: true }],
    ['draft-two-lines', { box: 'draft', draft: 'half typed draft\nsecond line', sure: true }],
    ['idle-after-interrupt', { box: 'draft', draft: 'draft while busy', sure: true }],
    [
      'narrow-pasted',
      { box: 'draft', draft: '[Saved pasted content to workspace (24.5 KB) id=1]', sure: true },
    ],
    ['shell-mode', { box: 'draft', draft: '!', sure: true }],
    ['slash-menu', { box: 'draft', draft: '/add-dir', sure: true }],
    ['working-tool', { box: 'empty', busy: true, sure: true }],
    ['thinking', { box: 'empty', busy: true, sure: true }],
    ['thinking-draft', { box: 'draft', draft: 'draft while busy', busy: true, sure: true }],
  ])('%s', (name, reading) => {
    expect(readCopilotScreen(load(name))).toEqual(reading)
  })

  it.each([
    ['dialog-trust', 'trust', 'Do you trust the files in this folder?'],
    [
      'dialog-permission',
      'permission',
      'Do you want to run this command? touch made1.txt; env | grep -c DOT_AGENT_DECK_',
    ],
    ['narrow-permission', 'permission', 'Do you want to run this command? touch made1.txt'],
  ])('%s is a dialog and never an input box', (name, kind, title) => {
    expect(readCopilotScreen(load(name))).toEqual({ box: 'absent', dialog: { kind, title }, sure: true })
    expect(copilot.ready(load(name), { status: 'idle' }, context)).toBe(false)
  })

  it('waits for a login at an empty box until something else was said', () => {
    const screen = load('no-login')
    const title = 'Please use /login to sign in to use Copilot'
    const reading = { box: 'empty', dialog: { kind: 'login', title }, sure: true }
    expect(readCopilotScreen(screen)).toEqual(reading)
    expect(copilot.ready(screen, { status: 'idle' }, context)).toBe(false)
    const asked = screen.lines.findIndex(({ text }) => text.startsWith(title))
    const said = [
      { text: ' ● Signed in as ada', dim: [], inverse: [] },
      { text: '', dim: [], inverse: [] },
    ]
    const lines = [...screen.lines.slice(2, asked + 1), ...said, ...screen.lines.slice(asked + 1)]
    expect(readCopilotScreen({ ...screen, lines })).toEqual({ box: 'empty', sure: true })
    expect(copilot.ready({ ...screen, lines }, { status: 'idle' }, context)).toBe(true)
  })

  it('is ready at an idle box only', () => {
    const idle = load('idle-after-turn')
    expect(copilot.ready(idle, { status: 'idle' }, context)).toBe(true)
    expect(copilot.ready(idle, { status: 'thinking' }, context)).toBe(false)
    expect(copilot.ready(load('thinking'), { status: 'idle' }, context)).toBe(false)
    expect(copilot.ready({ ...idle, bracketedPaste: false }, { status: 'idle' }, context)).toBe(false)
  })
})

describe('typing into Copilot CLI', () => {
  const open = { bracketedPaste: true }

  it('takes the name of a file with as many lines for a text that Copilot keeps in one', () => {
    const kept = (lines: number): string =>
      `<pasted_content file="/home/dev/.copilot/files/paste-1.txt" size="20.1 KB" lines="${lines}" />`
    expect(copilot.matches('a\nb\nc', kept(3))).toBe(true)
    expect(copilot.matches('a\nb\nc', kept(4))).toBe(false)
  })

  it('splits a text of many lines, so that the box shows it', () => {
    const text = `${'👩‍👧 a line\n'.repeat(2_000)}end`
    const chunks = copilot.submit.chunks(text, open)
    expect(chunks.length).toBeGreaterThan(4)
    const whole = chunks.map((chunk) => chunk.slice('\u001b[200~'.length, -'\u001b[201~'.length))
    expect(whole.join('')).toBe(text)
    expect(whole.some((piece) => /[\ud800-\udbff]$/.test(piece))).toBe(false)
  })

  it('puts a word in front of what would run in a shell', () => {
    expect(copilot.submit.chunks('!ls', open)).toEqual(['\u001b[200~Message: !ls\u001b[201~'])
    expect(copilot.matches('!ls', 'Message: !ls')).toBe(true)
    expect(copilot.matches('Do it', 'You are the coder.\n\nDo it')).toBe(true)
    expect(copilot.matches('Do it', 'Do it not')).toBe(false)
  })
})
