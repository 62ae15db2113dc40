import type { Orchestration, Role } from '#shared/contract/config'
import type { Limits, TeamRole } from '#shared/model/events'
import type { RoleBrief } from '../router/briefs'

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

/** What the config adds to a role's texts. */
export function briefOf(team: Orchestration, name: string): RoleBrief {
  const role = team.roles.find((candidate) => candidate.name === name)
  return {
    ...(role?.promptTemplate === undefined ? {} : { promptTemplate: role.promptTemplate }),
    ...(team.instructions === undefined ? {} : { instructions: team.instructions }),
    planFor: role && role.plan !== 'none' ? role.plan : undefined,
    peers: team.peers,
    trackingFile: team.trackingFile,
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
