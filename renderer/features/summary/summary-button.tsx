import type { Run } from '#shared/model/state'
import { useView } from '../../state/deck'
import { view } from '../../state/view-store'
import { Button } from '../../ui/controls'
import { StatusShape } from '../../ui/status-shape'

/** Puts a finished run's summary aside, or shows it again. */
export function hideSummary(run: string, hidden: boolean): void {
  view.setState(({ summaryHidden }) => ({ summaryHidden: { ...summaryHidden, [run]: hidden } }))
}

/** How the run ended, and the way to its summary once that was put aside. */
export function SummaryButton({ run }: { run: Run }) {
  const hidden = useView((state) => state.summaryHidden[run.id] ?? false)
  const failed = run.outcome === 'failed'
  return (
    <Button size="small" kind="quiet" aria-expanded={!hidden} onClick={() => hideSummary(run.id, !hidden)}>
      <StatusShape status={failed ? 'error' : 'done'} />
      {hidden ? 'Show the summary' : 'Hide the summary'}
    </Button>
  )
}
