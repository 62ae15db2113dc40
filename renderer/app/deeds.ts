import type { ActionId } from '#shared/shortcuts/actions'
import { editConfig } from '../features/config-editor/editing'
import { deck } from '../state/deck'
import {
  currentRun,
  go,
  nextAttention,
  openExport,
  openFolder,
  startDemo,
  stepTab,
} from '../state/navigation'
import { openDialog, view } from '../state/view-store'
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

/** What an action does. */
export interface Deed {
  run(): void
  /** Absent: always. */
  enabled?(): boolean
}

const inRun = () => currentRun() !== undefined

/** What each action of the list does in this window. */
export const deeds: Readonly<Record<ActionId, Deed>> = {
  palette: { run: () => openDialog({ kind: 'palette' }) },
  'open-folder': { run: () => void pickFolder((dir) => void openFolder(dir)) },
  'new-agent': { run: () => openDialog({ kind: 'new-agent', dir: folderInFront() }) },
  'open-export': { run: () => void pickFolder((dir) => void openExport(dir)) },
  'edit-team': { run: () => void editConfig(folderInFront()), enabled: () => folderInFront() !== '' },
  'generate-team': {
    run: () => openDialog({ kind: 'generate', dir: folderInFront() }),
    enabled: () => folderInFront() !== '',
  },
  'start-demo': { run: () => void startDemo() },
  home: { run: () => go({ kind: 'home' }) },
  'next-attention': { run: nextAttention },
  'next-tab': { run: () => stepTab(1) },
  'previous-tab': { run: () => stepTab(-1) },
  'next-region': { run: () => nextRegion(1) },
  'previous-region': { run: () => nextRegion(-1) },
  'focus-composer': { run: focusComposer, enabled: inRun },
  'pause-run': { run: pauseInFront, enabled: () => canPauseInFront(false) },
  'resume-run': { run: resumeInFront, enabled: () => canPauseInFront(true) },
  'export-run': { run: exportInFront, enabled: canExportInFront },
  'restart-agent': { run: restartPane, enabled: inRun },
  'close-run': { run: closeInFront, enabled: () => view.getState().place.kind !== 'home' },
  'toggle-sidebar': { run: () => changeSettings({ sidebarOpen: !deck.getState().settings.sidebarOpen }) },
  'toggle-panel': { run: togglePanel },
  'layout-stacked': { run: () => changeSettings({ layout: 'stacked' }) },
  'layout-tiled': { run: () => changeSettings({ layout: 'tiled' }) },
  'zoom-pane': { run: toggleZoom, enabled: () => inRun() && deck.getState().settings.layout === 'tiled' },
  find: { run: () => view.setState({ findOpen: true }), enabled: inRun },
  'font-larger': { run: () => changeFontSize((size) => size + 1) },
  'font-smaller': { run: () => changeFontSize((size) => size - 1) },
  'font-reset': { run: () => changeFontSize(() => 13) },
  'theme-system': { run: () => changeSettings({ theme: 'system' }) },
  'theme-light': { run: () => changeSettings({ theme: 'light' }) },
  'theme-dark': { run: () => changeSettings({ theme: 'dark' }) },
  settings: { run: () => openDialog({ kind: 'settings' }) },
  shortcuts: { run: () => openDialog({ kind: 'shortcuts' }) },
}
