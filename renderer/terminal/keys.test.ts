import { describe, expect, it } from 'vitest'
import { terminalKey } from './keys'

const press = (key: string, held = '') => ({
  key,
  ctrlKey: held.includes('c'),
  metaKey: held.includes('m'),
  shiftKey: held.includes('s'),
  altKey: held.includes('a'),
})

describe('terminalKey', () => {
  it('leaves Ctrl+C to the program unless something is selected', () => {
    expect(terminalKey(press('c', 'c'), false, 'linux')).toBe('program')
    expect(terminalKey(press('c', 'c'), true, 'linux')).toBe('copy')
    expect(terminalKey(press('c', 'c'), true, 'darwin')).toBe('program')
  })

  it('copies and pastes with the keys of the system', () => {
    expect(terminalKey(press('C', 'cs'), false, 'win32')).toBe('copy')
    expect(terminalKey(press('V', 'cs'), false, 'linux')).toBe('paste')
    expect(terminalKey(press('v', 'c'), false, 'linux')).toBe('program')
    expect(terminalKey(press('c', 'm'), false, 'darwin')).toBe('copy')
    expect(terminalKey(press('v', 'm'), false, 'darwin')).toBe('paste')
  })

  it('takes Shift+Enter as a new line, and no other Enter', () => {
    expect(terminalKey(press('Enter', 's'), false, 'linux')).toBe('newline')
    expect(terminalKey(press('Enter'), false, 'linux')).toBe('program')
    expect(terminalKey(press('Enter', 'cs'), false, 'linux')).toBe('program')
  })
})
