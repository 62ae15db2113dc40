import { describe, expect, it } from 'vitest'
import type { Screen } from '../../terminal/host'
import { loadScreen } from '../testing/load-screen'
import { continueCli } from './index'
import { readContinueScreen } from './screen'

const context = { now: 10_000, typedSinceSubmit: 0 }
const load = (name: string): Screen => loadScreen(import.meta.dirname, name)

describe('screens of the real Continue CLI', () => {
  it.each([
    ['idle-after-turn', { box: 'empty' }],
    ['idle-after-tool', { box: 'empty' }],
    ['cleared', { box: 'empty' }],
    ['error', { box: 'empty', failed: '400 the model is out for lunch' }],
    ['draft', { box: 'draft', draft: 'half typed draft' }],
    ['interrupted', { box: 'draft', draft: 'draft while busy' }],
    ['bang', { box: 'draft', draft: '!' }],
    ['slash-menu', { box: 'draft', draft: '/' }],
    ['thinking', { box: 'empty', busy: true }],
    ['working-tool', { box: 'empty', busy: true, tool: { name: 'Bash', detail: 'sleep 3; echo slept' } }],
    ['thinking-draft', { box: 'draft', draft: 'draft while busy', busy: true }],
    [
      'dialog-permission',
      {
        box: 'absent',
        dialog: { kind: 'permission', title: 'Allow Bash(touch made1.txt; env | grep -c DOT_AGENT_DECK_)?' },
      },
    ],
  ])('%s', (name, reading) => {
    expect(readContinueScreen(load(name))).toEqual(reading)
  })

  it.each(['Chat history compacted successfully.', 'Chat history auto-compacted successfully.'])(
    'says: %s',
    (words) => {
      const screen = load('idle-after-turn')
      const said = { ...screen, lines: [{ text: words, dim: [], inverse: [] }, ...screen.lines.slice(1)] }
      expect(readContinueScreen(said)).toEqual({ box: 'empty', compactions: 1 })
    },
  )

  it('asks for a key at a first start', () => {
    const dialog = { kind: 'login', title: 'Enter your Anthropic API key:' }
    expect(readContinueScreen(load('login'))).toEqual({ box: 'absent', dialog })
    expect(continueCli.ready(load('login'), { status: 'idle' }, context)).toBe(false)
  })

  it('is ready at an idle box only', () => {
    expect(continueCli.ready(load('idle-after-turn'), { status: 'idle' }, context)).toBe(true)
    expect(continueCli.ready(load('idle-after-turn'), { status: 'working' }, context)).toBe(false)
    expect(continueCli.ready(load('thinking'), { status: 'idle' }, context)).toBe(false)
    expect(continueCli.ready(load('dialog-permission'), { status: 'idle' }, context)).toBe(false)
  })
})

describe('proof by the screen', () => {
  const printed = (name: string): Screen => ({ ...load(name), outputBytes: 2 })

  it('is the text as a prompt of the conversation, and no longer in the box', () => {
    const before = load('draft')
    expect(
      continueCli.sawSubmit('First "prompt" here\nsecond line', undefined, load('idle-after-turn')),
    ).toBe(true)
    expect(continueCli.sawSubmit('SLOW 6000 think', before, printed('thinking'))).toBe(true)
    expect(continueCli.sawSubmit('ERR 400 now', before, printed('error'))).toBe(true)
    expect(continueCli.sawSubmit('half typed draft', before, printed('draft'))).toBe(false)
    expect(continueCli.sawSubmit('Echo 31 95a73dedc191', before, printed('idle-after-turn'))).toBe(false)
  })

  it('types one line, without what would break it or run in a shell', () => {
    expect(continueCli.submit.chunks('one\ntwo', { bracketedPaste: false })).toEqual(['one two'])
    expect(continueCli.submit.chunks('!ls \\', { bracketedPaste: false })).toEqual(['Message: !ls \\ .'])
  })
})
