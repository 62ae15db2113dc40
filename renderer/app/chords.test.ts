import { describe, expect, it } from 'vitest'
import { chordText, matches } from './chords'

const press = (key: string, code: string, held = '') => ({
  key,
  code,
  ctrlKey: held.includes('c'),
  metaKey: held.includes('m'),
  shiftKey: held.includes('s'),
  altKey: held.includes('a'),
})

describe('matches', () => {
  it('takes Cmd on a Mac and Ctrl elsewhere, and not both', () => {
    expect(matches('mod+b', press('b', 'KeyB', 'm'), 'darwin')).toBe(true)
    expect(matches('mod+b', press('b', 'KeyB', 'c'), 'darwin')).toBe(false)
    expect(matches('mod+b', press('b', 'KeyB', 'c'), 'linux')).toBe(true)
    expect(matches('mod+b', press('b', 'KeyB', 'cm'), 'linux')).toBe(false)
    expect(matches('mod+b', press('b', 'KeyB', 'ca'), 'win32')).toBe(false)
  })

  it('tells Shift apart, although it changes what is typed', () => {
    expect(matches('mod+shift+b', press('B', 'KeyB', 'cs'), 'linux')).toBe(true)
    expect(matches('mod+b', press('B', 'KeyB', 'cs'), 'linux')).toBe(false)
    expect(matches('mod+shift+]', press('}', 'BracketRight', 'cs'), 'linux')).toBe(true)
    expect(matches('mod+=', press('+', 'Equal', 'cs'), 'linux')).toBe(true)
  })

  it('finds digits by their key, whatever the layout types there', () => {
    expect(matches('mod+1', press('&', 'Digit1', 'c'), 'linux')).toBe(true)
    expect(matches('mod+1', press('1', 'Digit1'), 'linux')).toBe(false)
  })
})

describe('chordText', () => {
  it('reads like the keys of the system', () => {
    expect(chordText('mod+shift+p', 'darwin')).toBe('⌘⇧P')
    expect(chordText('mod+shift+p', 'linux')).toBe('Ctrl+Shift+P')
  })
})
