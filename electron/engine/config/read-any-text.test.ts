import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProjectConfig } from '#shared/contract/config'
import { parseConfig } from './read'
import { FILE } from './read.fixture'

describe('whatever the text', () => {
  const value = fc.oneof(
    fc.constantFrom(
      'true',
      '"x"',
      '3',
      '-1',
      '0.5',
      '[]',
      '["coder"]',
      '{ a = 1 }',
      '2024-01-01',
      '[1, "a"]',
      "''",
    ),
    fc.integer().map(String),
    fc.string().map((s) => JSON.stringify(s)),
  )
  const key = fc.constantFrom(
    ...[
      'name',
      'command',
      'start',
      'clear',
      'roles',
      'gates',
      'may_delegate_to',
      'max_parallel',
      'where',
      'budget',
    ],
    ...[
      'panes',
      'rules',
      'pattern',
      'interval',
      'features',
      'modes',
      'orchestrations',
      'tokens',
      '"a b"',
      '__proto__',
    ],
  )
  const header = fc.constantFrom(
    ...[
      '[[orchestrations]]',
      '[[orchestrations.roles]]',
      '[[orchestrations.roles.gates]]',
      '[orchestrations.budget]',
    ],
    ...['[[modes]]', '[[modes.rules]]', '[[modes.panes]]', '[features]'],
  )
  const line = fc.oneof(
    fc.tuple(key, value).map(([k, v]) => `${k} = ${v}`),
    header,
    fc.constant('# note'),
  )
  const text = fc.array(line, { maxLength: 25 }).map((all) => all.join('\n'))

  test('the answer is well-formed and every place is inside the file', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'grapheme' })), (content) => {
        const result = parseConfig(content, FILE)
        const rows = content.split(/\r\n|\n/)
        for (const { line: at, column } of result.diagnostics) {
          expect(at).toBeLessThanOrEqual(rows.length)
          expect(column).toBeLessThanOrEqual((rows[at - 1] ?? '').length + 2)
        }
        if (result.kind === 'ok') ProjectConfig.parse(result.config)
        else expect(result.diagnostics).toHaveLength(1)
      }),
      { numRuns: 400 },
    )
  })
})
