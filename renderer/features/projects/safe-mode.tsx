import { useDeck } from '../../state/deck'

/** Says that the deck has left everything as it was, because it kept crashing right after its start. */
export function SafeMode() {
  const safeMode = useDeck((state) => state.safeMode)
  const interrupted = useDeck((state) => state.restorable.length)
  if (!safeMode) return null
  return (
    <p className="safe-mode" role="status">
      <b>Safe mode.</b> The app ended three times right after its start, so this time it has taken nothing up
      by itself. {interrupted > 0 && 'Start the interrupted runs below one at a time. '}
      Once it stays up, its next start is a usual one.
    </p>
  )
}
