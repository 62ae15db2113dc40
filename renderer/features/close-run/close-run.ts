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

/** The question to ask before a run is closed; null when nothing lives in it, so that there is nothing to ask. */
export function closeQuestion(run: Run): CloseQuestion | null {
  const busy = busyPanes(run).map(seatName)
  const living = run.paneOrder.filter((pane) => {
    const agent = agentOf(run, pane)
    return agent !== null && agent.status !== 'exited'
  })
  if (run.phase === 'closed' || living.length === 0) return null
  const agents = living.length === 1 ? 'the agent' : `${living.length} agents`
  const button = `Stop ${agents} and close`
  if (busy.length === 0) {
    return {
      title: `Close ${run.title}?`,
      text: `Nobody is working. ${sentence(agents)} and everything ${living.length === 1 ? 'it' : 'they'} started will be ended.`,
      button,
    }
  }
  return {
    title: `Stop ${busy.length} working ${busy.length === 1 ? 'agent' : 'agents'}: ${busy.join(', ')}`,
    text: `Closing ${run.title} ends every process in it, in the middle of what is being done. Files stay as they are.`,
    button,
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Closes a run, after a question when something lives in it. A finished run without work is closed at once. */
export function requestCloseRun(id: string): void {
  const run = deck.getState().runs[id]
  if (!run) return
  if (run.phase === 'closed') {
    hideRun(id)
    // An export stays in the engine until it is put away.
    if (isExported(run)) void ask('run.close', { run: id })
    return
  }
  const needsQuestion = run.phase === 'running' || busyPanes(run).length > 0
  if (needsQuestion && closeQuestion(run)) openDialog({ kind: 'close-run', run: id })
  else void ask('run.close', { run: id })
}
