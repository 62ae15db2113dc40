import { expect, test } from 'vitest'
import { launchOf } from './launch-command'

const linux = { shell: '/bin/zsh', platform: 'linux' } as const
const windows = { shell: '', platform: 'win32' } as const

test.each([
  ['claude', { file: 'claude', args: [] }],
  ['  /opt/my-agent ', { file: '/opt/my-agent', args: [] }],
  ['claude --model opus', { file: '/bin/zsh', args: ['-c', 'claude --model opus'] }],
  ['$HOME/bin/claude', { file: '/bin/zsh', args: ['-c', '$HOME/bin/claude'] }],
  ['~/bin/claude', { file: '/bin/zsh', args: ['-c', '~/bin/claude'] }],
  ['A=b', { file: '/bin/zsh', args: ['-c', 'A=b'] }],
])('on Linux, %s', (command, expected) => {
  expect(launchOf(command, linux)).toEqual(expected)
  expect(launchOf(command, { ...linux, platform: 'darwin' })).toEqual(expected)
})

test('without a known shell, the system one', () => {
  expect(launchOf('a b', { shell: '', platform: 'linux' }).file).toBe('/bin/sh')
})

const powershell = (command: string) => ({
  file: 'powershell.exe',
  args: ['-NoLogo', '-NoProfile', '-Command', command],
})
test.each([
  ['claude', { file: 'cmd.exe', args: ['/d', '/s', '/c', 'claude'] }],
  [
    'C:\\bin\\claude.cmd --model opus',
    { file: 'cmd.exe', args: ['/d', '/s', '/c', 'C:\\bin\\claude.cmd --model opus'] },
  ],
  ['claude --name "a b"', powershell('claude --name "a b"')],
  ['"C:\\my tools\\claude.exe" -c', powershell('& "C:\\my tools\\claude.exe" -c')],
  ["A=b C='d e' claude it's", powershell("$env:A = 'b'; $env:C = 'd e'; & 'claude' 'its'")],
])('on Windows, %s', (command, expected) => {
  expect(launchOf(command, windows)).toEqual(expected)
})
