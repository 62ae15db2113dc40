import { expect, it } from 'vitest'
import { isShell, terminalGroup } from './foreground'
import { captureLine } from './init-shell'

it.each([
  ['/bin/bash', 'linux', " '/d/bin/dot-agent-deck' environment '/d/it'\\''s/e.json'\r"],
  ['/usr/bin/nu', 'darwin', " ^'/d/bin/dot-agent-deck' environment '/d/it'\\''s/e.json'\r"],
  ['', 'win32', '"/d/bin/dot-agent-deck.cmd" environment "/d/it\'s/e.json"\r'],
] as const)('asks %s on %s for its environment', (shell, platform, line) => {
  expect(captureLine('/d/bin/dot-agent-deck', "/d/it's/e.json", shell, platform)).toBe(line)
})

it.each([
  ['bash\n', true],
  ['-zsh', true],
  ['/opt/homebrew/bin/fish', true],
  ['xonsh', true],
  ['nix', false],
  ['node', false],
])('knows whether %j is a shell', (name, expected) => {
  expect(isShell(name, '/usr/bin/xonsh')).toBe(expected)
})

it('reads which group has the terminal, whatever the program is called', () => {
  expect(terminalGroup('12 (a b) c) S 1 12 12 34816 99 4194304 1')).toBe(99)
  expect(terminalGroup('12 (sh) S 1 12 12 0 -1 4194304 1')).toBeUndefined()
})
