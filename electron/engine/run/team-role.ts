import type { Budget, Orchestration, Role } from '#shared/contract/config'
import type { EventBody, Limits, TeamRole } from '#shared/model/events'
import type { Run } from '#shared/model/state'
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
    ...(role.budget === undefined ? {} : { limits: budgetLimits(role.budget) }),
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
    ...(budget === undefined ? {} : budgetLimits(budget)),
  }
}

function budgetLimits({ minutes, tokens, costUsd }: Budget): Pick<Limits, 'minutes' | 'tokens' | 'costUsd'> {
  return {
    ...(minutes === undefined ? {} : { minutes }),
    ...(tokens === undefined ? {} : { tokens }),
    ...(costUsd === undefined ? {} : { costUsd }),
  }
}

/** What an edited config changes for a run that is under way. Roles come and go with a new run only. */
export function teamChanges(run: Run, team: Orchestration): EventBody[] {
  const now = run.paneOrder.flatMap((id): TeamRole[] => {
    const pane = run.panes[id]
    const role = team.roles.find((candidate) => candidate.name === pane?.role)
    return pane && role ? [{ ...teamRole(role, id), start: pane.start }] : []
  })
  const changed = now.filter((role) => {
    const pane = run.panes[role.pane]
    return (
      pane?.command !== role.command ||
      pane.clear !== role.clear ||
      pane.description !== role.description ||
      JSON.stringify(pane.limits) !== JSON.stringify(role.limits)
    )
  })
  const limits = limitsOf(team)
  const same = JSON.stringify(limits) === JSON.stringify(run.limits)
  return changed.length > 0 || !same ? [{ type: 'team-changed', team: changed, limits }] : []
}
