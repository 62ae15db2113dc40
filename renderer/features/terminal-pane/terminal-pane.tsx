import { lazy, Suspense } from 'react'
import { Maximize2, Minimize2, Search } from 'lucide-react'
import { isVacant } from '#shared/model/seats'
import { agentOf, cardOf, type Card } from '#shared/model/selectors'
import type { Run } from '#shared/model/state'
import { isMoving } from '../../state/activity'
import { ask } from '../../state/deck'
import { focusTerminal } from '../../state/navigation'
import { view } from '../../state/view-store'
import { Button, IconButton } from '../../ui/controls'
import { useNow } from '../../ui/now'
import { StatusShape } from '../../ui/status-shape'
import { durationText, exactTime } from '../../ui/time'
import { PaneDetails } from '../pane-details/pane-details'
import { shapeOf } from '../team/role-card'
import { ContextLeft } from '../usage/context-left'
import './terminal-pane.css'

const Surface = lazy(() => import('../../terminal/surface'))

interface PaneProps {
  run: Run
  pane: string
  selected: boolean
  /** Present in the tiled layout. */
  zoom?: { zoomed: boolean; toggle(): void }
}

/** A role's terminal with its head; nothing but the head while it has never had an agent. */
export function TerminalPane({ run, pane, selected, zoom }: PaneProps) {
  const card = cardOf(run, pane)
  const agent = agentOf(run, pane)
  const select = () => {
    if (view.getState().selected[run.id] !== pane) {
      view.setState((state) => ({ selected: { ...state.selected, [run.id]: pane } }))
    }
  }
  return (
    <section
      className="pane"
      aria-label={`Terminal: ${card.role}`}
      role="region"
      data-region
      data-selected={selected}
      data-tiled={zoom !== undefined && !zoom.zoomed}
    >
      <PaneHead run={run} card={card} {...(zoom ? { zoom } : {})} onFind={select} />
      {agent ? (
        <Suspense fallback={<div className="terminal-blank" />}>
          <Surface
            run={run.id}
            pane={pane}
            role={card.role}
            agent={agent.id}
            ended={agent.exit !== null}
            selected={selected}
            onFocus={select}
          />
        </Suspense>
      ) : (
        <div className="terminal-blank">{card.error ? null : <p>{blankWords(run, card)}</p>}</div>
      )}
      {(card.error !== null || agent?.exit) && card.status !== 'starting' && run.phase !== 'closed' && (
        <Ended run={run} card={card} />
      )}
    </section>
  )
}

function PaneHead({
  run,
  card,
  zoom,
  onFind,
}: {
  run: Run
  card: Card
  zoom?: PaneProps['zoom']
  onFind(): void
}) {
  const now = useNow()
  return (
    <header className="pane-head">
      <StatusShape status={shapeOf(card, now)} moving={isMoving(run.id, card.pane, now)} />
      <h2 className="pane-role truncate" title={[card.role, card.description].filter(Boolean).join('\n')}>
        {card.role}
      </h2>
      <span className="pane-command mono truncate" title={card.command}>
        {card.command}
      </span>
      <span className="spacer" />
      <span
        className="pane-doing truncate"
        data-status={card.status}
        title={[card.word, card.tool].filter(Boolean).join(' ')}
      >
        {card.word}
        {card.tool && <span className="mono"> {card.tool}</span>}
      </span>
      {card.status !== 'exited' && <ContextLeft left={card.contextLeft} />}
      <time className="figure pane-time" title={exactTime(card.since)}>
        {durationText(now - card.since)}
      </time>
      <PaneDetails run={run} card={card} />
      {!(zoom && !zoom.zoomed) && (
        <IconButton
          label={`Find in ${card.role}`}
          onClick={() => {
            onFind()
            view.setState({ findOpen: true })
          }}
        >
          <Search size={14} />
        </IconButton>
      )}
      {zoom && (
        <IconButton label={zoom.zoomed ? `Show all terminals` : `Zoom ${card.role}`} onClick={zoom.toggle}>
          {zoom.zoomed ? <Minimize2 size={14} /> : <Maximize2 size={14} />}
        </IconButton>
      )}
    </header>
  )
}

/** What stands where there is no terminal yet. */
function blankWords(run: Run, card: Card): string {
  const pane = run.panes[card.pane]
  return pane && isVacant(pane) ? `${card.role} starts when a task needs it` : `Starting ${card.role}`
}

/** Says that the agent is gone, or never came, and offers another one. */
function Ended({ run, card }: { run: Run; card: Card }) {
  const failed = run.panes[card.pane]?.startFailure
  // For its next task the deck ends an agent and starts another: a moment that is not to resize the terminal.
  const replaced = agentOf(run, card.pane)?.exit?.expected === true
  const gone = (card.status === 'exited' && !replaced) || failed != null
  if (!gone) return null
  return (
    <div className="pane-ended" data-failed={failed != null}>
      <p className="selectable">
        {failed != null
          ? `${card.role} could not start: ${failed}`
          : `${card.role} ${card.word}. Its last screen is above.`}
      </p>
      <Button
        size="small"
        onClick={() => {
          void ask('pane.restart', { run: run.id, pane: card.pane })
          focusTerminal(card.pane)
        }}
      >
        Start again
      </Button>
    </div>
  )
}
