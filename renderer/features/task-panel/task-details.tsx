import { nameOf } from '#shared/model/seats'
import { tasksOf } from '#shared/model/selectors'
import type { Run, Task } from '#shared/model/state'
import { ask } from '../../state/deck'
import { showDocument } from '../../state/navigation'
import { Button } from '../../ui/controls'
import { useRunNow } from '../../ui/now'
import { clockText, durationText, exactTime } from '../../ui/time'
import { reportsOf } from '../document/history'
import { heldWords, taskStateWords } from '../team/words'
import { DeliveryFact, Fact } from './facts'
import { openBefore } from './queue-order'
import { TaskChecks } from './task-checks'
import { HeldActions } from './task-queue'

/** One task: what it is, how it got there, what came back, and what the deck made of that. */
export function TaskDetails({ run, task }: { run: Run; task: Task }) {
  const report = reportsOf(run, task.id).at(-1)
  const delivery = task.delivery ? run.deliveries[task.delivery] : undefined
  const several = tasksOf(run, task.pane).length > 1 || task.returned > 0
  return (
    <>
      <h2 className="task-title">
        Task {task.id}
        <span className="task-round">round {task.round}</span>
        <span className="spacer" />
        <TaskState task={task} run={run} />
      </h2>
      <p className="task-preview selectable" title={task.text.preview}>
        {task.text.preview}
      </p>
      {task.state === 'held' && <p className="task-hint">It {heldWords(task)}</p>}
      {task.state === 'held' && <HeldActions run={run} task={task} />}
      <div className="task-buttons">
        <Button size="small" onClick={() => showDocument(run.id, { kind: 'task', id: task.id })}>
          Read task
        </Button>
        {report && (
          <Button size="small" onClick={() => showDocument(run.id, { kind: 'report', id: report.id })}>
            Read report
          </Button>
        )}
        {several && (
          <Button
            size="small"
            kind="quiet"
            onClick={() => showDocument(run.id, { kind: 'history', id: task.pane })}
          >
            Show the history
          </Button>
        )}
        {task.state === 'queued' && run.phase !== 'closed' && (
          <Button
            size="small"
            kind="quiet"
            onClick={() => void ask('task.cancel', { run: run.id, task: task.id })}
          >
            Cancel task
          </Button>
        )}
      </div>
      <TaskChecks run={run} task={task} />
      <dl className="task-facts">
        {task.state === 'queued' && openBefore(run, task).length > 0 && (
          <Fact name="Waits for" value={`${openBefore(run, task).join(', ')} to be done`} />
        )}
        {task.paths.length > 0 && <Fact name="Claims" value={task.paths.join(', ')} />}
        <Fact name="From" value={nameOf(run, task.from)} />
        {delivery && <DeliveryFact delivery={delivery} />}
        {report && <Fact name="Reported" value={clockText(report.at)} title={exactTime(report.at)} />}
        {task.returned > 0 && (
          <Fact
            name="Sent back"
            value={task.returned === 1 ? 'once, by a check' : `${task.returned} times, by checks`}
          />
        )}
        {task.lost > 0 && (
          <Fact
            name="Lost"
            value={task.lost === 1 ? 'once, its agent ended' : `${task.lost} times, its agents ended`}
          />
        )}
        {task.reason && <Fact name="Reason" value={task.reason} />}
      </dl>
    </>
  )
}

function TaskState({ task, run }: { task: Task; run: Run }) {
  const now = useRunNow(run)
  const running = task.state !== 'done' && task.state !== 'failed' && task.state !== 'cancelled'
  const short = task.outcome && task.outcome !== 'done'
  return (
    <span className="task-state" data-state={short ? 'failed' : task.state}>
      {short ? task.outcome : taskStateWords[task.state]}
      {running && (
        <time className="figure" title={exactTime(task.since)}>
          {durationText(now - task.since)}
        </time>
      )}
    </span>
  )
}
