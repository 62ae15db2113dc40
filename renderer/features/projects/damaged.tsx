import { useState } from 'react'
import { FolderOpen } from 'lucide-react'
import type { Damaged as DamagedRun } from '#shared/contract/views'
import { shell } from '../../app/shell'
import { ask, useDeck } from '../../state/deck'
import { go } from '../../state/navigation'
import { Button } from '../../ui/controls'
import { useNow } from '../../ui/now'
import { agoText, exactTime } from '../../ui/time'

/** Runs that cannot be brought back, because their journal is damaged: what is whole, where it is, what can be done. */
export function Damaged() {
  const runs = useDeck((state) => state.damaged)
  if (runs.length === 0) return null
  return (
    <section className="restorable" aria-label="Damaged runs" role="region">
      <h2 className="section-title">Damaged runs</h2>
      <ul>
        {runs.map((run) => (
          <Item key={run.run} run={run} />
        ))}
      </ul>
    </section>
  )
}

function Item({ run }: { run: DamagedRun }) {
  const now = useNow()
  const [busy, setBusy] = useState(false)
  const reveal = shell.revealFile
  const open = async () => {
    setBusy(true)
    const opened = await ask('damaged.open', { run: run.run })
    setBusy(false)
    if (opened) go({ kind: 'run', run: opened.run })
  }
  return (
    <li className="damaged-run">
      <p>
        <b>{run.title ?? run.run}</b> {run.project && <span className="recent-dir">{run.project.name}</span>}{' '}
        {run.openedAt !== null && (
          <time className="figure" title={exactTime(run.openedAt)}>
            Started {agoText(run.openedAt, now)}
          </time>
        )}
      </p>
      <p className="damaged-why selectable">{run.reason}</p>
      <p className="damaged-why">
        {wholeWords(run.whole)} Its texts lie beside it. To take the run up again, repair that line or put a
        copy of the file in its place, then start the app again.
      </p>
      <div className="damaged-actions">
        {run.whole > 0 && (
          <Button size="small" disabled={busy} onClick={() => void open()}>
            Read what is whole
          </Button>
        )}
        {reveal && (
          <Button size="small" onClick={() => void reveal(run.file)}>
            <FolderOpen size={13} />
            Show the file
          </Button>
        )}
        <Button
          size="small"
          kind="quiet"
          disabled={busy}
          onClick={() => void ask('damaged.put-away', { run: run.run })}
        >
          Do not show again
        </Button>
      </div>
    </li>
  )
}

/** What can still be read. */
function wholeWords(whole: number): string {
  if (whole === 0) return 'Nothing of it can be read.'
  return `${whole} ${whole === 1 ? 'event' : 'events'} before that ${whole === 1 ? 'is' : 'are'} whole.`
}
