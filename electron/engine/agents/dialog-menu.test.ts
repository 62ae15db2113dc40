import { describe, expect, test } from 'vitest'
import type { Screen } from '../terminal/host'
import { menuRows } from './dialog-menu'
import { permissionRows } from './permission-menu'

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

describe('the rows of a menu', () => {
  test('have the lines that belong to them', () => {
    const menu = screen('Which?', '❯ 1. Yes, and', "     don't ask again", '  2. No', '', 'Esc to cancel')
    expect(menuRows(menu)).toEqual({ rows: ["Yes, and don't ask again", 'No'], marked: 0, top: 1 })
  })

  test('are those of the last one on the screen', () => {
    const menu = screen('❯ 1. No', '  2. Yes', 'and later', '│ › 1. Yes  │', '│   2. No   │')
    expect(menuRows(menu)).toEqual({ rows: ['Yes', 'No'], marked: 0, top: 3 })
  })

  test.each([
    ['nothing is marked', ['  1. Yes', '  2. No']],
    ['two are marked', ['❯ 1. Yes', '❯ 2. No']],
    ['a number is missing', ['❯ 1. Yes', '  3. No']],
    ['it is no menu', ['Do you want to go on?']],
  ])('are not read when %s', (_, lines) => {
    expect(menuRows(screen(...lines))).toBeUndefined()
  })
})

describe('the rows of a permission', () => {
  test('know yes for once from yes for ever', () => {
    expect(permissionRows(["Yes, and don't ask again", 'Yes', 'No (esc)'])).toEqual({ allow: 1, deny: 2 })
  })

  test.each([
    ['there are two ways to say yes', ['Yes', 'Allow', 'No']],
    ['there is no no', ['Yes', 'Maybe']],
    ['every yes lasts', ['Yes, always', 'No']],
  ])('are unknown when %s', (_, rows) => {
    expect(permissionRows(rows)).toBeUndefined()
  })
})
