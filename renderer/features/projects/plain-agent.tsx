import { openDialog } from '../../state/view-store'
import { Button } from '../../ui/controls'

/** What else can be done in a folder that has a team: one agent without it, or a proposal for another one. */
export function PlainAgent({ dir }: { dir: string }) {
  return (
    <p className="page-note">
      <span>
        Only need one agent?{' '}
        <Button
          size="small"
          kind="quiet"
          className="inline-button"
          onClick={() => openDialog({ kind: 'new-agent', dir })}
        >
          Start a plain agent
        </Button>
      </span>{' '}
      <span>
        A new team?{' '}
        <Button
          size="small"
          kind="quiet"
          className="inline-button"
          onClick={() => openDialog({ kind: 'generate', dir })}
        >
          Have an agent propose one
        </Button>
      </span>
    </p>
  )
}
