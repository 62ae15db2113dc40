import { isDeepStrictEqual } from 'node:util'
import type { EventBody, TakenConfig } from '#shared/model/events'
import type { Run } from '#shared/model/state'
import { loosened } from '../config/loosened'
import { keepingRules, limitsOf, seatChanges } from './team-role'

/**
 * What a run takes over from its config as it is now: for the next delegation, not for what is running. Nothing when it has
 * taken over all of it. An edit that asks less of the team counts like any other, but the person is told.
 */
export function configChanges(run: Run, now: TakenConfig): EventBody[] {
  const config: TakenConfig = { ...now, team: keepingRules(run.config.team, now.team) }
  const seats = seatChanges(run, config.team)
  const limits = limitsOf(config.team)
  const sameConfig = same(config, run.config)
  if (sameConfig && seats.length === 0 && same(limits, run.limits)) return []
  const changed: EventBody = { type: 'team-changed', team: seats, limits, ...(sameConfig ? {} : { config }) }
  return [changed, ...lessAsked(run, loosened(run.config, config))]
}

function lessAsked(run: Run, less: readonly string[]): EventBody[] {
  const pane = run.paneOrder[0]
  if (less.length === 0 || pane === undefined) return []
  const text = `The config was edited and asks less now: ${less.join('; ')}`
  return [{ type: 'attention-raised', key: `config:${run.seq}`, pane, text, about: 'config' }]
}

/** Whether both are the same in a journal, which has no fields that are undefined. */
function same(one: object, other: object): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)))
}
