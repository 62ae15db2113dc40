import type { Notice } from '#shared/contract/views'
import type { Run } from '#shared/model/state'
import { selectedPane } from '../state/navigation'
import type { ViewState } from '../state/view-store'

/** Whether the person is looking at what a notice is about, so that it need not be said again. */
export function noticesAreVisible(
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
