import type { Run } from '#shared/model/state'
import { minutesOf, usageOf, type Quality } from '#shared/model/usage'
import { durationText } from '../../ui/time'
import { costText, countText } from './usage-words'

/** What one role has used, against its own budget where it has one. */
export interface RoleFigure {
  name: 'Tokens' | 'Cost' | 'Time at work'
  /** "12.3 K of 50 K"; "unavailable". */
  text: string
  /** How good it is. */
  quality: Quality
}

/** The figures of a role that there is something to say about: it was told, it is missing, or a budget asks for it. */
export function roleFigures(run: Run, pane: string, now: number): RoleFigure[] {
  const limits = run.panes[pane]?.limits ?? {}
  const { tokens, costUsd, quality, silent } = usageOf(run, pane)
  const minutes = minutesOf(run, now, pane)
  return [
    figure('Tokens', countText(tokens.total), quality.tokens, silent.tokens, limits.tokens, countText),
    figure('Cost', costText(costUsd ?? 0), quality.cost, silent.cost, limits.costUsd, (usd) =>
      costText(usd, true),
    ),
    limits.minutes === undefined
      ? null
      : figure('Time at work', lasting(minutes), 'measured', [], limits.minutes, lasting),
  ].filter((each) => each !== null)
}

/** A figure with how good it is: "12.3 K of 50 K, measured". */
export function figureWords({ text, quality }: RoleFigure): string {
  return quality === 'unavailable' ? text : `${text}, ${quality}`
}

function figure(
  name: RoleFigure['name'],
  used: string,
  quality: Quality,
  silent: readonly string[],
  limit: number | undefined,
  words: (limit: number) => string,
): RoleFigure | null {
  if (quality !== 'unavailable') {
    return { name, quality, text: limit === undefined ? used : `${used} of ${words(limit)}` }
  }
  if (limit === undefined && silent.length === 0) return null
  const allowed = limit === undefined ? '' : `${words(limit)} allowed`
  // Nothing was told because nothing was done yet.
  if (silent.length === 0) return { name, quality, text: allowed }
  return { name, quality, text: allowed === '' ? 'unavailable' : `unavailable, ${allowed}` }
}

function lasting(minutes: number): string {
  return durationText(minutes * 60_000)
}
