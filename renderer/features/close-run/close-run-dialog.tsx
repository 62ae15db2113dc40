import { AlertDialog } from 'radix-ui'
import { ask, useRun } from '../../state/deck'
import { closeDialog } from '../../state/view-store'
import { Button } from '../../ui/controls'
import { closeQuestion } from './close-run'

/** Names what is still working, or to be decided on, before the run is closed. */
export function CloseRunDialog({ run: id }: { run: string }) {
  const run = useRun(id)
  const question = run ? closeQuestion(run) : null
  if (!question) return null
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && closeDialog()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="dialog-scrim" />
        <AlertDialog.Content className="dialog">
          <AlertDialog.Title asChild>
            <h2>{question.title}</h2>
          </AlertDialog.Title>
          <AlertDialog.Description className="dialog-text">{question.text}</AlertDialog.Description>
          <div className="dialog-buttons">
            <AlertDialog.Cancel asChild>
              <Button>Keep it open</Button>
            </AlertDialog.Cancel>
            <Button
              kind="danger"
              onClick={() => {
                closeDialog()
                void ask('run.close', { run: id })
              }}
            >
              {question.button}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
