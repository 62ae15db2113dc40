import type { Role } from '#shared/contract/config'
import type { TeamRole } from '#shared/model/events'

/** A role of the config as the journal keeps it. */
export function teamRole(role: Role, pane: string): TeamRole {
  return {
    pane,
    role: role.name,
    ...(role.description === undefined ? {} : { description: role.description }),
    command: role.command,
    start: role.start,
    clear: role.clear,
  }
}
