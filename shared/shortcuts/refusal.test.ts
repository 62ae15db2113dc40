import { describe, expect, it } from 'vitest'
import { keyedEntries } from './actions'
import { pressedKeys, refusalOf } from './refusal'

const press = (key: string, code: string, held = '') => ({
  key,
  code,
  ctrlKey: held.includes('c'),
  metaKey: held.includes('m'),
  shiftKey: held.includes('s'),
  altKey: held.includes('a'),
})

describe('pressedKeys', () => {
  it.each([
    ['a plain letter', press('k', 'KeyK'), /for typing.*Hold Ctrl/],
    ['Enter', press('Enter', 'Enter'), /for typing/],
    ['an arrow with Ctrl', press('ArrowUp', 'ArrowUp', 'c'), /Terminals and text fields/],
    ['Ctrl+C', press('c', 'KeyC', 'c'), /need Ctrl\+C\. Press other keys/],
    ['Ctrl+R', press('r', 'KeyR', 'c'), /need Ctrl\+R\. Use Ctrl\+Shift\+R/],
    ['Ctrl+[, which is Escape', press('[', 'BracketLeft', 'c'), /need Ctrl\+\[/],
    ['Ctrl+Shift+V', press('V', 'KeyV', 'cs'), /pastes in a terminal/],
    ['Alt and a letter', press('k', 'KeyK', 'a'), /Keys with Alt/],
    ['AltGr', press('@', 'KeyQ', 'ca'), /Keys with Alt/],
    ['the system key', press('k', 'KeyK', 'm'), /system/],
  ])('refuses %s on Linux, with the reason', (_, pressed, reason) => {
    expect(pressedKeys(pressed, 'linux')).toMatchObject({ refused: expect.stringMatching(reason) })
  })

  it.each([
    ['Ctrl and a letter', press('k', 'KeyK', 'c'), /need the keys with Ctrl/],
    ['Cmd+Q', press('q', 'KeyQ', 'm'), /⌘Q quits the app/],
  ])('refuses %s on a Mac', (_, pressed, reason) => {
    expect(pressedKeys(pressed, 'darwin')).toMatchObject({ refused: expect.stringMatching(reason) })
  })

  it('takes what nobody else needs', () => {
    expect(pressedKeys(press('K', 'KeyK', 'cs'), 'linux')).toEqual({ chord: 'mod+shift+k' })
    expect(pressedKeys(press('F9', 'F9'), 'win32')).toEqual({ chord: 'f9' })
    expect(pressedKeys(press('k', 'KeyK', 'm'), 'darwin')).toEqual({ chord: 'mod+k' })
  })

  it('waits as long as only Ctrl or Shift is held', () => {
    expect(pressedKeys(press('Control', 'ControlLeft', 'c'), 'linux')).toBeUndefined()
    expect(pressedKeys(press('Shift', 'ShiftLeft', 's'), 'linux')).toBeUndefined()
  })
})

it('refuses no default on a Mac, and elsewhere only those that terminals have other keys for', () => {
  const refused = (platform: 'darwin' | 'linux') =>
    keyedEntries.filter(({ keys }) => keys && refusalOf(keys, platform)).map(({ keys }) => keys)
  expect(refused('darwin')).toEqual([])
  expect(refused('linux').every((keys) => keys && /^mod\+[a-z]$/.test(keys))).toBe(true)
})
