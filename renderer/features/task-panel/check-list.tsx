import type { CheckResult } from '#shared/model/events'
import type { Report, Run } from '#shared/model/state'
import { showDocument } from '../../state/navigation'
import { Button } from '../../ui/controls'
import { StatusShape, type ShapeStatus } from '../../ui/status-shape'
import { tookText } from '../../ui/time'
import { evidenceRef } from '../document/evidence'

/** What the deck found when it checked a report, in the order of the checks, and the one that runs now. */
export function CheckList({ run, report }: { run: Run; report: Report }) {
  if (report.checks.length === 0 && report.checking === null) return null
  return (
    <ul className="checks" aria-label={`Checks of report ${report.id}`}>
      {report.checks.map((check, index) => (
        <li key={index} className="check" data-verdict={check.verdict}>
          <StatusShape status={verdictShapes[check.verdict]} />
          <span className="check-name" title={check.command}>
            {check.name}
            <span className="check-verdict"> {verdictWords[check.verdict]}</span>
            {timesBefore(report.checks, index) > 0 && (
              <span className="check-verdict">, run {timesBefore(report.checks, index) + 1}</span>
            )}
          </span>
          <span className="figure">{tookText(check.took)}</span>
          <p className="check-detail selectable">{check.detail}</p>
          {check.output && (
            <Button
              size="small"
              kind="quiet"
              className="check-evidence"
              onClick={() => showDocument(run.id, evidenceRef(report.id, index))}
            >
              Read evidence
            </Button>
          )}
        </li>
      ))}
      {report.checking !== null && (
        <li className="check" data-verdict="running" role="status">
          <StatusShape status="working" moving />
          <span className="check-name">
            {report.checking}
            <span className="check-verdict"> runs now</span>
          </span>
        </li>
      )}
    </ul>
  )
}

/** How often this check had run already, for a report that was checked again. */
function timesBefore(checks: readonly CheckResult[], index: number): number {
  return checks.slice(0, index).filter((check) => check.name === checks[index]?.name).length
}

export const verdictWords: Readonly<Record<CheckResult['verdict'], string>> = {
  passed: 'passed',
  failed: 'failed',
  undecided: 'could not be decided',
  skipped: 'not run',
}

const verdictShapes: Readonly<Record<CheckResult['verdict'], ShapeStatus>> = {
  passed: 'done',
  failed: 'error',
  undecided: 'not-started',
  skipped: 'not-started',
}
