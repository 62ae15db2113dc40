import type { Run } from '#shared/model/state'
import { cardOf, type Card } from '#shared/model/selectors'
import { focusRoleId } from '#shared/shortcuts/actions'
import { useShortcut } from '../../app/use-shortcut'
import { isMoving } from '../../state/activity'
import { showPane } from '../../state/navigation'
import { Tooltip } from '../../ui/controls'
import { useRunNow } from '../../ui/now'
import { StatusShape, type ShapeStatus } from '../../ui/status-shape'
import { durationText, exactTime } from '../../ui/time'
import { AskButtons } from '../attention/ask-buttons'
import { askedOf, fitsCard } from '../attention/asked'
import { HandOverActions } from '../hand-over/hand-over-actions'
import { ContextLeft } from '../usage/context-left'
import { contextWords } from '../usage/usage-words'
import { useHeld } from './held-layout'
import { cardLines, runningCheck } from './lines'
import { cardName, roundText, roundWords } from './words'

/** Milliseconds for which a task that was just finished is shown in green. */
const FRESH = 8000

/** The shape of a card: its status, or for a moment the tick of a task just done. */
export function shapeOf(card: Card, now: number): ShapeStatus {
  if (card.error && card.status !== 'working') return 'error'
  const justDone = card.task?.state === 'done' && now - card.task.since < FRESH
  return justDone && card.status === 'idle' ? 'done' : card.status
}

/** Its agent is gone without being asked to go: the word then says how. */
function endedBadly(card: Card): boolean {
  return card.status === 'exited' && card.word !== 'exited'
}

/** Its figures in words; a narrow card has no room for all of them. */
function figureWords(card: Card): string | null {
  const words = [
    roundWords(card),
    card.queued > 0 ? `${card.queued} queued` : null,
    card.contextLeft !== null && card.status !== 'exited' ? contextWords(card.contextLeft) : null,
  ].filter((part) => part !== null)
  return words.length === 0 ? null : capital(words.join(', '))
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A role: one line when calm, two when busy, three when it needs somebody. */
export function RoleCard({
  run,
  pane,
  selected,
  index,
  held,
}: {
  run: Run
  pane: string
  selected: boolean
  index: number
  held: boolean
}) {
  const now = useRunNow(run)
  const card = cardOf(run, pane)
  const asksNow = askedOf(run, pane)
  const asked = asksNow && fitsCard(asksNow) ? asksNow : null
  const { doing, needs } = cardLines(card, runningCheck(run, card))
  const rounds = roundText(card)
  const heldDoing = useHeld(doing !== null, held)
  const heldNeeds = useHeld(needs !== null, held)
  const heldAsks = useHeld(asked !== null, held)
  const heldOffer = useHeld(card.offersHandOver || card.handOver !== null, held)
  const heldSelected = useHeld(selected, held)
  const shape = shapeOf(card, now)
  const title = [
    `${card.role}, ${card.word}`,
    card.description,
    card.command,
    card.limited ? 'Limited status: only its screen can be seen.' : null,
    figureWords(card),
    run.panes[pane]?.retired
      ? 'The config has fewer agents for this role now: it gets no further task.'
      : null,
  ]
    .filter(Boolean)
    .join('\n')
  return (
    <li className="card-box" data-current={selected}>
      <Tooltip text={title} keys={useShortcut(focusRoleId(index))}>
        <button
          type="button"
          className="card"
          aria-current={selected}
          aria-label={cardName(card)}
          data-status={card.status}
          data-broken={endedBadly(card)}
          onClick={() => showPane(run.id, pane)}
        >
          <span className="card-line">
            <StatusShape status={shape} moving={isMoving(run.id, pane, now)} />
            <span className="card-role truncate">{card.role}</span>
            <span className="card-word truncate">
              {card.word}
              {card.limited && card.status !== 'exited' && ' (limited)'}
            </span>
            <span className="card-figures">
              {card.queued > 0 && (
                <span className="card-count figure" title={`${card.queued} queued`}>
                  +{card.queued}
                </span>
              )}
              {rounds && (
                <span className="card-count figure" title={capital(roundWords(card) ?? '')}>
                  {rounds}
                </span>
              )}
              {card.status !== 'exited' && <ContextLeft left={card.contextLeft} />}
            </span>
            <time className="card-time figure" title={exactTime(card.since)}>
              {durationText(now - card.since)}
            </time>
          </span>
          {selected && heldSelected && card.description && !heldDoing && !heldNeeds && (
            <span className="card-more card-description">{card.description}</span>
          )}
          {heldDoing && (
            <span className="card-more mono truncate" title={doing ?? undefined}>
              {doing ?? '\u00a0'}
            </span>
          )}
          {heldNeeds && (
            <span className="card-more card-needs" data-urgent={needs?.urgent ?? false} data-asks={heldAsks}>
              <span className="card-needs-text" title={needs?.text}>
                {needs?.text ?? '\u00a0'}
              </span>
              {card.status === 'waiting' && needs && !heldAsks && <span className="card-go">Go there</span>}
            </span>
          )}
        </button>
      </Tooltip>
      {heldAsks && (
        <div className="card-actions" role="group" aria-label={`Answer ${card.role}`}>
          <AskButtons asked={asked} run={run.id} pane={pane} at="card" />
        </div>
      )}
      {heldOffer && !heldAsks && (
        <div className="card-actions" role="group" aria-label={`Fresh agent for ${card.role}`}>
          <HandOverActions run={run} pane={pane} brief />
        </div>
      )}
    </li>
  )
}
