import { seatName } from '#shared/model/seats'
import type { Run } from '#shared/model/state'
import { hideRun, openFolder } from '../../state/navigation'
import { Button } from '../../ui/controls'
import { StatusShape } from '../../ui/status-shape'
import './summary.css'

/** A team that could not start: who could not, why, and where to go from here. The others were ended. */
export function StartFailed({ run }: { run: Run }) {
  const failures = run.paneOrder.flatMap((id) => {
    const pane = run.panes[id]
    return pane?.startFailure != null
      ? [{ role: seatName(pane), command: pane.command, reason: pane.startFailure }]
      : []
  })
  return (
    <main className="start-failed" data-region>
      <div className="start-failed-inner">
        <h1>
          <StatusShape status="error" />
          {run.title} could not start
        </h1>
        <ul>
          {failures.map((failure) => (
            <li key={failure.role} className="selectable">
              <h2>{failure.role}</h2>
              <p>{failure.reason}</p>
              <p className="mono">{failure.command}</p>
            </li>
          ))}
        </ul>
        {run.paneOrder.length > 1 && (
          <p className="dialog-text">
            The other roles were ended again. Nothing of this run is left running.
          </p>
        )}
        <div className="start-failed-actions">
          <Button
            kind="primary"
            onClick={() => {
              hideRun(run.id)
              void openFolder(run.project.dir)
            }}
          >
            Back to {run.project.name}
          </Button>
          <Button onClick={() => hideRun(run.id)}>Close</Button>
        </div>
      </div>
    </main>
  )
}
