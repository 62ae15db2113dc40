import { DEFAULT_RESPONSE_TIMEOUT_MINUTES, type Role } from '../contract/config'
import type { BodyOf, TakenConfig, TeamRole } from './events'

/** What is known of a team whose journal is from before the config was kept in it: who is in it, and no rules. */
export function configBefore({ team, title }: BodyOf<'run-opened'>): TakenConfig {
  const roles = team.filter(({ seat }) => seat === undefined)
  return {
    team: {
      name: title,
      worktree: false,
      peers: false,
      roles: roles.map((role) => roleBefore(role, team.filter((each) => each.role === role.role).length)),
    },
    responseMinutes: DEFAULT_RESPONSE_TIMEOUT_MINUTES,
  }
}

function roleBefore({ role, command, start, clear, leads }: TeamRole, maxParallel: number): Role {
  return {
    name: role,
    command,
    start,
    clear,
    maxParallel,
    plan: 'none',
    permissions: 'person',
    approval: 'none',
    mayEdit: true,
    mayDelegateTo: leads ?? [],
    gates: [],
  }
}
