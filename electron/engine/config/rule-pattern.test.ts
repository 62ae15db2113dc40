import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRule } from './rule-pattern'

function matches(pattern: string, command: string): boolean {
  const compiled = compileRule(pattern)
  if (!compiled.ok) throw new Error(compiled.reason)
  return compiled.regex.test(command)
}

describe('a rule that is written for Rust', () => {
  it.each([
    ['kubectl\\s+(get|describe)', 'cd x && kubectl  get pods', true],
    ['^kubectl', 'sudo kubectl get', false],
    ['(?i)NPM TEST', 'npm test', true],
    ['(?is)a.b', 'A\nB', true],
    ['(?m)^make$', 'cd x\nmake\n', true],
    ['\\Amake\\z', 'cd x\nmake', false],
    ['(?x) git \\s+ status # what changed', 'git status', true],
    ['(?P<verb>get|list) (?<what>\\w+)', 'get pods', true],
    ['[[:alpha:]_]+[[:digit:]]', 'a_b7', true],
    ['[^[:space:]]+\\.log', 'tail -f /var/x.log', true],
    ['a{2}b{1,}c{,3}', 'aabcc', true],
    ['npm run \\-\\-silent \\"x\\"', 'npm run --silent "x"', true],
    ['\\x{41}\\pL\\p{Lu}', 'AaB', true],
    ['echo \\$\\{x\\} [\\]\\-a]', 'echo ${x} -', true],
    ['echo }]', 'echo }]', true],
    ['\\<test\\>', 'npm test now', true],
    ['\\<test\\>', 'npm retest', false],
  ])('%s on %j', (pattern, command, expected) => {
    expect(matches(pattern, command)).toBe(expected)
  })

  it.each([
    ['(', /./],
    ['[a', /not closed/],
    ['a(?i)b', /start of the whole pattern/],
    ['(?i:get)', /start of the whole pattern/],
    ['(?U)a+', /flag "U"/],
    ['[a-z&&[^b]]', /&&/],
    ['[a[b]]', /brackets inside/],
    ['*', /repeat/],
    ['\\b{start}x', /b\{start\}/],
  ])('%s is refused with a reason', (pattern, reason) => {
    const compiled = compileRule(pattern)
    expect(compiled.ok).toBe(false)
    if (!compiled.ok) expect(compiled.reason).toMatch(reason)
  })

  it('finds a literal text, whichever, when it is escaped as Rust escapes it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, text) => {
        const escaped = text.replace(/[\\.+*?()|[\]{}^$#&\-~]/g, '\\$&')
        expect(matches(`${escaped}\\z`, before + text)).toBe(true)
      }),
    )
  })
})
