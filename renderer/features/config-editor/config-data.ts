import type { ConfigEdit, ConfigPath, ConfigValue } from '#shared/contract/config-edit'
import { ConfigValue as ConfigValueSchema } from '#shared/contract/config-edit'

/** A table of the file, with its keys as they are written. */
export type Table = Readonly<Record<string, unknown>>

/** A role as the outline and the drawing show it. */
export interface RoleLook {
  name: string
  command: string
  start: boolean
  /** Names of its checks. */
  gates: string[]
  /** Who says yes to its plan, if anybody. */
  plan: 'orchestrator' | 'person' | null
  /** Each task for it waits for the person's yes. */
  approval: boolean
  mayEdit: boolean
  /** Names of the roles that it may give tasks to, as the deck takes it. */
  delegates: string[]
}

/** A team as the outline and the drawing show it. */
export interface TeamLook {
  name: string
  roles: RoleLook[]
}

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What stands at a path. */
function valueAt(data: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>((value, part) => {
    if (Array.isArray(value)) return value[Number(part)]
    return isTable(value) && Object.hasOwn(value, part) ? value[part] : undefined
  }, data)
}

/** The table at a path; empty when none is there. */
export function tableAt(data: unknown, path: ConfigPath): Table {
  const value = valueAt(data, path)
  return isTable(value) ? value : {}
}

/** The list at a path; empty when none is there. */
export function listAt(data: unknown, path: ConfigPath): readonly unknown[] {
  const value = valueAt(data, path)
  return Array.isArray(value) ? value : []
}

/** A text of a table; empty when it has none. */
export function textIn(table: Table, key: string): string {
  const value = table[key]
  return typeof value === 'string' ? value : ''
}

/** The teams of a file in its order. What is wrong in it is told by its problems, not here. */
export function teamsOf(data: Table | null): TeamLook[] {
  return listAt(data, ['orchestrations']).map((value, index) => {
    const team = isTable(value) ? value : {}
    const roles = listAt(team, ['roles']).map((role) => (isTable(role) ? role : {}))
    return {
      name: textIn(team, 'name') || `Team ${index + 1}`,
      roles: roles.map((role, at) => ({
        name: textIn(role, 'name') || `Role ${at + 1}`,
        command: textIn(role, 'command'),
        start: role['start'] === true,
        gates: listAt(role, ['gates']).map((gate, number) => {
          return (isTable(gate) && textIn(gate, 'name')) || `check ${number + 1}`
        }),
        plan: role['plan'] === 'orchestrator' || role['plan'] === 'person' ? role['plan'] : null,
        approval: role['approval'] === 'person',
        mayEdit: typeof role['may_edit'] === 'boolean' ? role['may_edit'] : role['start'] !== true,
        delegates: delegatesOf(role, roles),
      })),
    }
  })
}

/** Names of the roles that a role may give tasks to: as written, or all workers for the orchestrator and nobody else. */
export function delegatesOf(role: Table, team: readonly Table[]): string[] {
  const written = role['may_delegate_to']
  if (Array.isArray(written)) return written.filter((name) => typeof name === 'string')
  if (role['start'] !== true) return []
  return team.filter((other) => other['start'] !== true).map((other) => textIn(other, 'name'))
}

/** A name that is not taken yet: the wanted one, or with a number behind it. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const used = new Set(taken.map((name) => name.toLowerCase()))
  if (!used.has(wanted.toLowerCase())) return wanted
  let number = 2
  while (used.has(`${wanted}-${number}`.toLowerCase())) number += 1
  return `${wanted}-${number}`
}

/** What adds a value at the end of a list. */
export function append(data: Table | null, path: ConfigPath, value: ConfigValue): ConfigEdit {
  return { op: 'insert', path, index: listAt(data, path).length, value }
}

/** What moves an element of a list. */
export function moved(path: ConfigPath, from: number, to: number): ConfigEdit {
  return { op: 'move', path, from, to }
}

/** Names of the workspaces of a file. */
export function modeNames(data: Table | null): string[] {
  return listAt(data, ['modes']).map(
    (mode, index) => textIn(tableAt(mode, []), 'name') || `Workspace ${index + 1}`,
  )
}

/**
 * A copy of a role, team or workspace under another name; of a role never a second orchestrator. Undefined when it holds
 * what cannot be written.
 */
export function copyOf(
  table: Table,
  taken: readonly string[],
  name: string,
): { [key: string]: ConfigValue } | undefined {
  const { start: _start, ...rest } = table
  const parsed = ConfigValueSchema.safeParse({ ...rest, name: freeName(name, taken) })
  return parsed.success && typeof parsed.data === 'object' && !Array.isArray(parsed.data)
    ? parsed.data
    : undefined
}
