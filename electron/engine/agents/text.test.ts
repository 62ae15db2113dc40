import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claude } from './claude/index'
import { any } from './any/index'
import { copilot } from './copilot/index'
import { gemini } from './gemini/index'
import { pi } from './pi/index'
import { defuse, defuseBang, normalised, plainInput } from './text'

const PASTE = /\u001b\[200~([\s\S]*?)\u001b\[201~/g

/** What a terminal program gets out of a list of bracketed pastes. */
function pasted(chunks: readonly string[]): string {
  return chunks.map((chunk) => chunk.replace(PASTE, '$1')).join('')
}

describe('what is typed', () => {
  it.each([
    ['!rm -rf x', ' !rm -rf x'],
    ['/clear', 'Message: /clear'],
    ['/etc/hosts is wrong', '/etc/hosts is wrong'],
    ['ends \\', 'ends \\ '],
    ['  plain \n', 'plain'],
  ])('%j becomes %j', (text, typed) => {
    expect(defuse(text)).toBe(typed)
  })

  it('has a word in front of a shell line where a space does not help', () => {
    expect(defuseBang('!ls')).toBe('Message: !ls')
    expect(defuseBang('#1 is')).toBe(' #1 is')
    expect(defuseBang('/clear')).toBe('Message: /clear')
  })

  it('cannot leave its paste or press a key, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), fc.boolean(), (text, bracketedPaste) => {
        for (const adapter of [claude, gemini, copilot, pi, any]) {
          const chunks = adapter.submit.chunks(text, { bracketedPaste })
          const inner = pasted(chunks)
          // oxlint-disable-next-line no-control-regex
          expect(inner).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/)
          if (!bracketedPaste) expect(inner).not.toContain('\n')
        }
      }),
    )
  })

  it('reaches Claude Code whole, in pastes that it does not wrap', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 2_000 })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const text = lines.join('\n')
        const chunks = claude.submit.chunks(text, { bracketedPaste: true })
        expect(pasted(chunks)).toBe(defuse(plainInput(text)))
        for (const chunk of chunks) {
          const inner = pasted([chunk])
          expect(inner.length).toBeLessThanOrEqual(800)
          expect(inner.split('\n').length).toBeLessThanOrEqual(3)
          expect(inner).not.toMatch(/[\ud800-\udbff]$|^[\udc00-\udfff]/)
        }
      }),
    )
  })
})

describe('whether a reported prompt is the submitted one', () => {
  it('looks past white space, composition and the wrapper of pasted content', () => {
    expect(
      claude.matches(
        'one\n\ttwo',
        '\n\n<pasted_content id="ab12">\none\n    two\n</pasted_content id="ab12">\n',
      ),
    ).toBe(true)
    expect(claude.matches('cafe\u0301', 'café')).toBe(true)
    expect(claude.matches('/clear', 'Message: /clear')).toBe(true)
    expect(claude.matches('Read task 1', 'You are the coder.\n\nRead task 1')).toBe(true)
    expect(claude.matches('Read task 1', 'Read task 12')).toBe(false)
    expect(claude.matches('Read task 1', 'half typed Read task')).toBe(false)
    expect(claude.matches('', 'anything')).toBe(false)
  })

  it('is steady: normalising twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normalised(normalised(text))).toBe(normalised(text))
      }),
    )
  })
})
