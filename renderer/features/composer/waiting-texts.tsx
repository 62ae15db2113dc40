import { MessageSquareText } from 'lucide-react'
import { Popover } from 'radix-ui'
import type { Run } from '#shared/model/state'
import { focusComposer } from '../../app/commands'
import { view } from '../../state/view-store'
import { Button } from '../../ui/controls'
import { useNow } from '../../ui/now'
import { PromptRow } from './prompt-row'
import { waitingPrompts, withDraft } from './waiting-prompts'

/**
 * The person's texts that have yet to go out, in a row that is there anyway, so that no terminal changes its size: a
 * single one with what it waits for, several behind a button.
 * @param narrow the row is shared: even a single one is behind the button.
 */
export function WaitingTexts({ run, pane, narrow }: { run: Run; pane: string; narrow: boolean }) {
  const now = useNow()
  const waiting = waitingPrompts(run, pane, now)
  const key = `${run.id}/${pane}`
  const putBack = (text: string) => {
    view.setState(({ drafts }) => ({ drafts: { ...drafts, [key]: withDraft(text, drafts[key] ?? '') } }))
    focusComposer()
  }
  const queue = waiting.filter(({ state }) => state === 'held').map(({ id }) => id)
  const rows = (
    <ol className="prompt-queue" aria-label="Texts that wait">
      {waiting.map((delivery) => (
        <PromptRow key={delivery.id} run={run.id} delivery={delivery} queue={queue} onEdit={putBack} />
      ))}
    </ol>
  )
  if (waiting.length === 0) return null
  if (waiting.length === 1 && !narrow) return rows
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button size="small" kind="quiet">
          <MessageSquareText size={13} />
          {waiting.length === 1 ? '1 text waits' : `${waiting.length} texts wait`}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="prompt-popover"
          aria-label="Texts that wait"
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
        >
          {rows}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
