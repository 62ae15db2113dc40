import type { Notice, Settings } from '#shared/contract/views'
import type { Run } from '#shared/model/state'
import { selectedPane } from '../state/navigation'
import type { ViewState } from '../state/view-store'

/** Whether the person wants to hear of this kind of thing. Failures count as a call for the person. */
export function isWanted(
  notice: Notice,
  wishes: Pick<Settings, 'notifyReports' | 'notifyWaiting' | 'notifyFinished'>,
): boolean {
  if (notice.category === 'report') return wishes.notifyReports
  if (notice.category === 'finished') return wishes.notifyFinished
  return wishes.notifyWaiting
}

/** Whether the person is looking at what a notice is about, so that it need not be said again. */
export function isInView(
  notice: Notice,
  viewState: Pick<ViewState, 'place' | 'selected'>,
  runs: Readonly<Record<string, Run>>,
  windowInFront = document.hasFocus() && document.visibilityState === 'visible',
): boolean {
  const { place, selected } = viewState
  if (!windowInFront || place.kind !== 'run' || place.run !== notice.run) return false
  const run = runs[notice.run]
  // The run's own sidebar and summary show everything that is about the run as a whole, and what needs somebody.
  return (
    notice.pane === null ||
    notice.category !== 'report' ||
    (run !== undefined && selectedPane(run, selected) === notice.pane)
  )
}
