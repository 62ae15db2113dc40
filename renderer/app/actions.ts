import { attentionOf } from '#shared/model/attention'
import { panesOnShow, seatName } from '#shared/model/seats'
import type { Pane, Run } from '#shared/model/state'
import { sideActions } from '../features/modes/side-actions'
import { editConfig } from '../features/config-editor/editing'
import { deck } from '../state/deck'
import {
  currentRun,
  currentTabs,
  go,
  nextAttention,
  openExport,
  openFolder,
  placeOf,
  showPane,
  startDemo,
  stepTab,
} from '../state/navigation'
import { openDialog, view } from '../state/view-store'
import { matches, type KeyPress } from './chords'
import {
  canExportInFront,
  canPauseInFront,
  changeFontSize,
  changeSettings,
  closeInFront,
  exportInFront,
  focusComposer,
  folderInFront,
  pauseInFront,
  pickFolder,
  restartPane,
  resumeInFront,
  togglePanel,
  toggleZoom,
} from './commands'
import { nextRegion } from './regions'
import { shell } from './shell'

/** Everything that a person can do, once: the palette, the keys, the shortcut sheet and the desktop's menu read it. */
export interface Action {
  /** Also what the desktop's menu calls it by. */
  id: string
  title: string
  group: 'Go to' | 'View' | 'Run' | 'Project' | 'App'
  /** See `matches`. */
  keys?: string
  /**
   * Instead of `keys` on Linux and Windows while a terminal has the focus, where programs need the plain Ctrl chord.
   */
  keysInTerminal?: string
  run(): void
  /** Absent: always. */
  enabled?(): boolean
}

const inRun = () => currentRun() !== undefined

/** Actions that exist in every state of the window. */
export const fixedActions: readonly Action[] = [
  {
    id: 'palette',
    title: 'Show all actions',
    group: 'App',
    keys: 'mod+shift+p',
    run: () => openDialog({ kind: 'palette' }),
  },
  {
    id: 'open-folder',
    title: 'Open a folder',
    group: 'Project',
    keys: 'mod+o',
    keysInTerminal: 'mod+shift+o',
    run: () => void pickFolder((dir) => void openFolder(dir)),
  },
  {
    id: 'new-agent',
    title: 'New agent or team',
    group: 'Project',
    keys: 'mod+n',
    keysInTerminal: 'mod+shift+n',
    run: () => openDialog({ kind: 'new-agent', dir: folderInFront() }),
  },
  {
    id: 'open-export',
    title: 'Open an exported run…',
    group: 'Project',
    run: () => void pickFolder((dir) => void openExport(dir)),
  },
  {
    id: 'edit-team',
    title: 'Edit the team',
    group: 'Project',
    run: () => void editConfig(folderInFront()),
    enabled: () => folderInFront() !== '',
  },
  {
    id: 'generate-team',
    title: 'Generate a team',
    group: 'Project',
    run: () => openDialog({ kind: 'generate', dir: folderInFront() }),
    enabled: () => folderInFront() !== '',
  },
  { id: 'start-demo', title: 'Try the demo team', group: 'Project', run: () => void startDemo() },
  { id: 'home', title: 'Show recent folders', group: 'Go to', run: () => go({ kind: 'home' }) },
  {
    id: 'next-attention',
    title: 'Go to what needs you next',
    group: 'Go to',
    keys: 'mod+j',
    keysInTerminal: 'mod+shift+j',
    run: nextAttention,
  },
  { id: 'next-tab', title: 'Next tab', group: 'Go to', keys: 'mod+shift+]', run: () => stepTab(1) },
  { id: 'previous-tab', title: 'Previous tab', group: 'Go to', keys: 'mod+shift+[', run: () => stepTab(-1) },
  {
    id: 'next-region',
    title: 'Next part of the window',
    group: 'Go to',
    keys: 'f6',
    run: () => nextRegion(1),
  },
  {
    id: 'previous-region',
    title: 'Previous part of the window',
    group: 'Go to',
    keys: 'shift+f6',
    run: () => nextRegion(-1),
  },
  {
    id: 'focus-composer',
    title: 'Write a task',
    group: 'Run',
    keys: 'mod+shift+m',
    run: focusComposer,
    enabled: inRun,
  },
  {
    id: 'pause-run',
    title: 'Pause the run',
    group: 'Run',
    run: pauseInFront,
    enabled: () => canPauseInFront(false),
  },
  {
    id: 'resume-run',
    title: 'Go on',
    group: 'Run',
    run: resumeInFront,
    enabled: () => canPauseInFront(true),
  },
  {
    id: 'export-run',
    title: 'Export this run…',
    group: 'Run',
    run: exportInFront,
    enabled: canExportInFront,
  },
  { id: 'restart-agent', title: 'Start this agent again', group: 'Run', run: restartPane, enabled: inRun },
  {
    id: 'close-run',
    title: 'Close this run or folder',
    group: 'Run',
    keys: 'mod+shift+w',
    run: closeInFront,
    enabled: () => view.getState().place.kind !== 'home',
  },
  {
    id: 'toggle-sidebar',
    title: 'Show or hide the team',
    group: 'View',
    keys: 'mod+b',
    keysInTerminal: 'mod+shift+b',
    run: () => changeSettings({ sidebarOpen: !deck.getState().settings.sidebarOpen }),
  },
  {
    id: 'toggle-panel',
    title: 'Show or hide task and timeline',
    group: 'View',
    keys: 'mod+shift+e',
    run: togglePanel,
  },
  {
    id: 'layout-stacked',
    title: 'Show one large terminal',
    group: 'View',
    run: () => changeSettings({ layout: 'stacked' }),
  },
  {
    id: 'layout-tiled',
    title: 'Show all terminals side by side',
    group: 'View',
    run: () => changeSettings({ layout: 'tiled' }),
  },
  {
    id: 'zoom-pane',
    title: 'Zoom this terminal in or out',
    group: 'View',
    keys: 'mod+shift+enter',
    run: toggleZoom,
    enabled: () => inRun() && deck.getState().settings.layout === 'tiled',
  },
  {
    id: 'find',
    title: 'Find in this terminal',
    group: 'View',
    keys: 'mod+f',
    keysInTerminal: 'mod+shift+f',
    run: () => view.setState({ findOpen: true }),
    enabled: inRun,
  },
  {
    id: 'font-larger',
    title: 'Larger terminal text',
    group: 'View',
    keys: 'mod+=',
    run: () => changeFontSize((size) => size + 1),
  },
  {
    id: 'font-smaller',
    title: 'Smaller terminal text',
    group: 'View',
    keys: 'mod+-',
    run: () => changeFontSize((size) => size - 1),
  },
  {
    id: 'font-reset',
    title: 'Terminal text in its usual size',
    group: 'View',
    keys: 'mod+0',
    run: () => changeFontSize(() => 13),
  },
  {
    id: 'theme-system',
    title: 'Theme: like the system',
    group: 'View',
    run: () => changeSettings({ theme: 'system' }),
  },
  { id: 'theme-light', title: 'Theme: light', group: 'View', run: () => changeSettings({ theme: 'light' }) },
  { id: 'theme-dark', title: 'Theme: dark', group: 'View', run: () => changeSettings({ theme: 'dark' }) },
  {
    id: 'settings',
    title: 'Settings',
    group: 'App',
    keys: 'mod+,',
    run: () => openDialog({ kind: 'settings' }),
  },
  {
    id: 'shortcuts',
    title: 'Keyboard shortcuts',
    group: 'App',
    keys: 'mod+/',
    run: () => openDialog({ kind: 'shortcuts' }),
  },
]

