import type { ReactNode } from 'react'
import { nameOf } from '#shared/model/seats'
import type { Run } from '#shared/model/state'
import { showDocument } from '../../state/navigation'
import { Button } from '../../ui/controls'
import { durationText, tookText } from '../../ui/time'
import { evidenceRef } from '../document/evidence'
import { verdictWords } from '../task-panel/check-list'
import { figureWords, roleFigures, type RoleFigure } from '../usage/role-figures'
import { neededWords, type SummaryFigures } from './figures'

/** Role by role, check by check, and what needed the person. */
export function SummaryDetails({
  run,
  figures,
  children,
}: {
  run: Run
  figures: SummaryFigures
  /** What can be done from here, while the agents are still there. */
  children?: ReactNode
}) {
  return (
    <div className="run-summary-details" tabIndex={0}>
      <p>
        <b>What needed you</b> {neededWords(figures.needed)}
      </p>
      {children && (
        <div className="run-summary-next">
          <p>The agents are still there: look, ask them, or write to them below.</p>
          {children}
        </div>
      )}
      {figures.perRole.length > 0 && <Roles run={run} figures={figures} />}
      <Evidence run={run} />
    </div>
  )
}

function Roles({ run, figures: { perRole } }: { run: Run; figures: SummaryFigures }) {
  return (
    <table className="run-summary-roles">
      <thead>
        <tr>
          <th>Role</th>
          <th>Tasks</th>
          <th>Done</th>
          <th>Failed or blocked</th>
          <th>Time at work</th>
          <th>Tokens</th>
          <th>Cost</th>
        </tr>
      </thead>
      <tbody>
        {perRole.map((role) => (
          <tr key={role.pane}>
            <td>{role.role}</td>
            <td>{role.tasks}</td>
            <td>{role.done}</td>
            <td>{role.failed}</td>
            <td>{durationText(role.time)}</td>
            <Used run={run} pane={role.pane} name="Tokens" />
            <Used run={run} pane={role.pane} name="Cost" />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Used({ run, pane, name }: { run: Run; pane: string; name: RoleFigure['name'] }) {
  const figure = roleFigures(run, pane, run.endedAt ?? run.openedAt).find((each) => each.name === name)
  return <td>{figure ? figureWords(figure) : '–'}</td>
}

/** Every check that the deck ran, in the order of the reports. */
function Evidence({ run }: { run: Run }) {
  const reports = Object.values(run.reports).sort((a, b) => a.at - b.at)
  const checks = reports.flatMap((report) =>
    report.checks.map((check, index) => ({ report, check, index, key: `${report.id}-${index}` })),
  )
  if (checks.length === 0) return null
  return (
    <table className="run-summary-roles">
      <thead>
        <tr>
          <th>Check</th>
          <th>Report</th>
          <th>Result</th>
          <th>Took</th>
          <th>
            <span className="visually-hidden">Evidence</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {checks.map(({ report, check, index, key }) => (
          <tr key={key} data-verdict={check.verdict}>
            <td>{check.name}</td>
            <td>
              {nameOf(run, report.pane)} {report.id}
            </td>
            <td>
              {verdictWords[check.verdict]}, {check.detail}
            </td>
            <td>{tookText(check.took)}</td>
            <td>
              {check.output && (
                <Button
                  size="small"
                  kind="quiet"
                  onClick={() => showDocument(run.id, evidenceRef(report.id, index))}
                >
                  Read evidence
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
