import { openDialog } from '../../state/view-store'
import { Button } from '../../ui/controls'

/** One agent without a team, for a quick question. */
export function PlainAgent({ dir }: { dir: string }) {
  return (
    <p className="page-note">
      Only need one agent?{' '}
      <Button
        size="small"
        kind="quiet"
        className="inline-button"
        onClick={() => openDialog({ kind: 'new-agent', dir })}
      >
        Start a plain agent
      </Button>
    </p>
  )
}
