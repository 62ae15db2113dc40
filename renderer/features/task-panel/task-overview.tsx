import { holderOf } from '#shared/model/seats'
import type { Run, Task } from '#shared/model/state'
import { showDocument } from '../../state/navigation'
import { StatusShape, type ShapeStatus } from '../../ui/status-shape'
import { taskStateWords } from '../team/words'

/** Tasks shown before the rest is left to the timeline. */
const MOST = 8

/** What the orchestrator has handed out, newest first. */
export function TaskOverview({ run }: { run: Run }) {
  const tasks = Object.values(run.tasks).sort((a, b) => b.createdAt - a.createdAt)
  if (tasks.length === 0) return null
  return (
    <div className="task-queue">
      <h3 className="section-title">Handed out</h3>
      <ul>
        {tasks.slice(0, MOST).map((task) => (
          <li key={task.id}>
            <button
              type="button"
              className="task-queued"
              aria-label={`Task ${task.id} for ${holderOf(run, task)}, ${taskWord(task)}`}
              title={`${holderOf(run, task)}: ${task.text.preview}`}
              onClick={() => showDocument(run.id, { kind: 'task', id: task.id })}
            >
              <StatusShape status={taskShape(task)} />
              <span className="truncate">
                {holderOf(run, task)}
                {task.round > 1 && <span className="task-round"> round {task.round}</span>}
              </span>
              <span className="spacer" />
              <span className="figure">{taskWord(task)}</span>
            </button>
          </li>
        ))}
      </ul>
      {tasks.length > MOST && <p className="figure">{tasks.length - MOST} more in the timeline</p>}
    </div>
  )
}

function taskWord(task: Task): string {
  return task.outcome && task.outcome !== 'done' ? task.outcome : taskStateWords[task.state]
}

function taskShape({ state, outcome }: Task): ShapeStatus {
  if (outcome === 'blocked' || state === 'cancelled') return 'exited'
  if (state === 'failed' || outcome === 'failed') return 'error'
  if (state === 'done') return 'done'
  return state === 'queued' || state === 'held' ? 'not-started' : 'working'
}
