import type { Run } from '#shared/model/state'
import { ask } from '../../state/deck'
import { Button } from '../../ui/controls'
import { useNow } from '../../ui/now'
import { requestCloseRun } from '../close-run/close-run'
import { openProposal } from './generate'
import { proposalStatus, type ProposalAction } from './proposal-status'
import './generate.css'

/** Over the terminal of an agent that is to propose a team: how far it is, and what the person can do. */
export function ProposalStrip({ run }: { run: Run }) {
  const now = useNow()
  const status = proposalStatus(run, now)
  if (!status) return null
  const { tone, text, actions, outside } = status
  return (
    <aside className="proposal-strip" aria-label="Proposal" data-tone={tone}>
      <div className="proposal-text">
        <p role="status">{text}</p>
        <Outside files={outside} />
      </div>
      <div className="proposal-actions">
        {actions.map((action, index) => (
          <Act key={action} run={run} action={action} primary={index === 0 && action !== 'close'} />
        ))}
      </div>
    </aside>
  )
}

/** A proposal is one file; what else has changed is for the person to know. */
export function Outside({ files }: { files: readonly string[] }) {
  if (files.length === 0) return null
  return (
    <p className="proposal-outside selectable">
      Changed in the folder meanwhile, and not part of the proposal: <code>{files.join(', ')}</code>
    </p>
  )
}

const words = {
  open: 'Look at it',
  remind: 'Ask it to go on',
  restart: 'Start it again',
  close: 'Close run',
} as const

function Act({ run, action, primary }: { run: Run; action: ProposalAction; primary: boolean }) {
  const pane = run.paneOrder[0]
  const act = (): void => {
    if (action === 'open') void openProposal(run.id)
    if (action === 'remind') void ask('proposal.remind', { run: run.id })
    if (action === 'restart' && pane) void ask('pane.restart', { run: run.id, pane })
    if (action === 'close') requestCloseRun(run.id)
  }
  return (
    <Button size="small" kind={primary ? 'primary' : 'normal'} onClick={act}>
      {words[action]}
    </Button>
  )
}
