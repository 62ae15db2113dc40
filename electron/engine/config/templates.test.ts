import { describe, expect, test } from 'vitest'
import { DEFAULT_TEMPLATE, describedRoles, roleLibrary, templateOf, templates } from '#shared/templates/index'
import { parsed } from './read.fixture'

describe.each(templates)('$id', ({ id, toml, roles, stages, seats, summary }) => {
  test('is a config without a single problem', () => {
    const { config, diagnostics } = parsed(toml)
    expect(diagnostics).toEqual([])
    const team = config.orchestrations[0]
    expect(config.orchestrations).toHaveLength(1)
    expect(team?.name).toBe(id)
    expect(team?.roles.map((role) => role.name)).toEqual(roles)
    expect(stages.flat()).toEqual(roles.slice(1))
    const several = team?.roles.flatMap(({ name, maxParallel }) =>
      maxParallel > 1 ? [[name, maxParallel]] : [],
    )
    expect(Object.entries(seats)).toEqual(several)
    expect(team?.roles[0]).toMatchObject({ start: true, mayDelegateTo: roles.slice(1) })
    expect(summary.match(/\. |\.$/g)).toHaveLength(2)
  })

  test('its orchestrator knows each worker by name, and nobody else', () => {
    const prompt = parsed(toml).config.orchestrations[0]?.roles[0]?.promptTemplate ?? ''
    const workers = roles.slice(1)
    const names = [...new Set([...workers, ...Object.keys(describedRoles)])]
    const named = names.filter((name) => new RegExp(`\\b(to|and)\\s+${name}\\b(?!-)`).test(prompt))
    expect(named.toSorted()).toEqual(workers.toSorted())
  })

  test('runs no gate that only some projects have, and its commented examples are working gates', () => {
    const gatesIn = (text: string) =>
      parsed(text).config.orchestrations[0]?.roles.flatMap((role) => role.gates)
    expect(gatesIn(toml)).toEqual([])
    const shown = toml.replace(/^# {3}/gm, '')
    expect(parsed(shown).diagnostics).toEqual([])
    const examples = toml.match(/^# {3}command = /gm) ?? []
    expect(gatesIn(shown)).toEqual(
      examples.map(() => ({ name: 'tests', command: 'npm test', timeoutMinutes: 20, scope: 'project' })),
    )
  })
})

/** Those who read and report, and the one who hands out the work. */
const readers = new Set([
  'orchestrator',
  'reviewer',
  'auditor',
  'researcher',
  'architect',
  'planner',
  'product-manager',
  'designer',
  'test-planner',
  'quality-checker',
  'fact-checker',
])
/** Those who act where it cannot be taken back. */
const trusted = new Set(['release', 'operator'])

test('roles that only look may not edit, and what cannot be taken back waits for the person', () => {
  for (const template of templates) {
    for (const role of parsed(template.toml).config.orchestrations[0]?.roles ?? []) {
      expect([role.name, role.mayEdit]).toEqual([role.name, !readers.has(role.name)])
      expect([role.name, role.approval]).toEqual([role.name, trusted.has(role.name) ? 'person' : 'none'])
    }
  }
})

test('the library has the roles that most teams need', () => {
  expect(Object.keys(roleLibrary)).toEqual([
    'coder',
    'reviewer',
    'auditor',
    'tester',
    'documenter',
    'release',
    'researcher',
    'architect',
    'planner',
    'product-manager',
  ])
})

test('every prompt starts with what is forbidden', () => {
  for (const role of Object.values(describedRoles)) expect(role.promptTemplate).toMatch(/^Never:\n- Never /)
})

test('ids are found, and the default is one of them', () => {
  expect(templateOf(DEFAULT_TEMPLATE)?.id).toBe('code-review')
  expect(templateOf('toString')).toBeUndefined()
})
