import { useState, type ReactNode } from 'react'
import { X } from 'lucide-react'
import type { AttentionItem } from '#shared/model/selectors'
import type { Question, Run } from '#shared/model/state'
import { ask } from '../../state/deck'
import { showDocument, showPane } from '../../state/navigation'
import { Button, IconButton } from '../../ui/controls'
import { useNow } from '../../ui/now'
import { StatusShape } from '../../ui/status-shape'
import { agoText, durationText, exactTime } from '../../ui/time'
import { useHeld } from '../team/held-layout'
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
  const [answering, setAnswering] = useState(false)
  return (
    <li className="need" data-kind={item.kind} data-new={now - item.since < 1000}>
      <div className="need-head">
        <StatusShape status={broken(item) ? 'error' : 'waiting'} />
        <p className="need-text selectable">{item.text}</p>
        <IconButton
          label="Dismiss"
          className="need-dismiss"
          onClick={() => void ask('attention.dismiss', { run: run.id, key: item.key })}
        >
          <X size={13} />
        </IconButton>
      </div>
      <div className="need-actions">
        {actionsFor(run, item, () => setAnswering(true))}
        <span className="spacer" />
        <time className="figure" title={exactTime(item.since)} aria-label={agoText(item.since, now)}>
          {durationText(now - item.since)}
        </time>
      </div>
      {answering && item.refs.question && (
        <AnswerForm
          run={run.id}
          question={item.refs.question}
          role={item.role}
          onDone={() => setAnswering(false)}
        />
      )}
    </li>
  )
}

/** A question whose preview is not all of it. */
function isCut(question: Question | undefined): boolean {
  return (
    question !== undefined && question.text.bytes > new TextEncoder().encode(question.text.preview).length + 1
  )
}

function broken(item: AttentionItem): boolean {
  return item.kind === 'failed' || item.kind === 'start-failed' || item.kind === 'task-failed'
}

/** Only what the engine can do, most helpful first. */
function actionsFor(run: Run, item: AttentionItem, answer: () => void): ReactNode {
  const { pane, refs } = item
  const goThere = pane && (
    <Button size="small" onClick={() => showPane(run.id, pane)}>
      Go there
    </Button>
  )
  switch (item.kind) {
    case 'question':
      return (
        <>
          <Button size="small" kind="primary" onClick={answer}>
            Answer
          </Button>
          {refs.question && isCut(run.questions[refs.question]) && (
            <Button
              size="small"
              kind="quiet"
              onClick={() => showDocument(run.id, { kind: 'question', id: refs.question ?? '' })}
            >
              Read
            </Button>
          )}
          {goThere}
        </>
      )
    case 'unproven': {
      const delivery = refs.delivery ? run.deliveries[refs.delivery] : undefined
      return (
        <>
          {goThere}
          {delivery?.state === 'unproven' && (
            <Button
              size="small"
              kind="quiet"
              onClick={() => void ask('delivery.retry', { run: run.id, delivery: delivery.id })}
            >
              Send again
            </Button>
          )}
          {delivery?.state === 'held' && (
            <Button
              size="small"
              kind="quiet"
              onClick={() => void ask('delivery.cancel', { run: run.id, delivery: delivery.id })}
            >
              Take back
            </Button>
          )}
        </>
      )
    }
    case 'failed':
    case 'start-failed':
      return (
        <>
          {pane && run.phase !== 'closed' && (
            <Button size="small" onClick={() => void ask('pane.restart', { run: run.id, pane })}>
              Start again
            </Button>
          )}
          {goThere}
        </>
      )
    case 'task-failed':
      return (
        <>
          {goThere}
          {refs.task && (
            <Button
              size="small"
              kind="quiet"
              onClick={() => showDocument(run.id, { kind: 'task', id: refs.task ?? '' })}
            >
              Read the task
            </Button>
          )}
        </>
      )
    case 'finished':
      // Said by the run's summary, above the terminals.
      return null
    case 'waiting':
      return goThere
  }
}

function AnswerForm({
  run,
  question,
  role,
  onDone,
}: {
  run: string
  question: string
  role: string
  onDone(): void
}) {
  const [text, setText] = useState('')
  const send = async () => {
    if (text.trim() !== '' && (await ask('question.answer', { run, question, text }))) onDone()
  }
  return (
    <form
      className="need-answer"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <textarea
        className="field"
        rows={3}
        aria-label={`Answer to ${role}`}
        placeholder={`Answer to ${role}`}
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone()
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
        }}
      />
      <div className="dialog-buttons">
        <Button size="small" kind="quiet" onClick={onDone}>
          Not now
        </Button>
        <Button size="small" kind="primary" type="submit" disabled={text.trim() === ''}>
          Send answer
        </Button>
      </div>
    </form>
  )
}
