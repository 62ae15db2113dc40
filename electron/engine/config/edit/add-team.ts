import { ConfigValue, type ConfigEdit } from '#shared/contract/config-edit'
import type { Template } from '#shared/templates/index'
import { freeName } from './free-name'
import { valueIn } from './roles'

/** The edit that adds a template's team at the end of the others, under a name that none of them has. */
export function addTeamEdit(text: string, template: Template): ConfigEdit {
  const list = valueIn(text, ['orchestrations'])
  const teams: readonly unknown[] = Array.isArray(list) ? list : []
  const value = ConfigValue.parse(valueIn(template.toml, ['orchestrations', 0]))
  if (typeof value !== 'object' || Array.isArray(value)) throw new Error(`${template.id} has no team`)
  const name = freeName(
    template.id,
    teams.map((_, at) => valueIn(text, ['orchestrations', at, 'name'])),
  )
  return { op: 'insert', path: ['orchestrations'], index: teams.length, value: { ...value, name } }
}
