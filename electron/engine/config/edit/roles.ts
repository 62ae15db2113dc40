import type { ConfigEdit, ConfigPath } from '#shared/contract/config-edit'
import { readSyntax } from '../syntax'
import { valueAt } from './data'

/** What stands at a path of a text, as plain data; undefined when nothing does, or when the text is not TOML. */
export function valueIn(text: string, path: ConfigPath): unknown {
  const syntax = readSyntax(text.startsWith('\uFEFF') ? text.slice(1) : text)
  return syntax.ok ? valueAt(syntax.data, path) : undefined
}

/** The edits that give a role another name, also where other roles of its team are allowed to delegate to it. */
export function renameRoleEdits(text: string, role: ConfigPath, name: string): ConfigEdit[] {
  const old = valueIn(text, [...role, 'name'])
  const roles = valueIn(text, role.slice(0, -1))
  const mentions = (Array.isArray(roles) ? roles : []).flatMap((_item, index) => {
    const list: ConfigPath = [...role.slice(0, -1), index, 'may_delegate_to']
    const names = valueIn(text, list)
    if (!Array.isArray(names) || typeof old !== 'string') return []
    return names.flatMap((each, at): ConfigEdit[] =>
      each === old ? [{ op: 'set', path: [...list, at], value: name }] : [],
    )
  })
  return [{ op: 'set', path: [...role, 'name'], value: name }, ...mentions]
}

/** A role's new name is followed where others are allowed to delegate to it. */
export function withMentions(text: string, edit: ConfigEdit): ConfigEdit[] {
  if (edit.op !== 'set' || typeof edit.value !== 'string') return [edit]
  const [list, , roles, role, key] = edit.path
  const isName = list === 'orchestrations' && roles === 'roles' && typeof role === 'number' && key === 'name'
  return isName && edit.path.length === 5 ? renameRoleEdits(text, edit.path.slice(0, -1), edit.value) : [edit]
}
