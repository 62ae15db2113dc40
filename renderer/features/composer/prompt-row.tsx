import type { KeyboardEvent } from 'react'
import { ArrowDown, ArrowUp, Pencil } from 'lucide-react'
import { firstLine } from '#shared/model/timeline'
import type { Delivery } from '#shared/model/state'
import { ask } from '../../state/deck'
import { tell } from '../../state/view-store'
import { Button, IconButton } from '../../ui/controls'
import { moveTarget } from '../task-panel/queue-order'
import { deliveryWords } from '../team/words'
import { takeBackPrompt } from './waiting-prompts'

/** A text of the person's that has yet to go out, what it waits for, and what can be done about it. */
export function PromptRow({
  run,
  delivery,
  queue,
  onEdit,
}: {
  run: string
  delivery: Delivery
  /** Ids of all texts that wait for the same agent, in their order. */
  queue: readonly string[]
  /** It was taken back, to be changed. */
  onEdit(text: string): void
}) {
  const edit = async () => {
    if (await takeBackPrompt(run, delivery.id)) onEdit(delivery.text)
    else tell('This text has gone out already, so it cannot be changed any more.')
  }
  const movable = delivery.state === 'held' && queue.length > 1
  const move = (by: 'up' | 'down') => {
    const before = moveTarget(queue, delivery.id, by)
    if (before !== undefined) void ask('prompt.move', { run, delivery: delivery.id, before })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!movable || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    move(event.key === 'ArrowUp' ? 'up' : 'down')
  }
  return (
    <li className="prompt-row" data-state={delivery.state} onKeyDown={onKeyDown}>
      <span className="prompt-text truncate" title={delivery.text.slice(0, 2000)}>
        {firstLine(delivery.text)}
      </span>
      <span className="prompt-why truncate" title={deliveryWords(delivery)}>
        {deliveryWords(delivery)}
      </span>
      {delivery.state === 'held' && (
        <>
          {movable &&
            (['up', 'down'] as const).map((by) => (
              // Stays focusable at the ends, so that moving a text there does not take the keyboard away.
              <IconButton
                key={by}
                label={by === 'up' ? 'Send it sooner' : 'Send it later'}
                keys={by === 'up' ? 'alt+up' : 'alt+down'}
                aria-disabled={moveTarget(queue, delivery.id, by) === undefined}
                onClick={() => move(by)}
              >
                {by === 'up' ? <ArrowUp size={13} /> : <ArrowDown size={13} />}
              </IconButton>
            ))}
          <Button size="small" kind="quiet" onClick={() => void edit()}>
            <Pencil size={12} />
            Edit
          </Button>
          <Button
            size="small"
            kind="quiet"
            onClick={() => void ask('delivery.cancel', { run, delivery: delivery.id })}
          >
            Take it back
          </Button>
        </>
      )}
    </li>
  )
}
