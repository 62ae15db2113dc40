import { Archive } from 'lucide-react'
import type { Run } from '#shared/model/state'
import { showDocument } from '../../state/navigation'
import { Button } from '../../ui/controls'
import { exactTime } from '../../ui/time'
import { requestCloseRun } from '../close-run/close-run'
import { Rounds } from '../document/role-history'
import { summaryFacts, summaryFigures } from '../summary/figures'
import { SummaryDetails } from '../summary/summary-details'
import { ReplayBar } from './replay-bar'
import './exported.css'

/**
 * A run from an exported folder, in place of the terminals that it no longer has: what it came to for the orchestrator,
 * the rounds for everybody else.
 */
export function ExportedRun({ run, pane }: { run: Run; pane: string }) {
  const role = run.panes[pane]
  const figures = summaryFigures(run)
  return (
    <section className="exported" aria-label="Exported run" role="region" data-region>
      <header className="exported-head">
        <Archive size={15} aria-hidden="true" />
        <div className="exported-title">
          <h2>Exported run, to be read only</h2>
          <p className="figure" title={`Ended ${exactTime(run.endedAt ?? run.openedAt)}`}>
            {[exactTime(run.openedAt), ...summaryFacts(run, figures)].join(' · ')}
          </p>
        </div>
        {run.summary && (
          <Button size="small" onClick={() => showDocument(run.id, { kind: 'summary', id: 'summary' })}>
            Read the summary
          </Button>
        )}
        <Button size="small" onClick={() => requestCloseRun(run.id)}>
          Put away
        </Button>
      </header>
      <ReplayBar run={run} />
      <div className="history" tabIndex={0}>
        <h3 className="exported-role">{role?.role}</h3>
        {role?.start ? (
          <>
            {(run.summary?.preview ?? run.endReason) && (
              <p className="exported-end selectable">{run.summary?.preview ?? run.endReason}</p>
            )}
            <SummaryDetails run={run} figures={figures} />
          </>
        ) : (
          <Rounds run={run} pane={pane} />
        )}
      </div>
    </section>
  )
}
