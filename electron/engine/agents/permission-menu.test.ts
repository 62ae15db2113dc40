import { describe, expect, test } from 'vitest'
import type { Screen } from '../terminal/host'
import { loadScreen } from './claude/fixtures/load'
import { permissionMenu } from './permission-menu'

function screen(...lines: string[]): Screen {
  return {
    cols: 80,
    rows: lines.length,
    cursor: { x: 0, y: 0, visible: true },
    alternate: false,
    bracketedPaste: true,
    mouse: false,
    title: '',
    lines: lines.map((text) => ({ text, dim: [], inverse: [] })),
    outputBytes: 1,
    lastOutputAt: 0,
    inputBytes: 0,
  }
}

describe('a permission menu', () => {
  test('is read on the real screens of Claude Code', () => {
    expect(permissionMenu(loadScreen('dialog-permission-bash'))).toEqual({ marked: 0, allow: 0, deny: 3 })
    expect(permissionMenu(loadScreen('dialog-permission-write'))).toMatchObject({ marked: 0, allow: 0 })
  })

  test('knows yes for once from yes for ever', () => {
    const menu = screen(
      'Do you want to run it?',
      "  1. Yes, and don't ask again",
      '❯ 2. Yes',
      '  3. No (esc)',
    )
    expect(permissionMenu(menu)).toEqual({ marked: 1, allow: 1, deny: 2 })
  })

  test.each([
    ['nothing is marked', ['  1. Yes', '  2. No']],
    ['two are marked', ['❯ 1. Yes', '❯ 2. No']],
    ['there are two ways to say yes', ['❯ 1. Yes', '  2. Allow', '  3. No']],
    ['there is no no', ['❯ 1. Yes', '  2. Maybe']],
    ['a number is missing', ['❯ 1. Yes', '  3. No']],
    ['every yes lasts', ['❯ 1. Yes, always', '  2. No']],
    ['it is no menu', ['Do you want to go on?']],
  ])('is not read when %s', (_, lines) => {
    expect(permissionMenu(screen(...lines))).toBeUndefined()
  })

  test('the last one on the screen counts', () => {
    const menu = screen('❯ 1. No', '  2. Yes', 'and later', '❯ 1. Yes', '  2. No')
    expect(permissionMenu(menu)).toEqual({ marked: 0, allow: 0, deny: 1 })
  })
})
