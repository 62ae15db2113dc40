import { seatName } from '#shared/model/seats'
import { agentOf, busyPanes } from '#shared/model/selectors'
import type { Run } from '#shared/model/state'
import { ask, deck } from '../../state/deck'
import { isExported } from '../../state/deck-store'
import { hideRun } from '../../state/navigation'
import { openDialog } from '../../state/view-store'

/** What closing a run would end, in the words of its confirmation. */
export interface CloseQuestion {
  title: string
  text: string
  /** The verb on the button says what will happen. */
  button: string
}

/** The question to ask before a run is closed; null when nothing is lost by it, so that there is nothing to ask. */
export function closeQuestion(run: Run): CloseQuestion | null {
  if (run.phase === 'closed') return null
  const busy = busyPanes(run).map(seatName)
  const living = run.paneOrder.filter((pane) => {
    const agent = agentOf(run, pane)
    return agent !== null && agent.status !== 'exited'
  })
  const lessons = undecidedLessons(run)
  if (living.length === 0) {
    if (lessons === null) return null
    return { title: `Close ${run.title}?`, text: lessons, button: 'Close without them' }
  }
  const agents = living.length === 1 ? 'the agent' : `${living.length} agents`
  const button = `Stop ${agents} and close`
  const them = living.length === 1 ? 'it' : 'they'
  if (busy.length === 0) {
    const text = `Nobody is working. ${sentence(agents)} and everything ${them} started will be ended.`
    return { title: `Close ${run.title}?`, text: joined(text, lessons), button }
  }
  const text = `Closing ${run.title} ends every process in it, in the middle of what is being done. Files stay as they are.`
  return {
    title: `Stop ${busy.length} working ${busy.length === 1 ? 'agent' : 'agents'}: ${busy.join(', ')}`,
    text: joined(text, lessons),
    button,
  }
}

/** What becomes of lessons that nobody has decided on; null without any. */
function undecidedLessons(run: Run): string | null {
  const count = Object.values(run.lessons).filter(({ accepted }) => accepted === null).length
  if (count === 0) return null
  return count === 1
    ? 'A lesson for AGENTS.md is not decided on. It cannot be accepted any more once the run is closed.'
    : `${count} lessons for AGENTS.md are not decided on. They cannot be accepted any more once the run is closed.`
}

function joined(text: string, more: string | null): string {
  return more === null ? text : `${text} ${more}`
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Closes a run, after a question when it runs, works, or has lessons to decide on. Any other is closed at once. */
export function requestCloseRun(id: string): void {
  const run = deck.getState().runs[id]
  if (!run) return
  if (run.phase === 'closed') {
    hideRun(id)
    // An export stays in the engine until it is put away.
    if (isExported(run)) void ask('run.close', { run: id })
    return
  }
  const needsQuestion = run.phase === 'running' || busyPanes(run).length > 0 || undecidedLessons(run) !== null
  if (needsQuestion && closeQuestion(run)) openDialog({ kind: 'close-run', run: id })
  else void ask('run.close', { run: id })
}
