import type { TrackingView } from '#shared/contract/views'
import type { Run } from '#shared/model/state'
import { useDeck, useView } from '../../state/deck'
import { showDocument } from '../../state/navigation'
import { clockText, exactTime } from '../../ui/time'
import { trackingName, trackingText } from './tracking-words'
import './tracking.css'

/** How far the run's tracking file has come; opens it. Nothing without one. */
export function TrackingProgress({ run }: { run: Run }) {
  const tracking = useDeck((state) => state.tracking[run.id])
  const open = useView((state) => state.document[run.id]?.kind === 'tracking')
  if (!tracking) return null
  const { heading, file, exists } = tracking
  return (
    <section className="tracking" aria-label="Tracking file" role="region" data-region>
      <button
        type="button"
        className="tracking-open"
        disabled={!exists}
        aria-expanded={open}
        aria-label={trackingName(tracking)}
        title={file}
        onClick={() => showDocument(run.id, open ? null : { kind: 'tracking', id: 'tracking' })}
      >
        <span className="tracking-line">
          <span className="tracking-heading truncate">{heading ?? file}</span>
          <span className="spacer" />
          <span className="figure">{trackingText(tracking)}</span>
        </span>
        <Bar tracking={tracking} />
        <span className="tracking-line figure">
          <span className="truncate">{heading === null ? 'Tracking file' : file}</span>
          <span className="spacer" />
          {tracking.changedAt !== null && (
            <time title={exactTime(tracking.changedAt)}>changed {clockText(tracking.changedAt)}</time>
          )}
        </span>
      </button>
    </section>
  )
}

/** There in any case, so that the first ticked item moves nothing. */
function Bar({ tracking: { done, total } }: { tracking: TrackingView }) {
  return (
    <svg className="tracking-bar" aria-hidden="true">
      <rect className="tracking-rest" width="100%" height="100%" rx="1.5" />
      {done > 0 && (
        <rect className="tracking-done" width={`${(done / total) * 100}%`} height="100%" rx="1.5" />
      )}
    </svg>
  )
}