/** Focus the first to ninth role of the run in front. They exist without a run too, so that the sheet can name them. */
export const roleActions: readonly Action[] = Array.from({ length: 9 }, (_, index): Action => ({
  id: `focus-role-${index + 1}`,
  title: `Focus role ${index + 1}`,
  group: 'Go to',
  keys: `mod+${index + 1}`,
  enabled: () => panesOf(currentRun())[index] !== undefined,
  run: () => {
    const run = currentRun()
    const pane = panesOf(run)[index]
    if (run && pane) showPane(run.id, pane.pane)
  },
}))

/** The cards of a run, in the order in which the sidebar shows them. */
function panesOf(run: Run | undefined): Pane[] {
  return run ? panesOnShow(run) : []
}

/** What the palette offers now: the fixed actions, and one for each role, tab and recent folder. */
export function paletteActions(): Action[] {
  const run = currentRun()
  const roles = panesOf(run).map((pane, index): Action => ({
    id: `role:${pane.pane}`,
    title: `Go to ${seatName(pane)}`,
    group: 'Go to',
    ...(index < 9 ? { keys: `mod+${index + 1}` } : {}),
    run: () => run && showPane(run.id, pane.pane),
  }))
  const tabs = currentTabs().map((tab): Action => {
    const title = tab.kind === 'run' ? `${tab.run.project.name}: ${tab.run.title}` : tab.name
    const needs =
      tab.kind === 'run' ? attentionOf(tab.run).filter((item) => item.kind !== 'finished').length : 0
    return {
      id: `tab:${tab.kind === 'run' ? tab.run.id : tab.dir}`,
      title: `Switch to ${title}${needs > 0 ? ` (needs you)` : ''}`,
      group: 'Go to',
      run: () => go(placeOf(tab)),
    }
  })
  const recents = deck.getState().recents.map((recent): Action => ({
    id: `recent:${recent.dir}`,
    title: `Open ${recent.name}`,
    group: 'Project',
    run: () => void openFolder(recent.dir),
  }))
  return [...roles, ...(run ? sideActions(run) : []), ...tabs, ...fixedActions.filter(isEnabled), ...recents]
}

function isEnabled(action: Action): boolean {
  return action.enabled?.() ?? true
}

/** The action of a key press; undefined means that the press belongs to whatever has the focus. */
export function actionFor(
  press: KeyPress,
  inTerminal: boolean,
  platform = shell.platform,
): Action | undefined {
  return [...fixedActions, ...roleActions].find((action) => {
    const chords =
      inTerminal && platform !== 'darwin' && action.keysInTerminal
        ? [action.keysInTerminal]
        : [action.keys, platform === 'darwin' ? undefined : action.keysInTerminal]
    return chords.some((chord) => chord !== undefined && matches(chord, press, platform)) && isEnabled(action)
  })
}

/** Runs an action by its id, for the desktop's menu. */
export function runAction(id: string): void {
  const action = [...fixedActions, ...roleActions].find((candidate) => candidate.id === id)
  if (action && isEnabled(action)) action.run()
}
