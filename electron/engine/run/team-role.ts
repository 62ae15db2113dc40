import { isDeepStrictEqual } from 'node:util'
import type { Budget, Orchestration, Role } from '#shared/contract/config'
import type { Limits, TeamRole } from '#shared/model/events'
import { firstSeats, seatNumber, seatsOf } from '#shared/model/seats'
import type { Pane, Run } from '#shared/model/state'
import type { RoleBrief } from '../router/briefs'

/** A team of the config as the journal keeps it, in new panes whose ids begin so. */
export function teamOf({ roles }: Orchestration, panes: string): TeamRole[] {
  return roles.flatMap((role, index) => seatsFor(role, `${panes}${index}`))
}

/** A role's seats, the first in this pane. An orchestrator has one. */
function seatsFor(role: Role, first: string): TeamRole[] {
  return Array.from({ length: role.start ? 1 : role.maxParallel }, (_, index) =>
    teamRole(role, first, index + 1),
  )
}

function teamRole(role: Role, first: string, seat: number): TeamRole {
  return {
    pane: seat === 1 ? first : `${first}-${seat}`,
    ...(seat === 1 ? {} : { seat }),
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
export function limitsOf({ maxRounds, maxParallel, handoverAt, budget }: Orchestration): Limits {
  return {
    ...(maxRounds === undefined ? {} : { maxRounds }),
    ...(maxParallel === undefined ? {} : { maxParallel }),
    ...(handoverAt === undefined ? {} : { handoverAt }),
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

/**
 * What an edited config changes in the panes of a run that is under way. Roles come and go with a new run only; seats of a role come
 * when they are written, and those that are not any more get no further task.
 */
export function seatChanges(run: Run, team: Orchestration): TeamRole[] {
  return firstSeats(run).flatMap((first): TeamRole[] => {
    const role = team.roles.find((candidate) => candidate.name === first.role)
    if (!role) return []
    const wanted = seatsFor({ ...role, start: first.start }, first.pane)
    const over = seatsOf(run, first.role)
      .slice(wanted.length)
      .map((pane) => ({ ...teamRole(role, first.pane, seatNumber(pane)), start: false, retired: true }))
    return [...wanted, ...over].filter((seat) => differs(run.panes[seat.pane], seat))
  })
}

/**
 * An edited config for a run that is under way, without what it would take from the person: who waits for a yes goes on waiting
 * for it, and a role keeps its rules when it is not in the file any more. An edit may be an agent's.
 */
export function keepingRules(before: Orchestration, edited: Orchestration): Orchestration {
  const roles = edited.roles.map((role): Role => {
    const was = before.roles.find(({ name }) => name === role.name)
    return {
      ...role,
      ...(was?.approval === 'person' ? { approval: 'person' } : {}),
      ...(was?.plan === 'person' ? { plan: 'person' } : {}),
    }
  })
  const gone = before.roles.filter(({ name }) => !roles.some((role) => role.name === name))
  return { ...edited, roles: [...roles, ...gone] }
}

function differs(pane: Pane | undefined, seat: TeamRole): boolean {
  return (
    pane?.command !== seat.command ||
    pane.clear !== seat.clear ||
    pane.description !== seat.description ||
    (pane.retired ?? false) !== (seat.retired ?? false) ||
    !isDeepStrictEqual(pane.leads, seat.leads) ||
    !isDeepStrictEqual(pane.limits, seat.limits)
  )
}
