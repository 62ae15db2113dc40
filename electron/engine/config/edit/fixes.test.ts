import { expect, test } from 'vitest'
import { parseConfig } from '../read'
import { applyEdits } from './apply'
import { commentsOf } from './corpus.testing'
import { fixesFor } from './fixes'

const FILE = '/home/ada/shop/.dot-agent-deck.toml'
const lead = '[[orchestrations.roles]]\nname = "lead"\ncommand = "claude"\nstart = true # leads\n'
const coder = '[[orchestrations.roles]]\nname = "coder"\ncommand = "claude"\ndescription = "Codes"\n'
const team = (...roles: string[]) => `[[orchestrations]]\nname = "t"\n\n${roles.join('\n')}`

/** Every diagnostic of the text with the titles of its fixes. */
function offers(text: string): Record<string, string[]> {
  const entries = parseConfig(text, FILE).diagnostics.map((each): [string, string[]] => [
    each.message,
    fixesFor(each, text).map((fix) => fix.title),
  ])
  return Object.fromEntries(entries)
}

/** The text after the fix with this title, which must take its diagnostic away and bring no new one. */
function fixed(text: string, title: string): string {
  const before = parseConfig(text, FILE).diagnostics
  for (const diagnostic of before) {
    const fix = fixesFor(diagnostic, text).find((each) => each.title === title)
    if (fix === undefined) continue
    const result = applyEdits(text, fix.edits)
    if (!result.ok) throw new Error(result.reason)
    const after = parseConfig(result.text, FILE).diagnostics.map((each) => each.message)
    expect(after).not.toContain(diagnostic.message)
    expect(before.map((each) => each.message)).toEqual(expect.arrayContaining(after))
    return result.text
  }
  throw new Error(`no fix "${title}": ${JSON.stringify(offers(text))}`)
}

test('a misplaced top-level key moves to the top with its comments', () => {
  const text = `\uFEFF${team(lead, coder)}# late\nworker_response_timeout_minutes = 30 # half an hour\n`
  const after = fixed(text, 'Move worker_response_timeout_minutes to the top of the file')
  expect(after).toBe(
    `\uFEFF# late\nworker_response_timeout_minutes = 30 # half an hour\n\n${team(lead, coder)}`,
  )
  expect(commentsOf(after).toSorted()).toEqual(commentsOf(text).toSorted())
})

test('a key of the team that slipped into a role moves to its team', () => {
  const text = `${team(lead, coder)}tracking_file = "plan.md"\n`
  expect(fixed(text, 'Move tracking_file to orchestrations[0]')).toBe(
    team(lead, coder).replace('name = "t"\n', 'name = "t"\ntracking_file = "plan.md"\n'),
  )
})

test('a key between braces moves without a line of its own', () => {
  const text = `[[orchestrations]]\nname = "t"\nroles = [{ name = "a", command = "c", start = true }, { name = "b", command = "c", description = "d", max_rounds = 3 }]\n`
  expect(fixed(text, 'Move max_rounds to orchestrations[0]')).toBe(
    `${text.replace(', max_rounds = 3', '')}max_rounds = 3\n`,
  )
})

test('a fix that cannot be done is not offered', () => {
  const text = `[[orchestrations]]\nname = "t"\nroles = [{ name = "a", command = "c", start = true }, { name = "b", command = "c", description = "d", max_rounds = 2026-01-01 }]\n`
  expect(Object.values(offers(text))).toEqual([['Remove max_rounds']])
})

test('a key that its home has already can only be removed', () => {
  const text = `worker_response_timeout_minutes = 5\n${team(lead, coder)}worker_response_timeout_minutes = 30\n`
  expect(Object.values(offers(text))).toEqual([['Remove worker_response_timeout_minutes']])
})

test('a mistyped key gets the nearest name, and keeps its place and value', () => {
  const text = team(lead, coder.replace('description =', 'descripton  =  "x" #') + 'command2 = 1\n')
  expect(fixed(text, 'Rename descripton to description')).toBe(text.replace('descripton', 'description'))
})

test('a key that nobody knows, or whose nearest is taken, can be removed', () => {
  const text = team(lead, `${coder}colour = "red" # gone\nComand = "x"\n`)
  expect(offers(text)).toEqual({
    '`colour` is not a key of [[orchestrations.roles]], so it has no effect': ['Remove colour'],
    '`Comand` is not a key of [[orchestrations.roles]], so it has no effect': ['Remove Comand'],
  })
  expect(fixed(text, 'Remove colour')).toBe(text.replace('colour = "red" # gone\n', ''))
})

test('no start role: any of them', () => {
  const text = team(lead.replace('start = true # leads\n', 'description = "Leads"\n'), coder)
  expect(Object.values(offers(text))).toEqual([['Make lead the orchestrator', 'Make coder the orchestrator']])
  expect(fixed(text, 'Make lead the orchestrator')).toContain('description = "Leads"\nstart = true\n')
})

test('two start roles: one of them stays', () => {
  const text = team(lead, `${coder}start = true # no, me\n`)
  expect(fixed(text, 'Keep lead as the orchestrator')).toBe(team(lead, coder))
  expect(Object.values(offers(text))).toEqual([
    ['Keep lead as the orchestrator', 'Keep coder as the orchestrator'],
  ])
})

test.each([
  ['role', team(lead, coder, coder.replace('"coder"', '"coder" # second')), 'coder-2'],
  [
    'role in other letters',
    team(lead, coder, coder.replace('"coder"', '"Coder"'), coder.replace('"coder"', '"coder-2"')),
    'Coder-3',
  ],
  ['team', `${team(lead, coder)}\n${team(lead, coder)}`, 't-2'],
  ['mode', '[[modes]]\nname = "m"\n[[modes]]\nname = "m"\n', 'm-2'],
  [
    'gate',
    team(
      lead,
      `${coder}[[orchestrations.roles.gates]]\nname = "g"\ncommand = "c"\n[[orchestrations.roles.gates]]\nname = "g"\ncommand = "d"\n`,
    ),
    'g-2',
  ],
])('a repeated name of a %s gets a number', (_what, text, name) => {
  expect(fixed(text, `Rename it to ${name}`)).toContain(`name = "${name}"`)
})

test('what needs words of a person has no fix', () => {
  const text = team(lead, coder.replace('description = "Codes"\n', '').replace('"coder"', '"helper"'))
  expect(offers(text)).toEqual({
    'Role helper has no description, so the orchestrator will not know what it does': [],
  })
  expect(
    fixesFor(
      { severity: 'error', scope: 'file', message: 'x', fix: 'y', file: FILE, line: 1, column: 1 },
      'x =',
    ),
  ).toEqual([])
})

test('a worker without a description gets one from its prompt or from the library', () => {
  const bare = coder.replace(
    'description = "Codes"',
    'prompt_template = """\nNever push.\n- no\nWrites the shop."""',
  )
  const text = team(lead, bare)
  expect(fixed(text, 'Describe it by the first line of its prompt')).toContain(
    'description = "Writes the shop."\n',
  )
  const empty = team(lead, `${coder.replace('"Codes"', '""').replace('"coder"', '"coder-2"')}`)
  expect(fixed(empty, "Describe it as the library's coder")).toContain(
    'description = "Writes and changes code',
  )
})
