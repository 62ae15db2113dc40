import { describe, expect, it } from 'vitest'
import type { Screen } from '../../terminal/host'
import { loadScreen } from '../testing/load-screen'
import { pi } from './index'
import { readPiScreen } from './screen'

const context = { now: 10_000, typedSinceSubmit: 0 }
const load = (name: string): Screen => loadScreen(import.meta.dirname, name)

describe('screens of the real Pi', () => {
  it.each([
    ['idle-after-turn', { box: 'empty' }],
    ['cleared', { box: 'empty' }],
    ['resumed', { box: 'empty' }],
    ['error', { box: 'empty' }],
    ['draft', { box: 'draft', draft: 'half typed draft' }],
    ['interrupted', { box: 'draft', draft: 'draft while busy' }],
    ['shell-mode', { box: 'draft', draft: '!' }],
    ['slash-menu', { box: 'draft', draft: '/' }],
    ['pasted', { box: 'draft', draft: '[paste #1 +200 lines]' }],
    ['working-tool', { box: 'empty', busy: true }],
    ['thinking-draft', { box: 'draft', draft: 'draft while busy', busy: true }],
  ])('%s', (name, reading) => {
    expect(readPiScreen(load(name))).toEqual(reading)
  })

  it('reads the end of a draft that is taller than the box, and sees a wait for the next try', () => {
    const reading = readPiScreen(load('tall-draft'))
    expect(reading).toMatchObject({ box: 'draft', busy: true })
    expect(reading.draft?.endsWith('row 43\nrow 44')).toBe(true)
  })

  it.each(['select-model', 'select-settings'])('%s is no input box', (name) => {
    const { box, dialog } = readPiScreen(load(name))
    expect({ box, kind: dialog?.kind }).toEqual({ box: 'absent', kind: 'other' })
    expect(pi.ready(load(name), { status: 'idle' }, context)).toBe(false)
  })

  it.each([
    ['no-model', 'empty', 'No models available. Use /login'],
    ['login', 'absent', 'Select authentication method:'],
    ['login-provider', 'absent', 'Select provider to configure:'],
  ])('at a first start: %s', (name, box, title) => {
    expect(readPiScreen(load(name))).toEqual({ box, dialog: { kind: 'login', title } })
    expect(pi.ready(load(name), { status: 'idle' }, context)).toBe(false)
  })

  it('is ready at an idle box only', () => {
    expect(pi.ready(load('idle-after-turn'), { status: 'idle' }, context)).toBe(true)
    expect(pi.ready(load('idle-after-turn'), { status: 'working' }, context)).toBe(false)
    expect(pi.ready(load('working-tool'), { status: 'idle' }, context)).toBe(false)
  })
})
