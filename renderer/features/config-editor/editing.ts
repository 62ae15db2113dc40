import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { ask } from '../../state/deck'
import { openFolder, showStartedRun } from '../../state/navigation'
import { tableAt, teamsOf, textIn } from './config-data'
import type { FormTable } from './fields'
import type { Selected } from './outline'
import { flushHeld } from './session'

/** Folders whose tab shows the config editor in place of the folder's page, with what its form shows. */
const editing = createStore<Record<string, { selected: Selected }>>(() => ({}))
/** Runs that were started to try a command of the config of a folder. */
const tried = createStore<Record<string, { dir: string; command: string }>>(() => ({}))

export function useEditing(dir: string): boolean {
  return useStore(editing, (state) => state[dir] !== undefined)
}

/** What the form of a folder's editor shows; the first team to begin with. */
export function useSelected(dir: string): Selected {
  return useStore(editing, (state) => state[dir]?.selected ?? firstTeam)
}

const firstTeam: Selected = { kind: 'team', team: 0 }

/** Shows something else in the form. */
export function select(dir: string, selected: Selected): void {
  editing.setState({ [dir]: { selected } })
}

/** Shows the config editor in the folder's tab, which is opened if need be. */
export async function editConfig(dir: string): Promise<void> {
  if (!editing.getState()[dir]) select(dir, firstTeam)
  await openFolder(dir)
}

/** Shows one team of the config in the editor; the first one where it is called so no longer. */
export async function editTeam(dir: string, name: string | null): Promise<void> {
  const view = await ask('config.open', { dir })
  const team = teamsOf(view?.data ?? null).findIndex((one) => one.name === name)
  select(dir, team < 0 ? firstTeam : { kind: 'team', team })
  await openFolder(dir)
}

/** Gives the tab back to the folder's page. */
export function leaveEditor(dir: string): void {
  editing.setState(({ [dir]: _left, ...rest }) => rest, true)
}

/** The command that a run was started to try, and whose config it is of. */
export function useTried(run: string): { dir: string; command: string } | undefined {
  return useStore(tried, (state) => state[run])
}

/** Starts a role's command by itself, as the text has it now, to see whether its agent comes up. */
export async function tryCommand({ dir, path, name }: FormTable): Promise<void> {
  flushHeld()
  // What was typed last is in the answer: it was sent before.
  const view = await ask('config.open', { dir })
  if (!view) return
  const command = textIn(tableAt(view.data, path), 'command')
  const started = await ask('run.start-agent', { dir, name: `${name}, tried`, command })
  if (!started) return
  tried.setState({ [started.run]: { dir, command } })
  showStartedRun(started.run, null)
}

/** Ends a run that tried a command, and goes back to the editor as it was left. */
export async function endTry(run: string, dir: string): Promise<void> {
  await editConfig(dir)
  await ask('run.close', { run })
}
