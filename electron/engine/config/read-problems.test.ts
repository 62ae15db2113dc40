import { describe, expect, test } from 'vitest'
import { blockingErrors, orchestrationScope } from '#shared/contract/config'
import { parseConfig, unreadable } from './read'
import { FILE, TEAM, parsed } from './read.fixture'

/** `line:column severity message` of each diagnostic. */
function lines(text: string): string[] {
  return parseConfig(text, FILE).diagnostics.map((d) => `${d.line}:${d.column} ${d.severity} ${d.message}`)
}

describe('problems, with their place', () => {
  const cases: [name: string, change: (team: string) => string, expected: string[]][] = [
    [
      'a boolean as a string',
      (t) => t.replace('start = true', 'start = true\nclear = "false"'),
      ['8:1 error `clear` must be true or false, not a string'],
    ],
    [
      'no start role',
      (t) => t.replace('start = true', 'description = "Leads"'),
      ['1:3 error Orchestration dev has no role with start = true'],
    ],
    [
      'two start roles',
      (t) => t.replace('description = "Writes code"', 'start = true'),
      ['12:1 error Orchestration dev has 2 roles with start = true: orchestrator, coder'],
    ],
    [
      'one role',
      (t) => t.slice(0, t.lastIndexOf('[[')),
      ['1:3 error Orchestration dev has only one role; it needs at least two'],
    ],
    [
      'no roles',
      () => '[[orchestrations]]\nname = "dev"\n',
      ['1:3 error Orchestration dev has no roles; it needs at least two'],
    ],
    ['blank role name', (t) => t.replace('"coder"', '" "'), ['10:1 error A role has an empty name']],
    [
      'slash in a role name',
      (t) => t.replace('"coder"', '"a/b"'),
      ['10:1 error The role name "a/b" has characters that are not safe in a file name'],
    ],
    [
      'dots in a role name',
      (t) => t.replace('"coder"', '"a..b"'),
      ['10:1 error The role name "a..b" has characters that are not safe in a file name'],
    ],
    [
      'NUL in a role name',
      (t) => t.replace('"coder"', '"a\\u0000"'),
      ['10:1 error The role name "a\\u0000" has characters that are not safe in a file name'],
    ],
    [
      'escape character in a role name',
      (t) => t.replace('"coder"', '"a\\u001b[31m"'),
      ['10:1 error The role name "a\\u001b[31m" has control characters'],
    ],
    [
      'blank command',
      (t) => t.replace('"claude"', '""'),
      ['6:1 error Role orchestrator has an empty command'],
    ],
    [
      'no command',
      (t) => t.replace('command = "claude"\n', ''),
      ['4:3 error Role orchestrator has an empty command'],
    ],
    [
      'duplicate roles',
      (t) => t.replace('"coder"', '"orchestrator"'),
      ['10:1 error Two roles are named orchestrator'],
    ],
    [
      'names that differ in case',
      (t) => t.replace('"coder"', '"Orchestrator"'),
      ['10:1 warning Roles orchestrator and Orchestrator differ only in upper and lower case'],
    ],
    [
      'worker without a description',
      (t) => t.replace('description = "Writes code"', ''),
      ['9:3 warning Role coder has no description, so the orchestrator will not know what it does'],
    ],
    [
      'timeout under a table',
      (t) => `${t}worker_response_timeout_minutes = 30\n`,
      [
        '13:1 warning `worker_response_timeout_minutes` has no effect here: it belongs at the top of the file, before the first [table]',
      ],
    ],
    [
      'a key of the team on a role',
      (t) => `${t}max_rounds = 3\n`,
      ['13:1 warning `max_rounds` has no effect here: it belongs in [[orchestrations]]'],
    ],
    [
      'a misspelt key',
      (t) => t.replace('description =', 'descripton ='),
      [
        '9:3 warning Role coder has no description, so the orchestrator will not know what it does',
        '12:1 warning `descripton` is not a key of [[orchestrations.roles]], so it has no effect',
      ],
    ],
    [
      'timeout out of range',
      (t) => `worker_response_timeout_minutes = 10081\n${t}`,
      ['1:1 warning `worker_response_timeout_minutes` must be between 0 and 10080, not 10081; 120 is used'],
    ],
    [
      'an integer of 20 digits',
      (t) => t.replace('name = "dev"', 'max_rounds = 12345678901234567890'),
      ['2:1 error `max_rounds` must be 1 or more, not 12345678901234567890'],
    ],
    [
      'fractional count',
      (t) => t.replace('name = "dev"', 'max_rounds = 1.5'),
      ['2:1 error `max_rounds` must be a whole number, not 1.5'],
    ],
    [
      'unknown choice',
      (t) => `${t}approval = "human"\n`,
      ['13:1 error `approval` must be one of "none", "person", not "human"'],
    ],
    [
      'unknown delegate',
      (t) => `${t}may_delegate_to = ["orchestratr"]\n`,
      ['13:1 error `may_delegate_to` of coder names a role that does not exist: orchestratr'],
    ],
    [
      'tracking file outside the project',
      (t) => t.replace('name = "dev"', 'name = "dev"\ntracking_file = "../secrets.md"'),
      ['3:1 error `tracking_file` must be a path inside the project, not "../secrets.md"'],
    ],
    [
      'where that is not an address',
      (t) => `${t}where = "build-box"\n`,
      ['13:1 error `where` must be the address of a folder on another machine, not "build-box"'],
    ],
    [
      'single brackets',
      (t) => t.slice(0, t.lastIndexOf('[[')).replace('[[orchestrations]]', '[orchestrations]'),
      [
        '1:2 error `orchestrations` must be a list of tables, not one table',
        '1:2 error Orchestration dev has only one role; it needs at least two',
      ],
    ],
    [
      'duplicate orchestrations',
      (t) => t + t.replaceAll('"Writes code"', '"Other"'),
      ['14:1 warning Two orchestrations are named dev'],
    ],
    [
      'unknown scope of a gate',
      (t) => `${t}[[orchestrations.roles.gates]]\nname = "lint"\ncommand = "lint"\nscope = "tasks"\n`,
      ['16:1 error `scope` must be one of "project", "task", not "tasks"'],
    ],
    [
      'gate without a command',
      (t) => `${t}[[orchestrations.roles.gates]]\nname = "tests"\n`,
      ['13:3 error Gate tests has an empty command'],
    ],
    [
      'rules without a reactive pane',
      () => '[[modes]]\nname = "m"\nreactive_panes = 0\n[[modes.rules]]\npattern = "x"\ninterval = 3\n',
      [
        '3:1 error Mode m has rules but no reactive pane to show them in',
        '6:1 warning `interval` has no effect while `watch` is false',
      ],
    ],
    [
      'a pattern that does not compile',
      () => '[[modes]]\nname = "m"\n[[modes.rules]]\npattern = "("\n',
      ['4:1 error The pattern is not a regular expression: Unterminated group'],
    ],
    [
      'duplicate modes',
      () => '[[modes]]\nname = "m"\n[[modes]]\nname = "m"\n',
      ['4:1 warning Two modes are named m'],
    ],
    [
      'unknown top-level table',
      (t) => `${t}[[orchestration]]\n`,
      ['13:3 warning `orchestration` is not a key of this file, so it has no effect'],
    ],
  ]
  test.each(cases)('%s', (_name, change, expected) => {
    const text = change(TEAM)
    expect(lines(text)).toEqual(expected)
    expect(parseConfig(text, FILE).diagnostics.every((d) => d.fix.length > 10)).toBe(true)
    // The same file from an editor that writes CRLF and a byte order mark.
    expect(lines(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(expected)
  })

  test('names the nearest key', () => {
    expect(parsed(`${TEAM}max_paralel = 2\n`).diagnostics[0]?.fix).toBe('Did you mean `max_parallel`?')
    expect(parsed(`${TEAM}promptTemplate = "x"\n`).diagnostics[0]?.fix).toBe(
      'Did you mean `prompt_template`?',
    )
  })

  test('one wrong value does not hide the rest', () => {
    const { config, diagnostics } = parsed(
      `${TEAM.replace('"devbox run agent"', '7')}may_edit = 1\nmax_parallel = 2\n`,
    )
    expect(diagnostics.map((d) => d.message)).toEqual([
      '`command` must be text in quotes, not a number',
      '`may_edit` must be true or false, not a number',
    ])
    expect(config.orchestrations[0]?.roles[1]).toMatchObject({ name: 'coder', command: '', maxParallel: 2 })
  })

  test('a condition of stop_when that is none is named with the nearest one, and the others hold', () => {
    const rules = '["gate-fail 2", "gate-failed", "task-failed 0", "gate-failed 3"]'
    const head = 'name = "dev"\n'
    const { config, diagnostics } = parsed(TEAM.replace(head, `${head}stop_when = ${rules}\n`))
    expect(diagnostics.map(({ message, fix }) => `${message}. ${fix}`)).toEqual([
      '`stop_when` has a condition that does not exist: "gate-fail 2". Did you mean "gate-failed 2"?',
      '`stop_when` needs a condition and how often, from 1 to 100, not "gate-failed". Did you mean "gate-failed 3"?',
      '`stop_when` needs a condition and how often, from 1 to 100, not "task-failed 0". Did you mean "task-failed 3"?',
    ])
    expect(config.orchestrations[0]?.stopWhen).toEqual([{ kind: 'gate-failed', times: 3 }])
  })

  test('errors block their own team only', () => {
    const { diagnostics } = parsed(`${TEAM}[[orchestrations]]\nname = "other"\n`)
    expect(blockingErrors(diagnostics, orchestrationScope('dev'))).toEqual([])
    expect(blockingErrors(diagnostics, orchestrationScope('other'))).toHaveLength(1)
  })
})

describe('text that is not TOML', () => {
  const cases: [text: string, line: number, column: number, message: string][] = [
    ['name = "x\n', 1, 10, 'A text value is not closed on its line'],
    ['a = 1\na = 2\n', 2, 1, 'This key or table is already defined above'],
    ['[[orchestrations]]\nname =\n', 2, 7, 'This is not a value that TOML can read'],
    ['name = claude\n', 1, 8, 'This is not a value that TOML can read'],
  ]
  test.each(cases)('%j', (text, line, column, message) => {
    const result = parseConfig(text, FILE)
    expect(result.kind).toBe('broken')
    expect(result.diagnostics).toEqual([
      expect.objectContaining({ line, column, message, severity: 'error', file: FILE }),
    ])
  })
})

test('what the system refuses is explained', () => {
  expect(unreadable(FILE, 'EACCES').diagnostics[0]).toMatchObject({
    message: 'You have no permission to read this file',
    file: FILE,
  })
  expect(unreadable(FILE, 'EIO').diagnostics[0]?.message).toBe('The file could not be read (EIO)')
})
