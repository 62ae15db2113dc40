import { Pause, Play } from 'lucide-react'
import type { Run } from '#shared/model/state'
import { ask } from '../../state/deck'
import { showDocument } from '../../state/navigation'
import type { DocumentRef } from '../../state/view-store'
import { Button, IconButton } from '../../ui/controls'
import './pause.css'

/** Whether there is anything to pause: a team that hands out tasks. */
export function canPause(run: Run): boolean {
  return run.phase === 'running' && run.orchestration !== null
}

/** Nothing new is handed out; what runs is not cut. */
export function pauseRun(run: string): void {
  void ask('run.pause', { run })
}

export function resumeRun(run: string): void {
  void ask('run.resume', { run })
}

/** What shows why the deck paused the run. */
export const stopEvidence: DocumentRef = { kind: 'stop', id: 'all' }

/** What a pause means, for the person: by whom, why, and what goes on meanwhile. */
export function pauseWords({ by, reason }: NonNullable<Run['paused']>): string {
  return by === 'person'
    ? 'You paused this run. Agents finish what they have in hand; nothing new is handed out.'
    : reason
}

/** Pauses the run, or lets it go on. */
export function PauseButton({ run }: { run: Run }) {
  if (!canPause(run)) return null
  return run.paused ? (
    <IconButton label="Go on" className="pause-button" onClick={() => resumeRun(run.id)}>
      <Play size={12} />
    </IconButton>
  ) : (
    <IconButton label="Pause the run" className="pause-button" onClick={() => pauseRun(run.id)}>
      <Pause size={12} />
    </IconButton>
  )
}

/** Says in a row that is there anyway that the run is paused, so that no terminal changes its size. */
export function PausedStrip({ paused, run }: { paused: NonNullable<Run['paused']>; run: string }) {
  const words = pauseWords(paused)
  return (
    <div className="paused-strip" role="status" aria-label="Paused">
      <Pause size={13} aria-hidden="true" />
      <p title={words}>{words}</p>
      {paused.evidence.length > 0 && (
        <Button size="small" onClick={() => showDocument(run, stopEvidence)}>
          Compare side by side
        </Button>
      )}
      <Button size="small" onClick={() => resumeRun(run)}>
        Go on
      </Button>
    </div>
  )
}
