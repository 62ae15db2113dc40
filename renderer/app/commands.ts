import type { Settings } from '#shared/contract/views'
import { requestCloseRun } from '../features/close-run/close-run'
import { canPause, pauseRun, resumeRun } from '../features/pause/pause'
import { ask, deck } from '../state/deck'
import { closeFolder, currentRun, exportInto, focusTerminal, selectedPane } from '../state/navigation'
import { openDialog, view } from '../state/view-store'
import { shell } from './shell'
import { isNarrow } from './use-narrow'

/** Changes a setting here at once and in the engine after that. */
export function changeSettings(change: Partial<Settings>): void {
  deck.setState((state) => ({ settings: { ...state.settings, ...change } }))
  void ask('settings.set', change)
}

/** Within what a terminal can be read in. */
export function changeFontSize(change: (size: number) => number): void {
  const size = Math.min(32, Math.max(8, change(deck.getState().settings.terminalFontSize)))
  changeSettings({ terminalFontSize: size })
}

/** Asks for a folder with the system's dialog, or with ours where there is none. */
export async function pickFolder(then: (dir: string) => void, into?: string): Promise<void> {
  if (!shell.pickFolder) {
    return openDialog({
      kind: 'pick-folder',
      lookingFor: null,
      ...(into === undefined ? {} : { into }),
      then,
    })
  }
  const dir = await shell.pickFolder()
  if (dir) then(dir)
}

/** The folder that "New" starts with: the one in front. */
export function folderInFront(): string {
  const { place } = view.getState()
  if (place.kind === 'project') return place.dir
  return currentRun()?.project.dir ?? deck.getState().recents[0]?.dir ?? ''
}

/** Zooms the terminal in focus in or out, in the tiled layout. */
export function toggleZoom(): void {
  const run = currentRun()
  if (run) view.setState(({ zoomed }) => ({ zoomed: { ...zoomed, [run.id]: !zoomed[run.id] } }))
}

/** Shows or hides the right panel: beside the terminal, or over it where there is no room. */
export function togglePanel(): void {
  if (isNarrow()) view.setState(({ panelOver }) => ({ panelOver: !panelOver }))
  else changeSettings({ panelOpen: !deck.getState().settings.panelOpen })
}

/** Closes what is in front: a run after its question, a folder at once. */
export function closeInFront(): void {
  const { place } = view.getState()
  if (place.kind === 'run') requestCloseRun(place.run)
  if (place.kind === 'project') closeFolder(place.dir)
}

/** Whether the run in front can be paused, or let go on. */
export function canPauseInFront(paused: boolean): boolean {
  const run = currentRun()
  return run !== undefined && canPause(run) && (run.paused !== null) === paused
}

export function pauseInFront(): void {
  const run = currentRun()
  if (run) pauseRun(run.id)
}

export function resumeInFront(): void {
  const run = currentRun()
  if (run) resumeRun(run.id)
}

/** Whether the run in front is one that can be exported: it is open, and no export itself. */
export function canExportInFront(): boolean {
  const run = currentRun()
  return run !== undefined && run.phase !== 'closed'
}

/** Asks where to, and writes everything of the run in front there. */
export function exportInFront(): void {
  const run = currentRun()
  if (run) void pickFolder((dir) => void exportInto(run.id, dir), 'the export')
}

/** Puts the keyboard into the composer. */
export function focusComposer(): void {
  document.querySelector<HTMLTextAreaElement>('[data-composer]')?.focus()
}

/** Starts the agent of the pane in focus again. */
export function restartPane(): void {
  const run = currentRun()
  if (run) void ask('pane.restart', { run: run.id, pane: selectedPane(run, view.getState().selected) })
}

/** Puts the keyboard back into the terminal in front. */
export function focusFrontTerminal(): void {
  const run = currentRun()
  if (run) focusTerminal(selectedPane(run, view.getState().selected))
}
