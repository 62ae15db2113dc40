import { useState } from 'react'
import type { Run } from '#shared/model/state'
import { showDocument, startTeam } from '../../state/navigation'
import { Button } from '../../ui/controls'
import { StatusShape } from '../../ui/status-shape'
import { durationText } from '../../ui/time'
import { requestCloseRun } from '../close-run/close-run'
import { checksWords, plural, summaryFigures } from './figures'
import { SummaryDetails } from './summary-details'
import './summary.css'

/** What a finished run came to: what was done, what proves it, how long it took, and where to go from here. */
export function RunSummary({ run }: { run: Run }) {
  const [open, setOpen] = useState(false)
  const figures = summaryFigures(run)
  const { tasks, rounds, reports, checks } = figures
  const failed = run.outcome === 'failed'
  const facts = [
    durationText((run.endedAt ?? run.openedAt) - run.openedAt),
    plural(tasks, 'task'),
    rounds > 1 ? `${rounds} rounds` : null,
    plural(reports, 'report'),
    checksWords(checks),
  ].filter(Boolean)
  const { orchestration } = run
  const lessons = Object.keys(run.lessons).length
  return (
    <section className="run-summary" aria-label="Run summary" role="region" data-failed={failed}>
      <StatusShape status={failed ? 'error' : 'done'} />
      <div className="run-summary-text">
        <h2>{failed ? 'The run failed' : 'The run is finished'}</h2>
        <p className="figure">{facts.join(' · ')}</p>
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
      </div>
      {(run.summary?.preview ?? run.endReason) && (
        <p className="run-summary-preview selectable">{run.summary?.preview ?? run.endReason}</p>
      )}
      {open && (
        <SummaryDetails run={run} figures={figures}>
          {orchestration !== null && run.origin !== 'demo' && (
            <Button size="small" onClick={() => void startTeam(run.project.dir, orchestration)}>
              Start a new run of {orchestration}
            </Button>
          )}
        </SummaryDetails>
      )}
    </section>
  )
}
