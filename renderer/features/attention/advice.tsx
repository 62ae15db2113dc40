import { useState } from 'react'
import type { Run } from '#shared/model/state'
import { showDocument } from '../../state/navigation'
import { Button } from '../../ui/controls'
import { adviceOn, seekAdvice, type Asked } from './asked'

/** Asks the orchestrator what it would answer, or shows all that it said. The decision stays with the person. */
export function AdviceActions({ run, asked }: { run: Run; asked: Asked }) {
  const [sending, setSending] = useState(false)
  const advice = adviceOn(run, asked)
  if (!advice) return null
  if (advice.words !== null && advice.question !== null) {
    const { question } = advice
    return (
      <Button
        size="small"
        kind="quiet"
        onClick={() => showDocument(run.id, { kind: 'answer', id: question })}
      >
        Read advice
      </Button>
    )
  }
  if (advice.question !== null) return null
  const seek = async () => {
    setSending(true)
    await seekAdvice(asked)
    setSending(false)
  }
  return (
    <Button size="small" kind="quiet" disabled={sending} onClick={() => void seek()}>
      Ask the {advice.lead}
    </Button>
  )
}

/** What the orchestrator says on what is asked, or that it has been asked. */
export function AdviceWords({ run, asked }: { run: Run; asked: Asked }) {
  const advice = adviceOn(run, asked)
  if (!advice || advice.question === null) return null
  return (
    <p className="need-advice selectable">
      {advice.words === null
        ? `${advice.lead} has been asked. Its advice will stand here.`
        : `${advice.lead} advises: ${advice.words}`}
    </p>
  )
}
