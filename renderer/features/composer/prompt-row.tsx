import { Pencil } from 'lucide-react'
import { firstLine } from '#shared/model/timeline'
import type { Delivery } from '#shared/model/state'
import { ask } from '../../state/deck'
import { tell } from '../../state/view-store'
import { Button } from '../../ui/controls'
import { deliveryWords } from '../team/words'
import { takeBackPrompt } from './waiting-prompts'

/** A text of the person's that has yet to go out, what it waits for, and what can be done about it. */
export function PromptRow({
  run,
  delivery,
  onEdit,
}: {
  run: string
  delivery: Delivery
  /** It was taken back, to be changed. */
  onEdit(text: string): void
}) {
  const edit = async () => {
    if (await takeBackPrompt(run, delivery.id)) onEdit(delivery.text)
    else tell('This text has gone out already, so it cannot be changed any more.')
  }
  return (
    <li className="prompt-row" data-state={delivery.state}>
      <span className="prompt-text truncate" title={delivery.text.slice(0, 2000)}>
        {firstLine(delivery.text)}
      </span>
      <span className="prompt-why truncate" title={deliveryWords(delivery)}>
        {deliveryWords(delivery)}
      </span>
      {delivery.state === 'held' && (
        <>
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
