import { Button } from '../../ui/controls'
import { namesText } from '../composer/recipients'
import { memoryWords, type useStart } from './use-start'
import './start-team.css'

/** What stands between the person and a started team: others in the folder, or a refusal. Nothing while nothing does. */
export function StartWarning({ starting }: { starting: ReturnType<typeof useStart> }) {
  const { warning, problem, busy, decide, leave } = starting
  if (problem !== null) {
    return (
      <p className="start-warning form-problem selectable" role="alert">
        {problem}
      </p>
    )
  }
  if (!warning) return null
  const { others, worktreePossible, memory } = warning
  const elsewhere = others.length > 0 && worktreePossible
  return (
    <div className="start-warning" role="alert">
      {memory && (
        <p>{memoryWords(memory)} A machine without free memory becomes slow, and may end programs.</p>
      )}
      {others.length > 0 && (
        <p>
          <b>{namesText(others)}</b> {others.length === 1 ? 'is' : 'are'} open in this folder. Two teams would
          change the same files.
          {worktreePossible
            ? ' In a git worktree this one gets a copy and a branch of its own.'
            : ' A git worktree of its own needs a git repository with a commit.'}
        </p>
      )}
      <div className="start-warning-actions">
        {elsewhere && (
          <Button size="small" kind="primary" autoFocus disabled={busy} onClick={() => void decide(true)}>
            Start in a worktree
          </Button>
        )}
        <Button size="small" disabled={busy} onClick={() => void decide(false)}>
          Start anyway
        </Button>
        <Button size="small" kind="quiet" autoFocus={!elsewhere} disabled={busy} onClick={leave}>
          Not now
        </Button>
      </div>
    </div>
  )
}
