import type { ProjectView } from '#shared/contract/views'
import { ask, deck } from '../../state/deck'
import { openFolder, showStartedRun } from '../../state/navigation'
import { tell } from '../../state/view-store'
import { editConfig, leaveEditor } from '../config-editor/editing'
import { flushHeld } from '../config-editor/session'

/** Starts an agent that is to propose a team, in a tab of its own. @returns whether it was started */
export async function startGenerator(dir: string, command: string): Promise<boolean> {
  const started = await ask('generate.start', { dir, command })
  if (!started) return false
  showStartedRun(started.run, dir)
  return true
}

/** Remembers what the person said to the offer. */
export async function answerOffer(dir: string, answer: ProjectView['offer']): Promise<void> {
  const project = await ask('generate.offer', { dir, answer })
  if (project) deck.setState((state) => ({ projects: { ...state.projects, [project.dir]: project } }))
}

/** Shows what a run's agent proposes in the editor of its folder. */
export async function openProposal(run: string): Promise<void> {
  const view = await ask('proposal.open', { run })
  if (view) await editConfig(view.dir)
}

/** Accepts the proposal as it stands in the editor, or discards it; then the folder's page is shown as it is now. */
export async function decideProposal(run: string, dir: string, accept: boolean): Promise<void> {
  flushHeld()
  const result = await ask('proposal.decide', { run, accept })
  if (!result) return
  if (!result.decided) {
    return tell(
      result.reason ?? 'The file was changed meanwhile. Look at how it stands now, then accept again.',
    )
  }
  leaveEditor(dir)
  await openFolder(dir)
}
