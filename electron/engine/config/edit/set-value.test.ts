import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readGlobalConfig } from '../global'
import { setValue } from './index'

test.each<[name: string, before: string, path: string, value: string | boolean, after: string]>([
  ['a value in place', '# a\nx =  "1" # b\ny = 2\n', 'x', 'n "q"', '# a\nx =  "n \\"q\\"" # b\ny = 2\n'],
  [
    'a value of a table',
    '[bell] # a\n  enabled = true # b\n',
    'bell.enabled',
    false,
    '[bell] # a\n  enabled = false # b\n',
  ],
  ['a dotted key', 'bell.enabled = true\n', 'bell.enabled', false, 'bell.enabled = false\n'],
  [
    'an inline table',
    'bell = { enabled = true } # b\n',
    'bell.enabled',
    false,
    'bell = { enabled = false } # b\n',
  ],
  [
    'a new key of an inline table',
    'bell = { x = 1 } # b\n',
    'bell.enabled',
    false,
    'bell = { x = 1, enabled = false } # b\n',
  ],
  ['a new key', 'x = 1 # a\n\n[bell]\n', 'y', 'v', 'x = 1 # a\ny = "v"\n\n[bell]\n'],
  ['a new key before tables', '# a\n[bell]\n', 'y', 'v', 'y = "v"\n\n# a\n[bell]\n'],
  ['a new key of a table', '[bell]\nx = 1 # a\n[z]', 'bell.y', true, '[bell]\nx = 1 # a\ny = true\n[z]'],
  ['a new key of an empty table', '[bell] # a', 'bell.y', true, '[bell] # a\ny = true'],
  ['a new table', 'x = 1', 'bell.y', true, 'x = 1\n\n[bell]\ny = true\n'],
  ['an empty file', '', 'y', true, 'y = true\n'],
  ['CRLF and a byte order mark', '\uFEFFx = 1\r\n[z]\r\n', 'y', true, '\uFEFFx = 1\r\ny = true\r\n[z]\r\n'],
])('%s', (_name, before, path, value, after) => {
  expect(setValue(before, path.split('.'), value)).toBe(after)
})

test.each([
  ['text that is not TOML', 'x =', 'y'],
  ['a table that is a value', 'bell = 1', 'bell.enabled'],
  ['a list that is no table', 'bell = [1]', 'bell.enabled'],
  ['a table of a list that is not there', '[[bell]]', 'bell.enabled'],
])('%s is left alone', (_name, before, path) => {
  expect(setValue(before, path.split('.'), true)).toBeUndefined()
})

test('whatever is set can be read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (command, bell) => {
      const first = setValue('# mine\n[bell]\non_idle = true\n', ['default_command'], command)
      const text = setValue(first ?? '', ['bell', 'enabled'], bell)
      // A lone surrogate cannot be written in TOML at all.
      fc.pre(!/\p{Surrogate}/u.test(command))
      expect(readGlobalConfig(text ?? '')).toMatchObject({
        values: {
          // The lines of a text end as the lines of its file do.
          default_command: command.replaceAll('\r\n', '\n'),
          'bell.enabled': bell,
          'bell.on_idle': true,
          'bell.on_error': true,
        },
        notes: [],
      })
    }),
    {
      examples: [
        ['\r\n', false],
        ['\r', true],
      ],
    },
  )
})

test('settings of the wrong type fall back, with a note', () => {
  const { values, notes } = readGlobalConfig(
    'default_command = 1\n[bell]\nenabled = "no"\n[idle_art]\nx = 1\n',
  )
  expect(values).toMatchObject({ default_command: '', 'bell.enabled': true })
  expect(notes).toEqual([
    '`default_command` must be text in quotes; "" is used.',
    '`bell.enabled` must be true or false; true is used.',
  ])
  expect(readGlobalConfig('bell =').notes).toEqual([
    'line 1, column 7: This is not a value that TOML can read; the defaults are used.',
  ])
})
