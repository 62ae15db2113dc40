import { describe, expect, it } from 'vitest'
import { diffSize, lineDiff } from './line-diff'

describe('lineDiff', () => {
  const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')
  const many = Array.from({ length: 20 }, (_, index) => `line ${index}`)

  it('shows what changed, with three lines around it and the size of what is left out', () => {
    const lines = lineDiff(text(many), text(many.with(10, 'new')))
    expect(lines.map((line) => `${line.kind} ${line.text}`)).toEqual([
      'gap 7 unchanged lines',
      ...['same line 7', 'same line 8', 'same line 9'],
      ...['removed line 10', 'added new'],
      ...['same line 11', 'same line 12', 'same line 13'],
      'gap 6 unchanged lines',
    ])
    expect(lines.find((line) => line.kind === 'added')).toMatchObject({ before: null, after: 11 })
    expect(diffSize(lines)).toEqual({ added: 1, removed: 1 })
  })

  it('keeps what two texts have in common apart from what moved', () => {
    expect(diffSize(lineDiff(text(['a', 'b', 'c']), text(['a', 'x', 'b', 'c', 'd'])))).toEqual({
      added: 2,
      removed: 0,
    })
  })

  it('sees a change of line ends, and nothing in equal texts', () => {
    expect(lineDiff('a\n', 'a\n')).toEqual([])
    expect(diffSize(lineDiff('a\n', 'a\r\n'))).toEqual({ added: 1, removed: 1 })
  })
})
