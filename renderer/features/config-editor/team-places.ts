import type { RoleLook } from './config-data'

/** Where a role stands in the drawing of its team: columns from left to right, rows from top to bottom. */
export interface RolePlace {
  role: RoleLook
  column: number
  row: number
}

/** Each role one column behind the first that gives it tasks; those that nobody does stand beside the workers. */
export function placesOf(roles: readonly RoleLook[]): RolePlace[] {
  const columns = new Map<number, number>()
  const column = (index: number) => columns.get(index) ?? 1
  let reached = roles.flatMap((role, index) => (role.start ? [index] : []))
  for (const index of reached) columns.set(index, 0)
  for (let depth = 1; reached.length > 0; depth++) {
    const names = new Set(reached.flatMap((index) => roles[index]?.delegates ?? []))
    reached = roles.flatMap((role, index) => (names.has(role.name) && !columns.has(index) ? [index] : []))
    for (const index of reached) columns.set(index, depth)
  }
  const rows = new Map<number, number>()
  return roles.map((role, index) => {
    const row = rows.get(column(index)) ?? 0
    rows.set(column(index), row + 1)
    return { role, column: column(index), row }
  })
}
