import type { Orchestration, Role } from '#shared/contract/config'
import type { Limits, TeamRole } from '#shared/model/events'

/** A role of the config as the journal keeps it. */
export function teamRole(role: Role, pane: string): TeamRole {
  return {
    pane,
    role: role.name,
    ...(role.description === undefined ? {} : { description: role.description }),
    command: role.command,
    start: role.start,
    clear: role.clear,
    ...(role.start || role.mayDelegateTo.length > 0 ? { leads: role.mayDelegateTo } : {}),
  }
}

/** The config's limits as the journal keeps them. */
export function limitsOf({ maxRounds, maxParallel, budget }: Orchestration): Limits {
  return {
    ...(maxRounds === undefined ? {} : { maxRounds }),
    ...(maxParallel === undefined ? {} : { maxParallel }),
    ...(budget?.minutes === undefined ? {} : { minutes: budget.minutes }),
    ...(budget?.tokens === undefined ? {} : { tokens: budget.tokens }),
    ...(budget?.costUsd === undefined ? {} : { costUsd: budget.costUsd }),
  }
}
