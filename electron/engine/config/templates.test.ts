import { describe, expect, test } from 'vitest'
import { DEFAULT_TEMPLATE, roleLibrary, templateOf, templates } from '#shared/templates/index'
import { parseConfig } from './read'

function read(toml: string) {
  const result = parseConfig(toml, '/p/.dot-agent-deck.toml')
  if (result.kind !== 'ok') throw new Error(JSON.stringify(result.diagnostics))
  return result
}

describe.each(templates)('$id', ({ id, toml, roles, summary }) => {
  test('is a config without a single problem', () => {
    const { config, diagnostics } = read(toml)
    expect(diagnostics).toEqual([])
    const team = config.orchestrations[0]
    expect(config.orchestrations).toHaveLength(1)
    expect(team?.name).toBe(id)
    expect(team?.roles.map((role) => role.name)).toEqual(roles)
    expect(team?.roles[0]).toMatchObject({ start: true, mayDelegateTo: roles.slice(1) })
    expect(summary.match(/\. |\.$/g)).toHaveLength(2)
  })

  test('its orchestrator knows each worker by name, and nobody else', () => {
    const prompt = read(toml).config.orchestrations[0]?.roles[0]?.promptTemplate ?? ''
    const named = Object.keys(roleLibrary).filter((name) => new RegExp(`\\b(to|and) ${name}\\b`).test(prompt))
    expect(named.toSorted()).toEqual(roles.slice(1).toSorted())
  })

  test('the commented example is a working gate', () => {
    const shown = toml.replace(/^# {3}/gm, '')
    if (shown === toml) return
    const result = read(shown)
    expect(result.diagnostics).toEqual([])
    expect(result.config.orchestrations[0]?.roles.flatMap((role) => role.gates)).toEqual([
      { name: 'tests', command: 'npm test', timeoutMinutes: 20 },
    ])
  })
})

test('roles that only look may not edit, and a release waits for the person', () => {
  for (const template of templates) {
    for (const role of read(template.toml).config.orchestrations[0]?.roles ?? []) {
      const looks = ['reviewer', 'auditor', 'researcher'].includes(role.name)
      expect([role.name, role.mayEdit]).toEqual([role.name, !looks])
      expect([role.name, role.approval]).toEqual([role.name, role.name === 'release' ? 'person' : 'none'])
    }
  }
})

test('every prompt starts with what is forbidden', () => {
  for (const role of Object.values(roleLibrary)) expect(role.promptTemplate).toMatch(/^Never:\n- Never /)
})

test('ids are found, and the default is one of them', () => {
  expect(templateOf(DEFAULT_TEMPLATE)?.id).toBe('code-review')
  expect(templateOf('toString')).toBeUndefined()
})
