import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { showPane } from '../../state/navigation'
import { Button } from '../../ui/controls'
import { answerPermission, answers, type AnsweredAt, type Permission } from './permission'

/** Milliseconds for which a permission has to stand before a click counts: one that was on its way meant something else. */
const STANDS_AFTER = 500

/**
 * Answers a permission, or goes to its terminal. Nobody is nudged: neither answer is the primary one.
 * @param permission null keeps the buttons in their place, without effect, while the pointer is over them.
 */
export function PermissionButtons({
  permission,
  pane,
  run,
  at,
}: {
  permission: Permission | null
  run: string
  pane: string
  at: AnsweredAt
}) {
  const key = permission?.key ?? null
  const answer = useStore(answers, (all) => (key === null ? undefined : all[key]))
  const stands = useStands(key)
  const sending = answer?.kind === 'sending' ? answer.choice : null
  const disabled = !stands || sending !== null
  return (
    <>
      <Button
        size="small"
        disabled={disabled}
        onClick={() => permission && void answerPermission(permission, 'allow', at)}
      >
        Allow once
      </Button>
      <Button
        size="small"
        disabled={disabled}
        onClick={() => permission && void answerPermission(permission, 'deny', at)}
      >
        Deny
      </Button>
      <Button size="small" kind="quiet" onClick={() => showPane(run, pane)}>
        Go there
      </Button>
      {answer?.kind === 'refused' && answer.at === at && (
        <p className="permission-refused selectable" role="alert">
          {answer.reason}
        </p>
      )}
      {sending && answer?.at === at && (
        <span className="visually-hidden" role="status">
          {sending === 'allow' ? 'Allowing it' : 'Denying it'}
        </span>
      )}
    </>
  )
}

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
