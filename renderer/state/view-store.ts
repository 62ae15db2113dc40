import { createStore } from 'zustand/vanilla'
import type { Input } from '#shared/contract/methods'
import type { Notice } from '#shared/contract/views'

/** What fills the window below the tabs. */
export type Place = { kind: 'home' } | { kind: 'project'; dir: string } | { kind: 'run'; run: string }

/**
 * What lies over the terminals to be read: a text as `document.read` names it, or a role's tasks and reports side by
 * side (`id` is its pane), or the lessons that the run's agents propose, or what shows why the deck paused the run.
 */
export interface DocumentRef {
  kind: Input<'document.read'>['kind'] | 'history' | 'lessons' | 'stop'
  id: string
}

/** The dialogs, of which at most one is open. */
export type DialogState =
  | { kind: 'palette' }
  | { kind: 'shortcuts' }
  /** `search`: what it is to show first. */
  | { kind: 'settings'; search?: string }
  | { kind: 'new-agent'; dir: string }
  | { kind: 'generate'; dir: string }
  /** `lookingFor`: the name of a dropped folder whose path the browser does not tell. */
  /** `into`: what is to be written into the folder, in place of opening it. */
  | { kind: 'pick-folder'; lookingFor: string | null; into?: string; then: (dir: string) => void }
  | { kind: 'close-run'; run: string }

/** A sentence about something that did not work, shown in the window until it is dismissed. */
export interface Message {
  id: number
  text: string
}

/** What is shown where, in this window only. */
export interface ViewState {
  place: Place
  /** Folders that have a tab because no run of theirs was started yet, or the person went back to them. */
  openFolders: string[]
  /** Runs whose closing the person has seen. */
  hiddenRuns: Record<string, true>
  /** The pane in focus, for each run. */
  selected: Record<string, string>
  /** In the tiled layout one pane can fill the space. */
  zoomed: Record<string, boolean>
  /** The side pane that fills a workspace, by run. */
  zoomedSide: Record<string, string | null>
  /** Shares that the person gave the panes of workspaces, in percent, by the group of panes and by pane. */
  shares: Record<string, Record<string, number>>
  document: Record<string, DocumentRef | null>
  /** Finished runs whose summary the person has put aside. */
  summaryHidden: Record<string, boolean>
  /** A team that its folder's page is to start as soon as it shows it: what the person agreed to is to run. */
  startNext: { dir: string; orchestration: string } | null
  dialog: DialogState | null
  findOpen: boolean
  /** In a narrow window the right panel lies over the terminal. */
  panelOver: boolean
  notices: Notice[]
  messages: Message[]
  /** Composer drafts by `run/pane`. */
  drafts: Record<string, string>
}

export const view = createStore<ViewState>(() => ({
  place: { kind: 'home' },
  openFolders: [],
  hiddenRuns: {},
  selected: {},
  zoomed: {},
  zoomedSide: {},
  shares: {},
  document: {},
  summaryHidden: {},
  startNext: null,
  dialog: null,
  findOpen: false,
  panelOver: false,
  notices: [],
  messages: [],
  drafts: {},
}))

let nextMessage = 1

/** Says in the window that something did not work. The same sentence is not shown twice. */
export function tell(text: string): void {
  view.setState(({ messages }) => ({
    messages: [...messages.filter((message) => message.text !== text), { id: nextMessage++, text }].slice(-3),
  }))
}

export function dismissMessage(id: number): void {
  view.setState(({ messages }) => ({ messages: messages.filter((message) => message.id !== id) }))
}

export function openDialog(dialog: DialogState): void {
  view.setState({ dialog })
}

export function closeDialog(): void {
  view.setState({ dialog: null })
}
