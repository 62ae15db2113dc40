import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { showPane } from '../../state/navigation'
import { Button } from '../../ui/controls'
import { answerAsked, answers, type AnsweredAt, type AskChoice, type Asked } from './asked'

/** Milliseconds for which something has to be asked before a click counts: one that was on its way meant something else. */
const STANDS_AFTER = 500

/**
 * Answers what an agent asks, or goes to its terminal. Nobody is nudged: no answer is the primary one.
 * @param asked null keeps the buttons of a permission in their place, without effect, while the pointer is over them.
 */
export function AskButtons({
  asked,
  pane,
  run,
  at,
}: {
  asked: Asked | null
  run: string
  pane: string
  at: AnsweredAt
}) {
  const key = asked?.key ?? null
  const answer = useStore(answers, (all) => (key === null ? undefined : all[key]))
  const stands = useStands(key)
  const sending = answer?.kind === 'sending' ? answer.choice : null
  const disabled = !stands || sending !== null
  const give = (choice: AskChoice) => () => void (asked && answerAsked(asked, choice, at))
  return (
    <>
      {asked?.options ? (
        asked.options.map(({ label, detail }, option) => (
          <Button
            key={`${option} ${label}`}
            size="small"
            className="ask-option"
            title={at === 'card' ? detail : undefined}
            disabled={disabled}
            onClick={give({ option })}
          >
            {label}
            {at === 'list' && detail && <span className="ask-option-detail">{detail}</span>}
          </Button>
        ))
      ) : (
        <>
          <Button size="small" disabled={disabled} onClick={give('allow')}>
            Allow once
          </Button>
          <Button size="small" disabled={disabled} onClick={give('deny')}>
            Deny
          </Button>
        </>
      )}
      <Button size="small" kind="quiet" onClick={() => showPane(run, pane)}>
        Go there
      </Button>
      {answer?.kind === 'refused' && answer.at === at && (
        <p className="ask-refused selectable" role="alert">
          {answer.reason}
        </p>
      )}
      {sending && answer?.at === at && (
        <span className="visually-hidden" role="status">
          {sendingWords[typeof sending === 'string' ? sending : 'choice']}
        </span>
      )}
    </>
  )
}

const sendingWords = { allow: 'Allowing it', deny: 'Denying it', choice: 'Answering it' } as const

/** Whether the same thing has been there for long enough to have been read. */
function useStands(key: string | null): boolean {
  const [stood, setStood] = useState<string | null>(null)
  useEffect(() => {
    if (key === null) return undefined
    const timer = setTimeout(() => setStood(key), STANDS_AFTER)
    return () => clearTimeout(timer)
  }, [key])
  return key !== null && stood === key
}
