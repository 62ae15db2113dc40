import type { Run, Task } from '#shared/model/state'
import { clockText, exactTime } from '../../ui/time'
import { heldWords, taskStateWords } from '../team/words'
import { CheckList } from '../task-panel/check-list'
import { HeldActions } from '../task-panel/task-queue'
import { DocumentFrame, takeFocus } from './document-frame'
import { Excerpt } from './excerpt'
import { roundsOfRole, taskCore, type Round } from './history'

/** A role's tasks and its reports side by side, newest first: whether it gets anywhere, or goes round in circles. */
export function RoleHistory({ run, pane }: { run: Run; pane: string }) {
  const name = `Rounds of ${run.panes[pane]?.role ?? pane}`
  return (
    <DocumentFrame run={run.id} name={name} title={name} file={null}>
      <div className="history" tabIndex={0} ref={takeFocus}>
        <Rounds run={run} pane={pane} />
      </div>
    </DocumentFrame>
  )
}

/** A role's rounds, newest first. */
export function Rounds({ run, pane }: { run: Run; pane: string }) {
  const rounds = roundsOfRole(run, pane)
  return (
    <>
      {rounds.length === 0 && (
        <p className="history-none">Nothing has gone to {run.panes[pane]?.role ?? pane} yet.</p>
      )}
      <ol>
        {rounds.map((round) => (
          <RoundRow key={round.task.id} run={run} round={round} />
        ))}
      </ol>
    </>
  )
}

function RoundRow({ run, round: { task, reports } }: { run: Run; round: Round }) {
  return (
    <li className="history-round">
      <h3>
        Round {task.round} <span className="task-round">task {task.id}</span>
        <span className="spacer" />
        <time className="figure" title={exactTime(task.createdAt)}>
          {clockText(task.createdAt)}
        </time>
      </h3>
      <div className="history-pair">
        <div className="history-side">
          <h4 className="section-title">What it was asked</h4>
          <Excerpt run={run.id} target={{ kind: 'task', id: task.id }} read={taskCore} />
        </div>
        <div className="history-side">
          {reports.length === 0 && <NoReport run={run} task={task} />}
          {reports.map((report) => (
            <div key={report.id} className="history-report">
              <h4 className="section-title">
                What it reported
                {report.verdict === 'returned' && ', sent back'}
                {report.outcome !== 'done' && `: ${report.outcome}`}
              </h4>
              <Excerpt run={run.id} target={{ kind: 'report', id: report.id }} />
              <CheckList run={run} report={report} />
            </div>
          ))}
        </div>
      </div>
    </li>
  )
}

function NoReport({ run, task }: { run: Run; task: Task }) {
  if (task.state !== 'held') {
    return <p className="history-none">No report: {task.reason ?? taskStateWords[task.state]}</p>
  }
  return (
    <>
      <p className="history-none">This task {heldWords(task)}</p>
      <HeldActions run={run} task={task} />
    </>
  )
}
