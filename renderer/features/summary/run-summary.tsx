import { useState } from 'react'
import { X } from 'lucide-react'
import type { Run } from '#shared/model/state'
import { showDocument } from '../../state/navigation'
import { Button, IconButton } from '../../ui/controls'
import { StatusShape } from '../../ui/status-shape'
import { requestCloseRun } from '../close-run/close-run'
import { StartWarning } from '../start-team/start-warning'
import { teamStart, useStart } from '../start-team/use-start'
import { plural, summaryFacts, summaryFigures } from './figures'
import { hideSummary } from './summary-button'
import { SummaryDetails } from './summary-details'
import './summary.css'

/**
 * What a finished run came to: what was done, what proves it, how long it took, and where to go from here. It lies over
 * the terminals, so that none changes its size under an agent that can still be asked.
 */
export function RunSummary({ run }: { run: Run }) {
  const [open, setOpen] = useState(false)
  const starting = useStart()
  const figures = summaryFigures(run)
  const failed = run.outcome === 'failed'
  const { orchestration } = run
  const lessons = Object.keys(run.lessons).length
  return (
    <section className="run-summary" aria-label="Run summary" role="region" data-failed={failed}>
      <StatusShape status={failed ? 'error' : 'done'} />
      <div className="run-summary-text">
        <h2>{failed ? 'The run failed' : 'The run is finished'}</h2>
        <p className="figure">{summaryFacts(run, figures).join(' · ')}</p>
      </div>
      <div className="run-summary-actions">
        <Button size="small" kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide details' : 'Show details'}
        </Button>
        {lessons > 0 && (
          <Button size="small" onClick={() => showDocument(run.id, { kind: 'lessons', id: 'all' })}>
            {plural(lessons, 'lesson')}
          </Button>
        )}
        {run.summary && (
          <Button size="small" onClick={() => showDocument(run.id, { kind: 'summary', id: 'summary' })}>
            Read the summary
          </Button>
        )}
        <Button size="small" onClick={() => requestCloseRun(run.id)}>
          Close run
        </Button>
        <IconButton label="Hide the summary" onClick={() => hideSummary(run.id, true)}>
          <X size={14} />
        </IconButton>
      </div>
      {(run.summary?.preview ?? run.endReason) && (
        <p className="run-summary-preview selectable">{run.summary?.preview ?? run.endReason}</p>
      )}
      {open && (
        <SummaryDetails run={run} figures={figures}>
          {orchestration !== null && run.origin !== 'demo' && (
            <Button
              size="small"
              disabled={starting.busy || starting.warning !== null}
              onClick={() => void starting.start(teamStart({ dir: run.project.dir, orchestration }))}
            >
              Start a new run of {orchestration}
            </Button>
          )}
        </SummaryDetails>
      )}
      <StartWarning starting={starting} />
    </section>
  )
}
