import { isVacant } from '#shared/model/seats'
import { cardOf, type Card } from '#shared/model/selectors'
import type { Delivery, Run } from '#shared/model/state'
import { ask } from '../../state/deck'
import { Button } from '../../ui/controls'
import { clockText, exactTime } from '../../ui/time'
import { deliveryWords, purposeWords } from '../team/words'
import { DeliveryFact, Fact } from './facts'
import { taskInFocus } from './queue-order'
import { RoleUsage } from './role-usage'
import { TaskDetails } from './task-details'
import { TaskOverview } from './task-overview'
import { TaskQueue } from './task-queue'
import './task-panel.css'

/** The task of the role in focus: what it is, how it got there, what came back. */
export function TaskPanel({ run, pane }: { run: Run; pane: string }) {
  const card = cardOf(run, pane)
  const task = taskInFocus(run, pane)
  return (
    <section className="task-panel" aria-label="Task" role="region" data-region>
      {task ? <TaskDetails run={run} task={task} /> : <NoTask run={run} card={card} />}
      {card.start && <TaskOverview run={run} />}
      <OpenDelivery run={run} pane={pane} />
      <TaskQueue run={run} pane={pane} focus={task} />
      <RoleUsage run={run} pane={pane} />
    </section>
  )
}

function NoTask({ run, card }: { run: Run; card: Card }) {
  const sent = Object.values(run.deliveries)
    .filter((delivery) => delivery.purpose === 'prompt' && delivery.pane === card.pane)
    .at(-1)
  if (sent) return <SentText delivery={sent} role={card.role} />
  const start = run.paneOrder.map((id) => run.panes[id]).find((pane) => pane?.start)
  const pane = run.panes[card.pane]
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
              : pane && isVacant(pane)
                ? `Another ${pane.role}. It starts when a task comes while the others work.`
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

/** A delivery to this role that is not simply delivered, with what can be done about it. */
function OpenDelivery({ run, pane }: { run: Run; pane: string }) {
  const { delivery: open } = cardOf(run, pane)
  const delivery = open ? run.deliveries[open.id] : undefined
  if (run.phase === 'closed') return null
  if (!delivery || delivery.state === 'typing' || delivery.state === 'submitted') return null
  // The composer lists the person's own texts while they wait.
  if (delivery.purpose === 'prompt' && delivery.state === 'held') return null
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
