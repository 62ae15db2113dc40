import { expect, test } from 'vitest'
import { defaultSettings, type Settings } from '#shared/contract/views'
import { exportedText, importedFrom } from './settings-file'

const mine: Settings = {
  ...defaultSettings,
  theme: 'dark',
  lastCommand: 'claude "x"',
  panelWidth: 400,
  shortcuts: { find: 'mod+shift+k', home: '' },
}

test('what is exported is imported as it was', () => {
  expect(importedFrom(exportedText(mine), 'linux')).toEqual({ ok: true, settings: mine, notes: [] })
})

test('one wrong value and nothing is taken; each is told with its place', () => {
  const text = exportedText(mine)
    .replace('"dark"', '"pink"')
    .replace('"terminalFontSize": 13', '"terminalFontSize": 99')
    .replace('"panelOpen": true', '"panelOpen": "yes"')
    .replace('"claude \\"x\\""', '7')
  expect(importedFrom(text, 'linux')).toEqual({
    ok: false,
    problems: [
      { line: 5, column: 5, message: '"theme" is "pink", but must be one of "system", "light", "dark".' },
      {
        line: 6,
        column: 5,
        message: '"terminalFontSize" is 99, but must be a whole number from 8 to 32 px.',
      },
      { line: 11, column: 5, message: '"lastCommand" is 7, but must be a text.' },
      { line: 14, column: 5, message: '"panelOpen" is "yes", but must be true or false.' },
    ],
  })
})

test('what this version does not know is left out and told', () => {
  const text = exportedText(mine).replace('"theme": "dark"', '"sound": true')
  const { theme: _theme, ...rest } = mine
  expect(importedFrom(text, 'linux')).toEqual({
    ok: true,
    settings: rest,
    notes: [{ line: 5, column: 5, message: '"sound" is not a setting of this version, and is left out.' }],
  })
})

test('keys are checked one by one, and those of another system left out', () => {
  const withShortcuts = (shortcuts: unknown) =>
    importedFrom(
      `{"kind": "dot-agent-deck settings", "version": 1, "settings": {"shortcuts": ${JSON.stringify(shortcuts)}}}`,
      'linux',
    )
  expect(withShortcuts({ find: 'k', home: 7 })).toMatchObject({
    ok: false,
    problems: [
      { line: 1, message: '"find" is "k", but must be keys such as "mod+shift+k", or "" for none.' },
      { line: 1, message: expect.stringMatching(/^"home" is 7/) },
    ],
  })
  expect(withShortcuts({ find: 'f9', home: 'f9' })).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringMatching(/^"find" has F9, which is also that of "home"/) }],
  })
  expect(withShortcuts({ find: 'mod+g', home: 'f9', flying: 'f8', settings: 'mod+,' })).toMatchObject({
    ok: true,
    settings: { shortcuts: { home: 'f9', settings: 'mod+,' } },
    notes: [
      { message: '"find" is left out. Programs in a terminal need Ctrl+G. Use Ctrl+Shift+G.' },
      { message: '"flying" is not an action of this version, and is left out.' },
    ],
  })
  expect(withShortcuts([])).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringMatching(/table of keys/) }],
  })
})

test.each([
  ['{ "theme": "dark" }', /no file of exported settings/],
  ['[]', /no file of exported settings/],
  ['{"kind": "dot-agent-deck settings", "version": 2}', /version 2; only 1/],
  ['{"kind": "dot-agent-deck settings", "version": 1, "settings": []}', /table of settings/],
  ['theme = dark', /JSON has/],
])('%s is refused', (text, message) => {
  expect(importedFrom(text, 'linux')).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringMatching(message) }],
  })
})
