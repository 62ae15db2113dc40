import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { seatsOf } from '#shared/model/seats'
import { tasksOf } from '#shared/model/selectors'
import type { Run, Task } from '#shared/model/state'
import { ask } from '../../state/deck'
import { showDocument } from '../../state/navigation'
import { Button, IconButton } from '../../ui/controls'
import { heldWords } from '../team/words'
import { followersOf, moveTarget, openBefore, queueOf } from './queue-order'

/** What waits for a role beside the task in focus: in the order in which it will go, and what is held for the person. */
export function TaskQueue({ run, pane, focus }: { run: Run; pane: string; focus: Task | null }) {
  const ready = queueOf(run, pane)
  const followers = followersOf(run, pane)
  const onlyFocus = ready.length + followers.length === 1 && focus?.state === 'queued'
  const queue = onlyFocus ? [] : ready
  const later = onlyFocus ? [] : followers
  const held = tasksOf(run, pane).filter((task) => task.state === 'held' && task.id !== focus?.id)
  const role = run.panes[pane]?.role ?? ''
  const several = seatsOf(run, role).length > 1
  const ids = queue.map((task) => task.id)
  const behind = focus !== null && focus.state !== 'queued' && focus.state !== 'held'
  return (
    <>
      {queue.length + later.length > 0 && (
        <div className="task-queue">
          <h3 className="section-title">
            {several ? `Queued for ${role}` : behind ? 'Queued behind it' : 'Queued'}
          </h3>
          <ol>
            {queue.map((task) => (
              <li key={task.id} className="task-row">
                <OpenTask run={run} task={task} />
                {run.phase !== 'closed' && (
                  <>
                    <Move run={run} id={task.id} by="up" before={moveTarget(ids, task.id, 'up')} />
                    <Move run={run} id={task.id} by="down" before={moveTarget(ids, task.id, 'down')} />
                  </>
                )}
                <CancelTask run={run} task={task} />
              </li>
            ))}
            {later.map((task) => (
              <li key={task.id} className="task-row">
                <OpenTask run={run} task={task} />
                <span className="figure task-row-after">after {openBefore(run, task).join(', ')}</span>
                <CancelTask run={run} task={task} />
              </li>
            ))}
          </ol>
        </div>
      )}
      {held.length > 0 && (
        <div className="task-queue">
          <h3 className="section-title">Held</h3>
          <ul>
            {held.map((task) => (
              <li key={task.id}>
                <OpenTask run={run} task={task} />
                <p className="task-held-why">It {heldWords(task)}</p>
                <HeldActions run={run} task={task} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

function CancelTask({ run, task }: { run: Run; task: Task }) {
  if (run.phase === 'closed') return null
  return (
    <IconButton
      label={`Cancel task ${task.id}`}
      className="task-row-button"
      onClick={() => void ask('task.cancel', { run: run.id, task: task.id })}
    >
      <X size={13} />
    </IconButton>
  )
}

/** What the person can decide about a task that is held. */
export function HeldActions({ run, task }: { run: Run; task: Task }) {
  if (run.phase === 'closed') return null
  return (
    <div className="task-held-actions">
      <Button
        size="small"
        kind="primary"
        onClick={() => void ask('task.release', { run: run.id, task: task.id })}
      >
        {task.hold?.why === 'approval' ? 'Let it start' : 'Give it one more round'}
      </Button>
      <Button
        size="small"
        kind="quiet"
        onClick={() => void ask('task.cancel', { run: run.id, task: task.id })}
      >
        Cancel task
      </Button>
    </div>
  )
}

function OpenTask({ run, task }: { run: Run; task: Task }) {
  return (
    <button
      type="button"
      className="task-queued"
      title={task.text.preview}
      onClick={() => showDocument(run.id, { kind: 'task', id: task.id })}
    >
      <span className="figure">{task.id}</span>
      <span className="truncate">{task.text.preview}</span>
    </button>
  )
}

/** Stays focusable at the ends of the queue, so that moving a task there does not take the keyboard away. */
function Move({
  run,
  id,
  by,
  before,
}: {
  run: Run
  id: string
  by: 'up' | 'down'
  before: string | null | undefined
}) {
  return (
    <IconButton
      label={`Move task ${id} ${by}`}
      className="task-row-button"
      aria-disabled={before === undefined}
      onClick={() => {
        if (before !== undefined) void ask('task.move', { run: run.id, task: id, before })
      }}
    >
      {by === 'up' ? <ArrowUp size={13} /> : <ArrowDown size={13} />}
    </IconButton>
  )
}
