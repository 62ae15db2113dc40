import { useState } from 'react'
import type { ConfigView } from '#shared/contract/config-view'
import type { Run } from '#shared/model/state'
import { useRun } from '../../state/deck'
import { showPane } from '../../state/navigation'
import { Button } from '../../ui/controls'
import { decideProposal } from './generate'
import { Outside } from './proposal-strip'
import './generate.css'

/** The run whose agent proposes the text; null once it is closed, when the text is like any other that is not saved. */
export function useProposing({ proposal }: ConfigView): Run | null {
  const run = useRun(proposal ?? '')
  return run && run.phase !== 'closed' ? run : null
}

/** In the editor, over the text that an agent proposes: nothing of it is used before the person says so. */
export function ProposalBar({
  view,
  run,
  changesShown,
  onChanges,
}: {
  view: ConfigView
  run: Run
  changesShown: boolean
  onChanges(): void
}) {
  const [busy, setBusy] = useState(false)
  const errors = view.diagnostics.filter(({ severity }) => severity === 'error').length
  const agent = run.panes[run.paneOrder[0] ?? '']?.role ?? 'An agent'
  const decide = async (accept: boolean) => {
    setBusy(true)
    await decideProposal(run.id, view.dir, accept)
    setBusy(false)
  }
  return (
    <aside className="proposal-strip" aria-label="Proposal" data-tone={errors > 0 ? 'problem' : 'ready'}>
      <div className="proposal-text">
        <p>
          {errors > 0
            ? `${agent} proposes this, and it has ${errors} ${errors === 1 ? 'error' : 'errors'}. Mend it below, then accept it.`
            : `${agent} proposes this. Change what you like; nothing is used before you accept it.`}
        </p>
        <Outside files={run.proposal?.outside ?? []} />
      </div>
      <div className="proposal-actions">
        <Button size="small" kind="quiet" aria-pressed={changesShown} onClick={onChanges}>
          {changesShown ? 'Hide changes' : 'Show changes'}
        </Button>
        <Button size="small" kind="quiet" onClick={() => showPane(run.id, null)}>
          Back to {agent}
        </Button>
        <Button size="small" disabled={busy} onClick={() => void decide(false)}>
          Discard
        </Button>
        <Button
          size="small"
          kind="primary"
          disabled={busy || errors > 0 || view.conflict !== null}
          onClick={() => void decide(true)}
        >
          Accept
        </Button>
      </div>
    </aside>
  )
}
