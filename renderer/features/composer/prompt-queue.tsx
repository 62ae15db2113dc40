import { Pencil } from 'lucide-react'
import { firstLine } from '#shared/model/timeline'
import type { Run } from '#shared/model/state'
import { ask } from '../../state/deck'
import { tell } from '../../state/view-store'
import { Button } from '../../ui/controls'
import { useNow } from '../../ui/now'
import { deliveryWords } from '../team/words'
import { takeBackPrompt, waitingPrompts } from './waiting-prompts'

/** The person's texts that have yet to go out, each with what it waits for. */
export function PromptQueue({ run, pane, onEdit }: { run: Run; pane: string; onEdit(text: string): void }) {
  const now = useNow()
  const waiting = waitingPrompts(run, pane, now)
  if (waiting.length === 0) return null
  const edit = async (delivery: string, text: string) => {
    if (await takeBackPrompt(run.id, delivery)) onEdit(text)
    else tell('This text has gone out already, so it cannot be changed any more.')
  }
  return (
    <ol className="prompt-queue" aria-label="Texts that wait">
      {waiting.map((delivery) => (
        <li key={delivery.id} className="prompt-row" data-state={delivery.state}>
          <span className="prompt-text truncate" title={delivery.text.slice(0, 2000)}>
            {firstLine(delivery.text)}
          </span>
          <span className="prompt-why truncate" title={deliveryWords(delivery)}>
            {deliveryWords(delivery)}
          </span>
          {delivery.state === 'held' && (
            <>
              <Button size="small" kind="quiet" onClick={() => void edit(delivery.id, delivery.text)}>
                <Pencil size={12} />
                Edit
              </Button>
              <Button
                size="small"
                kind="quiet"
                onClick={() => void ask('delivery.cancel', { run: run.id, delivery: delivery.id })}
              >
                Take it back
              </Button>
            </>
          )}
        </li>
      ))}
    </ol>
  )
}
