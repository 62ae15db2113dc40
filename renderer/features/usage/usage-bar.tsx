import type { Run } from '#shared/model/state'
import { minutesOf } from '#shared/model/usage'
import { Tooltip } from '../../ui/controls'
import { useNow } from '../../ui/now'
import { durationText, exactTime } from '../../ui/time'
import { usageFigures, type UsageFigure } from './usage-words'
import './usage.css'

/** How long a run has lasted and what it has used, each beside its budget where it has one. */
export function UsageBar({ run }: { run: Run }) {
  const now = useNow()
  const { tokens, cost } = usageFigures(run)
  const { minutes } = run.limits
  // Beside a budget stands what counts for it.
  const lasted = minutes === undefined ? (run.endedAt ?? now) - run.openedAt : minutesOf(run, now) * 60_000
  const of = minutes === undefined ? '' : ` of ${durationText(minutes * 60_000)}`
  // Amber is for what needs the person: a budget does once the deck has paused for it.
  const asks = run.paused?.by === 'deck'
  return (
    <>
      <time className="status-time" title={`Started ${exactTime(run.openedAt)}`}>
        {durationText(lasted)}
        {of}
      </time>
      {tokens && <Figure figure={tokens} asks={asks} name="Tokens" />}
      {cost && <Figure figure={cost} asks={asks} name="Cost" />}
    </>
  )
}

function Figure({ figure, asks, name }: { figure: UsageFigure; asks: boolean; name: string }) {
  return (
    <Tooltip text={figure.title}>
      <span
        className="usage-figure"
        role="group"
        tabIndex={0}
        aria-label={`${name}: ${figure.text}`}
        data-near={figure.near}
        data-asks={figure.near && asks}
      >
        {figure.text}
      </span>
    </Tooltip>
  )
}
