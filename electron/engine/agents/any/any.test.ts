import { describe, expect, it } from 'vitest'
import type { Screen } from '../../terminal/host'
import { any } from './index'

const NOW = 10_000

/** A screen with these rows, the cursor behind the last one, quiet for a second. */
function screen(rows: string[], changes: Partial<Screen> = {}): Screen {
  const last = rows.at(-1) ?? ''
  return {
    cols: 80,
    rows: 24,
    cursor: { x: last.length, y: rows.length - 1, visible: true },
    alternate: false,
    bracketedPaste: false,
    mouse: false,
    title: '',
    lines: rows.map((text) => ({ text, dim: [], inverse: [] })),
    outputBytes: 10,
    lastOutputAt: NOW - 1_000,
    inputBytes: 0,
    ...changes,
  }
}

const context = { now: NOW, typedSinceSubmit: 0 }

describe('the screen of any program', () => {
  it.each([
    [['$ '], { box: 'empty' }],
    [['ready', 'agent> '], { box: 'empty' }],
    [['Your message: '], { box: 'empty' }],
    [['building things'], { box: 'unknown' }],
    [
      ['Overwrite file? [y/N] '],
      { box: 'absent', dialog: { kind: 'question', title: 'Overwrite file? [y/N]' } },
    ],
    [
      ['Allow the command? (y/n)'],
      { box: 'absent', dialog: { kind: 'permission', title: 'Allow the command? (y/n)' } },
    ],
    [['Password: '], { box: 'absent', dialog: { kind: 'login', title: 'Password:' } }],
    [
      ['Do you trust the files in this folder?', '', '❯ 1. Yes', '  2. No', ''],
      { box: 'absent', dialog: { kind: 'trust', title: 'Do you trust the files in this folder?' } },
    ],
    [
      ['A new version is available. Update now?', '> 1. Yes', '  2. Later', ''],
      { box: 'absent', dialog: { kind: 'update', title: 'A new version is available. Update now?' } },
    ],
    [
      ['Log in to go on', '› 1. With a browser', ''],
      { box: 'absent', dialog: { kind: 'login', title: 'Log in to go on' } },
    ],
    [
      ['Press Enter to continue'],
      { box: 'absent', dialog: { kind: 'other', title: 'Press Enter to continue' } },
    ],
  ])('%j', (rows, reading) => {
    expect(any.readScreen(screen(rows), context)).toEqual(reading)
  })

  it('does not take an old menu in the output for a dialog once a prompt stands below it', () => {
    expect(any.readScreen(screen(['Pick one', '> 1. Yes', '  2. No', '$ ']), context)).toEqual({
      box: 'empty',
    })
  })

  it('takes a program in bracketed paste mode at its word, once it is quiet', () => {
    const shown = screen(['type here', ''], { bracketedPaste: true })
    expect(any.readScreen(shown, context)).toEqual({ box: 'empty' })
    expect(any.ready(shown, { status: 'idle' }, context)).toBe(true)
    expect(any.ready({ ...shown, lastOutputAt: NOW - 100 }, { status: 'idle' }, context)).toBe(false)
    expect(any.ready(shown, { status: 'waiting' }, context)).toBe(false)
  })

  it('takes no border for an input line, and a prompt that begins like one for a prompt', () => {
    const moved = (row: string, x: number) =>
      screen(['> ', row], { bracketedPaste: true, cursor: { x, y: 1, visible: true } })
    expect(any.readScreen(moved('─'.repeat(70), 2), context)).toEqual({ box: 'unknown' })
    expect(any.readScreen(moved(`╰${'─'.repeat(70)}╯`, 1), context)).toEqual({ box: 'unknown' })
    expect(any.readScreen(moved('╰─ ', 3), context)).toEqual({ box: 'empty' })
    expect(any.readScreen(moved('└─$ ', 4), context)).toEqual({ box: 'empty' })
    expect(any.readScreen(moved('│ ', 2), context)).toEqual({ box: 'empty' })
  })

  it('sees what a person typed, by the count and by the line', () => {
    expect(any.readScreen(screen(['$ half']), { ...context, rest: { text: '$ ', x: 2 } })).toEqual({
      box: 'draft',
      draft: 'half',
    })
    expect(any.readScreen(screen(['$ ']), { ...context, typedSinceSubmit: 3 }).box).toBe('draft')
  })

  it('is not ready before the program has printed anything, nor while it shows how to interrupt it', () => {
    expect(any.readScreen(screen([''], { outputBytes: 0 }), context).box).toBe('unknown')
    expect(any.readScreen(screen(['Working (esc to interrupt)', '> ']), context).busy).toBe(true)
  })
})

describe('proof on the screen', () => {
  const before = screen(['$ Read the task'])

  it('is the text gone from the input line, with output after it', () => {
    const submitted = screen(['$ Read the task', 'reading'], { outputBytes: 20 })
    expect(any.sawSubmit('Read the task', before, submitted)).toBe(true)
    expect(
      any.sawSubmit('Read the task', screen(['> Read the task']), screen(['> '], { outputBytes: 12 })),
    ).toBe(true)
  })

  it('is seen by a deck that was not there when Enter was pressed', () => {
    const rest = screen(['$ Read the task', 'reading'])
    const since = { ...rest, lastOutputAt: 2000 }
    expect(any.sawSubmit('Read the task', undefined, since, 1000)).toBe(true)
    expect(any.sawSubmit('Read the task', undefined, { ...before, lastOutputAt: 2000 }, 1000)).toBe(false)
    expect(any.sawSubmit('Read the task', undefined, since, 3000)).toBe(false)
    expect(any.sawSubmit('Read the task', undefined, since)).toBe(false)
  })

  it('is not given while the text stands in the box, or nothing was printed', () => {
    expect(any.sawSubmit('Read the task', before, { ...before, outputBytes: 20 })).toBe(false)
    expect(any.sawSubmit('Read the task', before, before)).toBe(false)
  })
})
