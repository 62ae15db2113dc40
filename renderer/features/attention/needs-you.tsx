import { useState } from 'react'
import { X } from 'lucide-react'
import type { AttentionItem } from '#shared/model/attention'
import type { Run } from '#shared/model/state'
import { ask } from '../../state/deck'
import { IconButton } from '../../ui/controls'
import { useNow } from '../../ui/now'
import { StatusShape } from '../../ui/status-shape'
import { agoText, durationText, exactTime } from '../../ui/time'
import { useHeld } from '../team/held-layout'
import { ItemActions, type Writing } from './item-actions'
import { AdviceWords } from './advice'
import { askedOf, type Asked } from './asked'
import { ReplyForm } from './reply-form'
import './attention.css'

/** The list of what needs the person, with what to do about it in place. Gone while nothing does. */
export function NeedsYou({ run, items, held }: { run: Run; items: AttentionItem[]; held: boolean }) {
  // Compared by what is in it: a new array with the same items is no change that a pointer would notice.
  const keys = useHeld(items.map((item) => item.key).join('\n'), held)
  const known = new Map(items.map((item) => [item.key, item]))
  const shown = keys === '' ? [] : keys.split('\n')
  if (shown.length === 0) return null
  return (
    <section className="needs-you" aria-label="Needs you" role="region" data-region>
      <h2 className="section-title">
        Needs you <span className="figure">{items.length}</span>
      </h2>
      <ul>
        {shown.map((key) => {
          const item = known.get(key)
          return item ? (
            <Item key={key} run={run} item={item} />
          ) : (
            <li key={key} className="need need-settled">
              Settled
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Item({ run, item }: { run: Run; item: AttentionItem }) {
  const now = useNow()
  const [writing, setWriting] = useState<Writing | null>(null)
  const { task, question } = item.refs
  const asked = item.kind === 'waiting' && item.pane ? askedOf(run, item.pane) : null
  return (
    <li className="need" data-kind={item.kind} data-new={now - item.since < 1000}>
      <div className="need-head">
        <StatusShape status={broken(item) ? 'error' : 'waiting'} />
        <p className="need-text selectable" data-asks={asked !== null}>
          {asked ? <Asks asked={asked} /> : item.text}{' '}
          <time className="figure" title={exactTime(item.since)} aria-label={agoText(item.since, now)}>
            {durationText(now - item.since)}
          </time>
        </p>
        <IconButton
          label="Dismiss"
          className="need-dismiss"
          onClick={() => void ask('attention.dismiss', { run: run.id, key: item.key })}
        >
          <X size={13} />
        </IconButton>
      </div>
      {asked && <AdviceWords run={run} asked={asked} />}
      <div className="need-actions">
        <ItemActions run={run} item={item} onWrite={setWriting} />
      </div>
      {writing === 'answer' && question && (
        <ReplyForm
          label={`Answer to ${item.role}`}
          button="Send answer"
          onSend={async (text) => (await ask('question.answer', { run: run.id, question, text })) !== null}
          onDone={() => setWriting(null)}
        />
      )}
      {writing === 'send-back' && question && (
        <ReplyForm
          label="What should change in the plan?"
          button="Send it back"
          onSend={async (text) => (await ask('question.answer', { run: run.id, question, text })) !== null}
          onDone={() => setWriting(null)}
        />
      )}
      {writing === 'decline' && task && (
        <ReplyForm
          label="Why not? The orchestrator is told."
          button="Decline"
          optional
          maxLength={1000}
          onSend={async (comment) =>
            (await ask('task.cancel', { run: run.id, task, ...(comment === '' ? {} : { comment }) })) !== null
          }
          onDone={() => setWriting(null)}
        />
      )}
    </li>
  )
}

/** What is asked: all of it can be read before it is answered. */
function Asks({ asked: { role, what, options } }: { asked: Asked }) {
  const label = options ? `What ${role} asks` : `What ${role} wants to do`
  return (
    <>
      <span>{role} waits for you: </span>
      <span
        className="need-command"
        data-prose={options !== null}
        tabIndex={0}
        role="group"
        aria-label={label}
      >
        {what}
      </span>
    </>
  )
}

function broken(item: AttentionItem): boolean {
  return item.kind === 'failed' || item.kind === 'start-failed' || item.kind === 'task-failed'
}
