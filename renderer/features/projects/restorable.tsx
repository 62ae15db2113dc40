import { useState } from 'react'
import type { Restorable as RestorableRun } from '#shared/contract/views'
import { ask, useDeck } from '../../state/deck'
import { showPane } from '../../state/navigation'
import { Button } from '../../ui/controls'
import { useNow } from '../../ui/now'
import { agoText, exactTime } from '../../ui/time'

/** Runs that ended with an earlier deck. Each is brought back only when the person asks for it. */
export function Restorable() {
  const runs = useDeck((state) => state.restorable)
  if (runs.length === 0) return null
  return (
    <section className="restorable" aria-label="Interrupted runs" role="region">
      <h2 className="section-title">Interrupted runs</h2>
      <ul>
        {runs.map((run) => (
          <Item key={run.run} run={run} />
        ))}
      </ul>
    </section>
  )
}

function Item({ run }: { run: RestorableRun }) {
  const now = useNow()
  const [busy, setBusy] = useState(false)
  async function settle(method: 'run.restore' | 'run.put-away'): Promise<void> {
    setBusy(true)
    const done = await ask(method, { run: run.run })
    setBusy(false)
    if (done && method === 'run.restore') showPane(run.run, null)
  }
  const agents = run.roles.length === 1 ? 'its agent' : `${run.roles.length} agents`
  return (
    <li className="restorable-run">
      <div>
        <p>
          <b>{run.title}</b> <span className="recent-dir">{run.project.name}</span>
        </p>
        <p className="figure" title={exactTime(run.openedAt)}>
          Started {agoText(run.openedAt, now)}
          {run.openTasks > 0 && ` · ${run.openTasks} ${run.openTasks === 1 ? 'task' : 'tasks'} unfinished`}
        </p>
      </div>
      <Button size="small" kind="quiet" disabled={busy} onClick={() => void settle('run.put-away')}>
        Put away
      </Button>
      <Button size="small" disabled={busy} onClick={() => void settle('run.restore')}>
        Start {agents} again
      </Button>
    </li>
  )
}
