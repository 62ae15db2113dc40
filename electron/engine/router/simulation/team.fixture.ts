import type { TeamRole } from '#shared/model/events'
import type { Habit } from './world-agent.fixture'

/** The team of the simulated run. `habit` is what kind of program the role's command starts. */
export const team: ReadonlyArray<{
  pane: string
  role: string
  clear: boolean
  habit: Habit
  seat?: number
}> = [
  { pane: 'p0', role: 'lead', clear: false, habit: 'hooked' },
  { pane: 'p1', role: 'coder', clear: true, habit: 'hooked' },
  { pane: 'p1-2', role: 'coder', clear: true, habit: 'hooked', seat: 2 },
  { pane: 'p2', role: 'reviewer', clear: false, habit: 'hooked' },
  { pane: 'p2-2', role: 'reviewer', clear: false, habit: 'hooked', seat: 2 },
  { pane: 'p3', role: 'auditor', clear: false, habit: 'seen' },
  { pane: 'p4', role: 'release', clear: true, habit: 'seen' },
]

/** The simulated team as the journal has it. */
export function teamRoles(change: (role: TeamRole) => Partial<TeamRole> = () => ({})): TeamRole[] {
  return team.map(({ pane, role, clear, seat }) => {
    const made = { pane, role, clear, command: role, start: pane === 'p0', ...(seat ? { seat } : {}) }
    return { ...made, ...change(made) }
  })
}
