import { describe, expect, it } from 'vitest'
import type { Screen } from '../../terminal/host'
import { loadScreen } from '../testing/load-screen'
import { gemini } from './index'
import { readGeminiScreen, readGeminiTitle } from './screen'

const context = { now: 10_000, typedSinceSubmit: 0 }
const load = (name: string): Screen => loadScreen(import.meta.dirname, name)

describe('screens of the real Gemini CLI', () => {
  it.each([
    ['idle-after-turn', { box: 'empty' }],
    ['cleared', { box: 'empty' }],
    ['resumed', { box: 'empty' }],
    ['narrow-yolo', { box: 'empty' }],
    ['idle-after-interrupt', { box: 'draft', draft: 'draft while busy' }],
    ['draft', { box: 'draft', draft: 'half typed draft' }],
    ['draft-two-lines', { box: 'draft', draft: 'half typed draft\nsecond line' }],
    ['shell-mode', { box: 'draft', draft: '!' }],
    ['slash-menu', { box: 'draft', draft: '/' }],
    ['narrow-pasted', { box: 'draft', draft: '[Pasted Text: 200 lines]' }],
    ['thinking', { box: 'empty', busy: true }],
    ['thinking-draft', { box: 'draft', draft: 'draft while busy', busy: true }],
    [
      'narrow-tool',
      { box: 'empty', busy: true, tool: { name: 'Shell', detail: 'sleep 3; touch made2.txt' } },
    ],
    ['error', { box: 'empty', failed: 'the model is out for lunch' }],
  ])('%s', (name, reading) => {
    expect(readGeminiScreen(load(name), context)).toEqual(reading)
  })

  it.each([
    '✦ Chat history compressed from 13089 to 258 tokens.',
    'ℹ Context compressed from 81% to 12%. Change threshold in /settings.',
  ])('says: %s', (words) => {
    const screen = load('idle-after-turn')
    const said = { ...screen, lines: [{ text: words, dim: [], inverse: [] }, ...screen.lines.slice(1)] }
    expect(readGeminiScreen(said, context)).toEqual({ box: 'empty', compactions: 1 })
  })

  it.each([
    ['dialog-trust', 'trust', 'Do you trust the files in this folder?'],
    ['dialog-login', 'login', 'How would you like to authenticate for this project?'],
    ['dialog-permission', 'permission', 'Allow Shell: touch made1.txt; env | grep -c DOT_AGENT_DECK_?'],
  ])('%s is a dialog and never an input box', (name, kind, title) => {
    expect(readGeminiScreen(load(name), context)).toEqual({ box: 'absent', dialog: { kind, title } })
    expect(gemini.ready(load(name), { status: 'idle' }, context)).toBe(false)
  })

  it('takes words typed over the placeholder for a draft, and blanks of the person’s too', () => {
    const screen = load('idle-after-turn')
    const typed = { ...screen, cursor: { ...screen.cursor, x: 5 } }
    expect(readGeminiScreen(typed, context).box).toBe('draft')
  })

  it('is ready at an idle box only', () => {
    const idle = load('idle-after-turn')
    expect(gemini.ready(idle, { status: 'idle' }, context)).toBe(true)
    expect(gemini.ready(load('draft'), { status: 'error' }, context)).toBe(true)
    expect(gemini.ready(idle, { status: 'working' }, context)).toBe(false)
    expect(gemini.ready(load('thinking'), { status: 'idle' }, context)).toBe(false)
    expect(gemini.ready({ ...idle, bracketedPaste: false }, { status: 'idle' }, context)).toBe(false)
  })
})

describe('proof by the screen', () => {
  it('is the text as the last prompt of the conversation', () => {
    const before = load('draft')
    const after = load('idle-after-turn')
    expect(gemini.sawSubmit('First "prompt" here\nsecond line', undefined, after)).toBe(true)
    expect(gemini.sawSubmit('Another', before, after)).toBe(false)
    expect(gemini.sawSubmit('half typed draft', before, before)).toBe(false)
    expect(gemini.sawSubmit('SLOW 6000 think', before, { ...load('thinking'), outputBytes: 2 })).toBe(true)
    expect(gemini.sawSubmit('First "prompt" here\nsecond line', before, load('thinking'))).toBe(false)
  })

  it('goes by the end of a text that is longer than the screen', () => {
    const lines = Array.from(
      { length: 200 },
      (_, row) => `line ${row} of the long text with words and ünïcödé 日本 👩‍👩‍👧 in it ${'x'.repeat(40)}`,
    )
    expect(gemini.sawSubmit(lines.join('\n'), undefined, load('narrow-after-paste'))).toBe(true)
    expect(gemini.sawSubmit(lines.slice(0, -1).join('\n'), undefined, load('narrow-after-paste'))).toBe(false)
    expect(gemini.sawSubmit(lines.join('\n'), undefined, load('narrow-pasted'))).toBe(false)
  })

  it('does not take the prompt before for the same one that is still in the box', () => {
    const seen = load('idle-after-turn')
    const text = 'First "prompt" here\nsecond line'
    expect(gemini.sawSubmit(text, seen, { ...seen, outputBytes: 2 })).toBe(true)
    expect(gemini.sawSubmit(text, seen, seen)).toBe(false)
    const row = seen.lines.findLastIndex((line) => line.text.includes('Type your message'))
    const held = seen.lines.with(row, { text: ` > ${text}`, dim: [], inverse: [] })
    const cursor = { ...seen.cursor, x: 20 }
    expect(gemini.sawSubmit(text, seen, { ...seen, outputBytes: 2, lines: held, cursor })).toBe(false)
  })
})

describe('titles', () => {
  it.each([
    ['◇  Ready (work)', 'idle'],
    ['✦  Working… (work)', 'working'],
    ['⏲  Working… (work)', 'working'],
    ['✋  Action Required (work)', 'waiting'],
    ['Gemini CLI (work)', undefined],
  ])('%s', (title, state) => {
    expect(readGeminiTitle(title)).toBe(state)
  })
})
