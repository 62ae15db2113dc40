import type { Report, Run, Task } from '#shared/model/state'
import { ask } from '../../state/deck'
import { showDocument } from '../../state/navigation'
import { Button } from '../../ui/controls'
import { reportsOf } from '../document/history'
import { CheckList } from './check-list'

/** What the deck's own checks made of the reports on a task: the last one in full, earlier ones in a line. */
export function TaskChecks({ run, task }: { run: Run; task: Task }) {
  const reports = reportsOf(run, task.id)
  const latest = reports.at(-1)
  if (!latest) return null
  const returned = reports.slice(0, -1).filter((report) => report.verdict === 'returned')
  const checked = latest.checks.length > 0 || latest.checking !== null
  const again =
    run.phase !== 'closed' && latest.verdict !== null && latest.checks.some((check) => check.kind === 'gate')
  return (
    <>
      {checked && (
        <div className="task-part">
          <div className="task-part-head">
            <h3 className="section-title">Checks of report {latest.id}</h3>
            {again && (
              <Button
                size="small"
                kind="quiet"
                disabled={latest.checking !== null}
                onClick={() => void ask('report.check-again', { run: run.id, report: latest.id })}
              >
                Run the checks again
              </Button>
            )}
          </div>
          <CheckList run={run} report={latest} />
          {latest.verdict === 'returned' && (
            <p className="task-hint">It was sent back; {task.role} goes on with the task.</p>
          )}
        </div>
      )}
      {returned.length > 0 && (
        <div className="task-part">
          <h3 className="section-title">Sent back before</h3>
          <ul>
            {returned.map((report) => (
              <li key={report.id} className="task-returned">
                <span>{returnedWords(report)}</span>
                <Button
                  size="small"
                  kind="quiet"
                  onClick={() => showDocument(run.id, { kind: 'report', id: report.id })}
                >
                  Read report {report.id}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

/** Why a report came back: the check that failed. */
function returnedWords(report: Report): string {
  const failed = report.checks.find((check) => check.verdict === 'failed')
  return failed ? `${failed.name} ${failed.detail}` : 'A check failed'
}
