import { expect, test } from 'vitest'
import { configFields } from '#shared/contract/config-fields'
import { levels } from '../keys'
import { parsed } from '../read.fixture'

/** Keys that hold tables: an editor shows what is in them instead. */
const containers = new Set([
  'orchestrations',
  'modes',
  'features',
  'roles',
  'budget',
  'gates',
  'panes',
  'rules',
])

test('an editor shows every key that the reader knows', () => {
  const read = Object.entries(levels).map(([level, { keys }]): [string, string[]] => [
    level,
    keys.filter((key) => !containers.has(key)).toSorted(),
  ])
  const shown = Object.entries(configFields).map(([level, fields]): [string, string[]] => [
    level,
    fields.map((field) => field.key).toSorted(),
  ])
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(read))
})

test('the defaults that it shows are those of the reader', () => {
  const text = `[[orchestrations]]\n[orchestrations.budget]\ntokens = 1\n[[orchestrations.roles]]\n[orchestrations.roles.budget]\ntokens = 1\n[[orchestrations.roles.gates]]\n[[modes]]\n[[modes.panes]]\n[[modes.rules]]\n`
  const { config } = parsed(text)
  const [team] = config.orchestrations
  const [mode] = config.modes
  const read = {
    top: config,
    features: config,
    orchestration: team,
    budget: team?.budget,
    role: team?.roles[0],
    roleBudget: team?.roles[0]?.budget,
    gate: team?.roles[0]?.gates[0],
    mode,
    pane: mode?.panes[0],
    rule: mode?.rules[0],
  }
  const camel = (key: string) => key.replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase())
  let seen = 0
  for (const [level, fields] of Object.entries(configFields)) {
    const table = Object.entries(read).find(([name]) => name === level)?.[1]
    for (const field of fields) {
      if (!('otherwise' in field)) continue
      expect(table, `${level}.${field.key}`).toHaveProperty(camel(field.key), field.otherwise)
      seen += 1
    }
  }
  expect(seen).toBeGreaterThanOrEqual(15)
})
