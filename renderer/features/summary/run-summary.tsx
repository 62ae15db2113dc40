import { useState } from 'react'
import type { Run } from '#shared/model/state'
import { showDocument } from '../../state/navigation'
import { Button } from '../../ui/controls'
import { StatusShape } from '../../ui/status-shape'
import { durationText } from '../../ui/time'
import { requestCloseRun } from '../close-run/close-run'
import { summaryFigures } from './figures'
import './summary.css'

/** What a finished run came to: what was done, in how many rounds, how long it took. */
export function RunSummary({ run }: { run: Run }) {
  const [open, setOpen] = useState(false)
  const { tasks, rounds, reports, questions, perRole } = summaryFigures(run)
  const failed = run.outcome === 'failed'
  const facts = [
    durationText((run.endedAt ?? run.openedAt) - run.openedAt),
    plural(tasks, 'task'),
    rounds > 1 ? `${rounds} rounds` : null,
    plural(reports, 'report'),
    questions > 0 ? plural(questions, 'question to you', 'questions to you') : null,
  ].filter(Boolean)
  return (
    <section className="run-summary" aria-label="Run summary" role="region" data-failed={failed}>
      <StatusShape status={failed ? 'error' : 'done'} />
      <div className="run-summary-text">
        <h2>{failed ? 'The run failed' : 'The run is finished'}</h2>
        <p className="figure">{facts.join(' · ')}</p>
      </div>
      <span className="spacer" />
      <Button size="small" kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide roles' : 'Show roles'}
      </Button>
      {run.summary && (
        <Button size="small" onClick={() => showDocument(run.id, { kind: 'summary', id: 'summary' })}>
          Read the summary
        </Button>
      )}
      <Button size="small" onClick={() => requestCloseRun(run.id)}>
        Close run
      </Button>
      {(run.summary?.preview ?? run.endReason) && (
        <p className="run-summary-preview selectable">{run.summary?.preview ?? run.endReason}</p>
      )}
      {open && (
        <table className="run-summary-roles">
          <thead>
            <tr>
              <th>Role</th>
              <th>Tasks</th>
              <th>Done</th>
              <th>Failed or blocked</th>
              <th>Time at work</th>
            </tr>
          </thead>
          <tbody>
            {perRole.map((role) => (
              <tr key={role.role}>
                <td>{role.role}</td>
                <td>{role.tasks}</td>
                <td>{role.done}</td>
                <td>{role.failed}</td>
                <td>{durationText(role.time)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
