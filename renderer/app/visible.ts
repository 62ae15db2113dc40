import type { Notice, Settings } from '#shared/contract/views'
import type { Place } from '../state/view-store'

/** Whether the person wants to hear of this kind of thing. Failures count as a call for the person. */
export function isWanted(
  notice: Notice,
  wishes: Pick<Settings, 'notifyReports' | 'notifyWaiting' | 'notifyFinished'>,
): boolean {
  if (isDeckFailure(notice)) return true
  if (notice.category === 'report') return wishes.notifyReports
  if (notice.category === 'finished') return wishes.notifyFinished
  return wishes.notifyWaiting
}

/**
 * Whether the person is looking at the run that a notice is about: its cards, its timeline and its summary say
 * everything that the notice would.
 */
export function isInView(
  notice: Notice,
  place: Place,
  windowInFront = document.hasFocus() && document.visibilityState === 'visible',
): boolean {
  return windowInFront && !isDeckFailure(notice) && place.kind === 'run' && place.run === notice.run
}

/** Keys of notices whose cause the run itself tells: in its cards, its timeline or its summary. */
const TOLD_BY_RUN = /^(report|finished|attention):/

/** Whether the deck itself has failed at something, such as writing a journal: no run tells that. */
export function isDeckFailure({ category, key }: Notice): boolean {
  return category === 'failed' && !TOLD_BY_RUN.test(key)
}
