import type { RoleLook } from './config-data'

/** Pixels of the drawing of a team: a role, its lines of notes, and the spaces between. */
const size = { width: 132, name: 28, note: 14, gapX: 52, gapY: 10, foot: 5 } as const
/** Characters of a note that fit. */
const NOTE = 22

/** Where a role stands in the drawing of its team, in pixels, with what is noted on it. */
export interface RolePlace {
  role: RoleLook
  /** From left to right. */
  column: number
  x: number
  y: number
  width: number
  height: number
  notes: string[]
}

/** A line from a role to one that it may give tasks to. Back: to one in the same column, or further left. */
export interface TeamLine {
  path: string
  back: boolean
}

/** The drawing of a team. */
export interface TeamPlan {
  width: number
  height: number
  places: RolePlace[]
  lines: TeamLine[]
}

/** Each role one column behind the first that gives it tasks; those that nobody does stand beside the workers. */
export function columnsOf(roles: readonly RoleLook[]): number[] {
  const columns = new Map<number, number>()
  let reached = roles.flatMap((role, index) => (role.start ? [index] : []))
  for (const index of reached) columns.set(index, 0)
  for (let depth = 1; reached.length > 0; depth++) {
    const names = new Set(reached.flatMap((index) => roles[index]?.delegates ?? []))
    reached = roles.flatMap((role, index) => (names.has(role.name) && !columns.has(index) ? [index] : []))
    for (const index of reached) columns.set(index, depth)
  }
  return roles.map((_, index) => columns.get(index) ?? 1)
}

/** Everything of the drawing but how it looks. */
export function planOf(roles: readonly RoleLook[]): TeamPlan {
  const columns = columnsOf(roles)
  const notes = roles.map(notesOf)
  const heights = notes.map((each) => size.name + each.length * size.note + (each.length > 0 ? size.foot : 0))
  const count = Math.max(0, ...columns) + 1
  const stacks = Array.from({ length: count }, (_, column) =>
    roles.flatMap((_role, index) => (columns[index] === column ? [index] : [])),
  )
  const stackHeights = stacks.map(
    (stack) => stack.reduce((sum, index) => sum + (heights[index] ?? 0) + size.gapY, 0) - size.gapY,
  )
  const height = Math.max(0, ...stackHeights)
  const tops = new Map<number, number>()
  for (const [column, stack] of stacks.entries()) {
    let top = (height - (stackHeights[column] ?? 0)) / 2
    for (const index of stack) {
      tops.set(index, top)
      top += (heights[index] ?? 0) + size.gapY
    }
  }
  const places = roles.map((role, index) => ({
    role,
    column: columns[index] ?? 1,
    x: (columns[index] ?? 1) * (size.width + size.gapX),
    y: tops.get(index) ?? 0,
    width: size.width,
    height: heights[index] ?? size.name,
    notes: notes[index] ?? [],
  }))
  const lines = linesOf(places)
  // Lines within the last column bulge out of it.
  const bulge = lines.some((line) => line.back) ? size.gapX / 2 : 0
  return { width: count * size.width + (count - 1) * size.gapX + bulge, height, places, lines }
}

function linesOf(places: readonly RolePlace[]): TeamLine[] {
  return places.flatMap((from) =>
    places
      .filter((to) => to !== from && from.role.delegates.includes(to.role.name))
      .map((to) => {
        const [x1, y1] = [from.x + from.width, from.y + size.name / 2]
        const y2 = to.y + size.name / 2
        const back = to.column <= from.column
        const x2 = back ? to.x + to.width : to.x
        const [bend1, bend2] = back
          ? [x1 + size.gapX / 2, x2 + size.gapX / 2]
          : [(x1 + x2) / 2, (x1 + x2) / 2]
        return { path: `M${x1} ${y1}C${bend1} ${y1} ${bend2} ${y2} ${x2} ${y2}`, back }
      }),
  )
}

function notesOf({ start, gates, plan, approval, mayEdit }: RoleLook): string[] {
  return [
    ...(gates.length > 0 ? [cut(`✓ ${gates.join(', ')}`)] : []),
    ...(plan === null ? [] : [`plan: ${plan === 'person' ? 'your yes' : 'orchestrator'}`]),
    ...(approval ? ['task: your yes'] : []),
    // That an orchestrator edits nothing is the rule.
    ...(mayEdit === start ? [start ? 'may edit' : 'edits nothing'] : []),
  ]
}

/** The picture in a sentence for each role. */
export function describePlan(places: readonly RolePlace[]): string {
  return places
    .map(({ role, notes }) => {
      const tasks = role.delegates.length > 0 ? ` gives tasks to ${role.delegates.join(', ')}` : ''
      const more = notes.length > 0 ? ` (${notes.join('; ')})` : ''
      return `${role.name}${more}${tasks}.`
    })
    .join(' ')
}

function cut(text: string): string {
  return text.length > NOTE ? `${text.slice(0, NOTE - 1)}…` : text
}
