import { describe, expect, it } from 'vitest'
import { accelerator, chordInTerminal, chordOf, chordText, matches } from './chords'

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

describe('chordOf', () => {
  it('is the chord that the press then matches', () => {
    const presses = [
      press('k', 'KeyK', 'c'),
      press('K', 'KeyK', 'cs'),
      press('}', 'BracketRight', 'cs'),
      press('&', 'Digit1', 'c'),
      press('+', 'Equal', 'cs'),
      press('Enter', 'Enter', 'cs'),
      press('F9', 'F9', 's'),
      press('л', 'KeyK', 'c'),
    ]
    const chords = presses.map((each) => chordOf(each, 'linux'))
    expect(chords).toEqual([
      'mod+k',
      'mod+shift+k',
      'mod+shift+]',
      'mod+1',
      'mod+=',
      'mod+shift+enter',
      'shift+f9',
      'mod+k',
    ])
    for (const [index, each] of presses.entries())
      expect(matches(chords[index] ?? '', each, 'linux')).toBe(true)
  })

  it('is none for keys that type or move', () => {
    for (const each of [press('k', 'KeyK'), press('Enter', 'Enter'), press('ArrowUp', 'ArrowUp', 'c')])
      expect(chordOf(each, 'linux')).toBeNull()
  })
})

describe('chordInTerminal', () => {
  it('leaves plain Ctrl and letters to programs, but not on a Mac', () => {
    expect(chordInTerminal('mod+b', 'linux')).toBe('mod+shift+b')
    expect(chordInTerminal('mod+1', 'linux')).toBeUndefined()
    expect(chordInTerminal('mod+b', 'darwin')).toBeUndefined()
  })
})

describe('accelerator', () => {
  it('reads as the menus of the desktop want it', () => {
    expect(['mod+shift+p', 'mod+=', 'shift+f6', 'mod+shift+enter'].map(accelerator)).toEqual([
      'CmdOrCtrl+Shift+P',
      'CmdOrCtrl+=',
      'Shift+F6',
      'CmdOrCtrl+Shift+Enter',
    ])
  })
})

describe('chordText', () => {
  it('reads like the keys of the system', () => {
    expect(chordText('mod+shift+p', 'darwin')).toBe('⌘⇧P')
    expect(chordText('mod+shift+p', 'linux')).toBe('Ctrl+Shift+P')
  })
})
