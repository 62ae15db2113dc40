import { useState } from 'react'
import { agentOf, inATurn } from '#shared/model/selectors'
import type { Run } from '#shared/model/state'
import { ask } from '../../state/deck'
import { Button } from '../../ui/controls'
import './hand-over.css'

/**
 * Lets a fresh agent take over from the one in a pane. In a turn it asks first, because that would be cut; what waits can be taken back.
 * @param brief what is under way is said beside it already.
 */
export function HandOverActions({ run, pane, brief = false }: { run: Run; pane: string; brief?: boolean }) {
  const [asking, setAsking] = useState(false)
  const agent = agentOf(run, pane)
  const handOver = run.panes[pane]?.handOver ?? null
  if (!agent || agent.exit !== null || run.phase === 'closed') return null
  const request = (when: 'idle' | 'now' | 'never') => {
    setAsking(false)
    void ask('pane.hand-over', { run: run.id, pane, agent: agent.id, when })
  }
  if (handOver?.text)
    return brief ? null : <span className="hand-over-words">A fresh agent is taking over.</span>
  if (handOver) {
    return (
      <>
        {!brief && <span className="hand-over-words">A fresh agent takes over when this turn is over.</span>}
        <Button size="small" onClick={() => request('never')}>
          Keep this agent
        </Button>
        <Button size="small" kind="quiet" onClick={() => request('now')}>
          Replace it now
        </Button>
      </>
    )
  }
  if (!asking) {
    return (
      <Button
        size="small"
        title="A new agent gets the open task, its files and the last report"
        onClick={() => (inATurn(agent) ? setAsking(true) : request('idle'))}
      >
        Start a fresh agent{inATurn(agent) && '…'}
      </Button>
    )
  }
  return (
    <>
      <span className="hand-over-words">It is in the middle of a turn.</span>
      <Button size="small" kind="primary" autoFocus onClick={() => request('idle')}>
        After this turn
      </Button>
      <Button size="small" onClick={() => request('now')}>
        End the turn now
      </Button>
      <Button size="small" kind="quiet" onClick={() => setAsking(false)}>
        Not now
      </Button>
    </>
  )
}
