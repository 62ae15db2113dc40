import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LinkState } from '#shared/contract/link'
import {
  defaultSettings,
  type AgentChoice,
  type Damaged,
  type ProjectView,
  type Restorable,
  type Settings,
  type TemplateView,
  type TrackingView,
} from '#shared/contract/views'
import type { Run } from '#shared/model/state'

/** A folder that was open lately. */
export interface RecentFolder {
  dir: string
  name: string
  openedAt: number
}

/** What the window knows of the engine: folded journals, projects, settings. Nothing of what is shown where. */
export interface DeckState {
  link: LinkState
  /** False until the engine's state has arrived for the first time. */
  ready: boolean
  version: string
  settings: Settings
  recents: RecentFolder[]
  agents: AgentChoice[]
  templates: TemplateView[]
  /** Runs that ended with an earlier deck and can be brought back. */
  restorable: Restorable[]
  /** Runs that cannot be brought back, because their journal is damaged. */
  damaged: Damaged[]
  runs: Record<string, Run>
  /** The app kept crashing at its start, so that nothing was taken up by itself. */
  safeMode: boolean
  /** Runs that are held because their journal cannot be written, and why. */
  heldRuns: Record<string, string>
  /** Tracking files by run, of those whose config names one. */
  tracking: Record<string, TrackingView>
  projects: Record<string, ProjectView>
  /** When the watched commands of side panes have run last, by pane; epoch milliseconds. */
  sideRuns: Record<string, number>
}

export type DeckStore = StoreApi<DeckState>

export function createDeckStore(): DeckStore {
  return createStore<DeckState>(() => ({
    link: { kind: 'connecting' },
    ready: false,
    version: '',
    settings: defaultSettings,
    recents: [],
    agents: [],
    templates: [],
    restorable: [],
    damaged: [],
    runs: {},
    safeMode: false,
    heldRuns: {},
    tracking: {},
    projects: {},
    sideRuns: {},
  }))
}

/** A copy of a run from an exported folder, open to be read: nothing in it can be changed. */
export function isExported(run: Run): boolean {
  return run.origin === 'export'
}

/** A run that never got going: it is closed, but its reason has yet to be read. */
export function failedToStart(run: Run): boolean {
  return (
    run.phase === 'closed' &&
    !isExported(run) &&
    run.paneOrder.some((pane) => run.panes[pane]?.startFailure != null)
  )
}
