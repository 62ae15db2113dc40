import { cardOf, tasksOf, type Card } from '#shared/model/selectors'
import type { Delivery, Run, Task } from '#shared/model/state'
import { ask } from '../../state/deck'
import { showDocument } from '../../state/navigation'
import { Button } from '../../ui/controls'
import { useNow } from '../../ui/now'
import { clockText, durationText, exactTime } from '../../ui/time'
import { deliveryWords, purposeWords, taskStateWords } from '../team/words'
import { TaskOverview } from './task-overview'
import './task-panel.css'

/** The task of the role in focus: what it is, how it got there, what came back. */
export function TaskPanel({ run, pane }: { run: Run; pane: string }) {
  const card = cardOf(run, pane)
  const task = card.task
  const waiting = tasksOf(run, pane).filter((other) => other.state === 'queued' && other.id !== task?.id)
  return (
    <section className="task-panel" aria-label="Task" role="region" data-region>
      {task ? <TaskDetails run={run} task={task} /> : <NoTask run={run} card={card} />}
      {card.start && <TaskOverview run={run} />}
      <OpenDelivery run={run} pane={pane} />
      {waiting.length > 0 && (
        <div className="task-queue">
          <h3 className="section-title">Queued behind it</h3>
          <ul>
            {waiting.map((other) => (
              <li key={other.id}>
                <button
                  type="button"
                  className="task-queued"
                  onClick={() => showDocument(run.id, { kind: 'task', id: other.id })}
                >
                  <span className="figure">{other.id}</span>
                  <span className="truncate">{other.text.preview}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

function NoTask({ run, card }: { run: Run; card: Card }) {
  const sent = Object.values(run.deliveries)
    .filter((delivery) => delivery.purpose === 'prompt' && delivery.pane === card.pane)
    .at(-1)
  if (sent) return <SentText delivery={sent} role={card.role} />
  const start = run.paneOrder.map((id) => run.panes[id]).find((pane) => pane?.start)
  return (
    <>
      <h2 className="task-title">{card.role}</h2>
      {card.description && <p className="task-preview">{card.description}</p>}
      {card.start && Object.keys(run.tasks).length > 0 ? null : (
        <p className="task-hint">
          {run.orchestration === null
            ? 'One agent without a team. Type into its terminal, or write to it below.'
            : card.start
              ? 'Write the first task below its terminal. It goes to this role, which hands parts of it to the others.'
              : `No task yet. ${start?.role ?? 'The orchestrator'} hands one over when it is this role’s turn.`}
        </p>
      )}
    </>
  )
}

/** What the person has given to this role. */
function SentText({ delivery, role }: { delivery: Delivery; role: string }) {
  return (
    <>
      <h2 className="task-title">Your text to {role}</h2>
      <p className="task-preview selectable" title={delivery.text.length < 2000 ? delivery.text : undefined}>
        {delivery.text}
      </p>
      <dl className="task-facts">
        <Fact name="Sent" value={clockText(delivery.createdAt)} title={exactTime(delivery.createdAt)} />
        <DeliveryFact delivery={delivery} />
      </dl>
    </>
  )
}

function TaskDetails({ run, task }: { run: Run; task: Task }) {
  const now = useNow()
  const report = task.report ? run.reports[task.report] : undefined
  const delivery = task.delivery ? run.deliveries[task.delivery] : undefined
  const running = task.state !== 'done' && task.state !== 'failed' && task.state !== 'cancelled'
  const outcome = task.outcome && task.outcome !== 'done' ? task.outcome : taskStateWords[task.state]
  return (
    <>
      <h2 className="task-title">
        Task {task.id}
        <span className="task-round">round {task.round}</span>
        <span className="spacer" />
        <span
          className="task-state"
          data-state={task.outcome && task.outcome !== 'done' ? 'failed' : task.state}
        >
          {outcome}
          {running && (
            <time className="figure" title={exactTime(task.since)}>
              {durationText(now - task.since)}
            </time>
          )}
        </span>
      </h2>
      <p className="task-preview selectable">{task.text.preview}</p>
      <div className="task-buttons">
        <Button size="small" onClick={() => showDocument(run.id, { kind: 'task', id: task.id })}>
          Read task
        </Button>
        {report && (
          <Button size="small" onClick={() => showDocument(run.id, { kind: 'report', id: report.id })}>
            Read report
          </Button>
        )}
        {(task.state === 'queued' || task.state === 'held') && (
          <Button
            size="small"
            kind="quiet"
            onClick={() => void ask('task.cancel', { run: run.id, task: task.id })}
          >
            Cancel task
          </Button>
        )}
      </div>
      <dl className="task-facts">
        <Fact name="From" value={run.panes[task.from]?.role ?? task.from} />
        {delivery && <DeliveryFact delivery={delivery} />}
        {report && <Fact name="Reported" value={clockText(report.at)} title={exactTime(report.at)} />}
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

function DeliveryFact({ delivery }: { delivery: Delivery }) {
  if (delivery.state === 'proven' && delivery.provenAt !== null) {
    const proof = delivery.proof === 'screen' ? 'seen on the screen' : 'proven by hook'
    return (
      <Fact
        name="Delivered"
        value={`${clockText(delivery.provenAt)}, ${proof}`}
        title={exactTime(delivery.provenAt)}
      />
    )
  }
  return <Fact name="Delivery" value={deliveryWords(delivery)} />
}

function Fact({ name, value, title }: { name: string; value: string; title?: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="selectable" title={title}>
        {value}
      </dd>
    </>
  )
}

/** A delivery to this role that is not simply delivered, with what can be done about it. */
function OpenDelivery({ run, pane }: { run: Run; pane: string }) {
  const { delivery: open } = cardOf(run, pane)
  const delivery = open ? run.deliveries[open.id] : undefined
  if (!delivery || delivery.state === 'typing' || delivery.state === 'submitted') return null
  return (
    <div className="open-delivery" data-state={delivery.state}>
      <p>
        {purposeWords[delivery.purpose]} {deliveryWords(delivery)}.
        {delivery.detail && <span className="open-delivery-detail"> {delivery.detail}</span>}
      </p>
      {delivery.state === 'held' && (
        <Button
          size="small"
          kind="quiet"
          onClick={() => void ask('delivery.cancel', { run: run.id, delivery: delivery.id })}
        >
          Take it back
        </Button>
      )}
      {delivery.state === 'unproven' && (
        <Button
          size="small"
          onClick={() => void ask('delivery.retry', { run: run.id, delivery: delivery.id })}
        >
          Submit it again
        </Button>
      )}
    </div>
  )
}
