import type { LinkState } from '#shared/contract/link'
import { totalsOf } from '#shared/model/selectors'
import { UsageBar } from '../features/usage/usage-bar'
import { useDeck, useView } from '../state/deck'
import { Tooltip } from '../ui/controls'
import { StatusShape, type ShapeStatus } from '../ui/status-shape'
import './status-bar.css'

/** How many work, wait and rest over all runs; how long this run has lasted and what it has used; whether the deck is reached. */
export function StatusBar() {
  const runs = useDeck((state) => state.runs)
  const totals = totalsOf(Object.values(runs))
  const place = useView((state) => state.place)
  const run = place.kind === 'run' ? runs[place.run] : undefined
  const link = useDeck((state) => state.link.kind)
  const any = totals.working + totals.waiting + totals.idle + totals.other > 0
  return (
    <footer className="status-bar" data-link={link} aria-label="Status" role="contentinfo">
      {any ? (
        <>
          <Total count={totals.working} word="working" shape="working" />
          <Total count={totals.waiting} word="waiting" shape="waiting" />
          <Total count={totals.idle} word="idle" shape="idle" />
        </>
      ) : (
        <span>No agents running</span>
      )}
      {run && <UsageBar run={run} />}
      <span className="spacer" />
      {run && <JournalHeld run={run.id} />}
      <Connection />
    </footer>
  )
}

function Total({ count, word, shape }: { count: number; word: string; shape: ShapeStatus }) {
  return (
    <span className="status-total" data-none={count === 0} data-word={word}>
      <StatusShape status={count === 0 && shape === 'waiting' ? 'not-started' : shape} />
      {count} {word}
    </span>
  )
}

/** The run's journal cannot be written, so that it goes no further. Stays after its notice was dismissed. */
function JournalHeld({ run }: { run: string }) {
  const reason = useDeck((state) => state.heldRuns[run])
  if (reason === undefined) return null
  return (
    <Tooltip text={reason}>
      <span className="status-link" role="status" tabIndex={0} data-state="lost">
        Journal not written, run held
      </span>
    </Tooltip>
  )
}

function Connection() {
  const link = useDeck((state) => state.link)
  return (
    <span className="status-link" role="status" data-state={link.kind} title={linkWords(link)}>
      {linkWords(link)}
    </span>
  )
}

function linkWords(link: LinkState): string {
  switch (link.kind) {
    case 'open':
      return 'Connected'
    case 'connecting':
      return 'Connecting'
    case 'closed':
      return 'Disconnected'
    case 'lost':
      return `${link.reason} The agents work on.`
  }
}
