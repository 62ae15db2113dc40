import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Key, createKeyReader } from './keys'

/** Keys with texts that follow each other joined, as an input box sees them. */
function joined(keys: Key[]): Key[] {
  const result: Key[] = []
  for (const key of keys) {
    const last = result.at(-1)
    if (key.kind === 'text' && last?.kind === 'text')
      result[result.length - 1] = { kind: 'text', text: last.text + key.text }
    else result.push(key)
  }
  return result
}

describe('createKeyReader', () => {
  it('reads typing, Enter and editing', () => {
    const read = createKeyReader()
    expect(read('hi é\r')).toEqual([{ kind: 'text', text: 'hi é' }, { kind: 'enter' }])
    expect(read('\x7f\x15\x03\x04')).toEqual([
      { kind: 'backspace' },
      { kind: 'clear' },
      { kind: 'interrupt' },
      { kind: 'end' },
    ])
  })

  it('takes a paste for one text, its line ends and Enters included', () => {
    const read = createKeyReader()
    expect(read('\x1b[200~a\r\nb\rc\x1b[201~\r')).toEqual([
      { kind: 'text', text: 'a\nb\nc' },
      { kind: 'enter' },
    ])
  })

  it('ignores arrows, mouse and focus reports', () => {
    const read = createKeyReader()
    expect(read('\x1b[A\x1b[1;5C\x1bOP\x1b[<0;10;5M\x1b[I\x1b]11;rgb:00/00/00\x1b\\x')).toEqual([
      { kind: 'text', text: 'x' },
    ])
  })

  it('reads the same however its input is cut up', () => {
    const pieces = [
      'hello',
      '\x1b[200~one\ntwo\x1b[201~',
      '\r',
      '\x1b[A',
      '\x1b[<0;1;1M',
      '\x7f',
      '日本',
      '\t',
    ]
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 8 }),
        fc.array(fc.nat(60)),
        (parts, cuts) => {
          const input = parts.join('')
          const whole = createKeyReader()(input)
          const read = createKeyReader()
          const places = [...new Set(cuts.map((cut) => cut % (input.length + 1)))].sort((a, b) => a - b)
          const keys: Key[] = []
          let from = 0
          for (const to of [...places, input.length]) {
            keys.push(...read(input.slice(from, to)))
            from = to
          }
          expect(joined(keys)).toEqual(joined(whole))
        },
      ),
    )
  })
})
