import { attentionOf } from '#shared/model/attention'
import type { Run } from '#shared/model/state'
import { failedToStart, isExported, type DeckState } from './deck-store'
import { ask, deck } from './deck'
import { tell, view, type DocumentRef, type Place, type ViewState } from './view-store'

export type Tab = { kind: 'run'; run: Run } | { kind: 'project'; dir: string; name: string }

/** Tabs from left to right: runs in the order they were opened, then folders without a run. */
export function tabsOf(
  deckState: Pick<DeckState, 'runs' | 'projects'>,
  viewState: Pick<ViewState, 'hiddenRuns' | 'openFolders'>,
): Tab[] {
  const runs = Object.values(deckState.runs)
    .filter((run) => run.phase !== 'closed' || failedToStart(run) || isExported(run))
    .filter((run) => !viewState.hiddenRuns[run.id])
    .sort((a, b) => a.openedAt - b.openedAt)
  return [
    ...runs.map((run): Tab => ({ kind: 'run', run })),
    ...viewState.openFolders.map((dir): Tab => ({
      kind: 'project',
      dir,
      name: deckState.projects[dir]?.name ?? lastPart(dir),
    })),
  ]
}

export function lastPart(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? path
}

export function placeOf(tab: Tab): Place {
  return tab.kind === 'run' ? { kind: 'run', run: tab.run.id } : { kind: 'project', dir: tab.dir }
}

export function samePlace(a: Place, b: Place): boolean {
  if (a.kind === 'run') return b.kind === 'run' && a.run === b.run
  if (a.kind === 'project') return b.kind === 'project' && a.dir === b.dir
  return b.kind === 'home'
}

export function currentTabs(): Tab[] {
  return tabsOf(deck.getState(), view.getState())
}

export function go(place: Place): void {
  view.setState({ place, findOpen: false })
}

/** The run in front, if a run is in front. */
export function currentRun(): Run | undefined {
  const { place } = view.getState()
  return place.kind === 'run' ? deck.getState().runs[place.run] : undefined
}

/** The pane in focus of a run: the chosen one, otherwise the orchestrator's. */
export function selectedPane(run: Run, selected: ViewState['selected']): string {
  const chosen = selected[run.id]
  if (chosen && run.panes[chosen]) return chosen
  return run.paneOrder.find((pane) => run.panes[pane]?.start) ?? run.paneOrder[0] ?? ''
}

/** Shows a pane, and puts the keyboard into its terminal. */
export function showPane(run: string, pane: string | null): void {
  view.setState((state) => ({
    place: { kind: 'run', run },
    selected: pane ? { ...state.selected, [run]: pane } : state.selected,
    zoomed: pane && state.zoomed[run] ? { ...state.zoomed, [run]: true } : state.zoomed,
    document: { ...state.document, [run]: null },
  }))
  if (pane) focusTerminal(pane)
}

/** The terminal may only be drawn after this change is on screen. */
export function focusTerminal(pane: string): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const area = document.querySelector<HTMLTextAreaElement>(
        `[data-pane="${CSS.escape(pane)}"] .xterm-helper-textarea`,
      )
      area?.focus()
    }),
  )
}

export function showDocument(run: string, document: DocumentRef | null): void {
  view.setState((state) => ({ document: { ...state.document, [run]: document } }))
}

/** Opens a folder as a tab, or goes to it. One that is an exported run is opened as that. */
export async function openFolder(dir: string): Promise<void> {
  const look = await ask('folder.look', { dir })
  if (!look) return
  if (look.kind === 'export') return openExport(dir)
  const project = await ask('project.open', { dir })
  if (!project) return
  deck.setState((state) => ({ projects: { ...state.projects, [project.dir]: project } }))
  view.setState((state) => ({
    openFolders: state.openFolders.includes(project.dir)
      ? state.openFolders
      : [...state.openFolders, project.dir],
    place: { kind: 'project', dir: project.dir },
    dialog: null,
  }))
}

export function closeFolder(dir: string): void {
  const before = currentTabs()
  view.setState((state) => ({ openFolders: state.openFolders.filter((open) => open !== dir) }))
  leave({ kind: 'project', dir }, before)
}

/** Takes a run's tab away; it has ended already. */
export function hideRun(run: string): void {
  const before = currentTabs()
  view.setState((state) => ({ hiddenRuns: { ...state.hiddenRuns, [run]: true } }))
  leave({ kind: 'run', run }, before)
}

/** When the place in front is gone, its neighbour comes to the front. */
export function leave(gone: Place, before: Tab[]): void {
  if (!samePlace(view.getState().place, gone)) return
  const index = before.findIndex((tab) => samePlace(placeOf(tab), gone))
  const left = before.filter((_, at) => at !== index)
  const neighbour = left[Math.min(Math.max(index, 0), left.length - 1)]
  go(neighbour ? placeOf(neighbour) : { kind: 'home' })
}

/** A run has been started: its tab replaces the folder's. */
export function showStartedRun(run: string, dir: string | null): void {
  view.setState((state) => ({
    openFolders: state.openFolders.filter((open) => open !== dir),
    place: { kind: 'run', run },
    dialog: null,
  }))
}

/** Opens an exported folder as a run that can only be read. */
export async function openExport(dir: string): Promise<void> {
  const opened = await ask('run.open-export', { dir })
  if (!opened) return
  view.setState({ dialog: null })
  go({ kind: 'run', run: opened.run })
}

/** Writes a run into a new folder inside this one, and says where. */
export async function exportInto(run: string, dir: string): Promise<void> {
  const written = await ask('run.export', { run, to: dir, inside: true })
  if (written) tell(`Exported to ${written.dir}. Drop that folder on a window to read and replay it.`)
}

export async function startDemo(): Promise<void> {
  const started = await ask('run.start-demo', {})
  if (started) showStartedRun(started.run, null)
}

/** Tabs to the left or right, around the end. */
export function stepTab(by: 1 | -1): void {
  const tabs = currentTabs()
  const at = tabs.findIndex((tab) => samePlace(placeOf(tab), view.getState().place))
  const next = tabs[at === -1 ? 0 : (at + by + tabs.length) % tabs.length]
  if (next) go(placeOf(next))
}

/** Goes to what needs the person next: further down in this run, otherwise in another one. */
export function nextAttention(): void {
  const tabs = currentTabs().flatMap((tab) => (tab.kind === 'run' ? [tab.run] : []))
  const here = currentRun()
  // What concerns a run as a whole is seen wherever one is in it.
  const all = tabs.flatMap((run) =>
    attentionOf(run)
      .filter((item) => item.pane !== null || run.id !== here?.id)
      .map((item) => ({ run: run.id, pane: item.pane })),
  )
  const pane = here ? selectedPane(here, view.getState().selected) : null
  const at = all.findIndex((item) => item.run === here?.id && item.pane === pane)
  const next = all[(at + 1) % Math.max(all.length, 1)]
  if (next) showPane(next.run, next.pane)
  else tell('Nothing needs you right now.')
}
