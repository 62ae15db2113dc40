import type { Chord } from './chords'

/** What a person can do in the window and may have keys for. */
export interface ActionEntry {
  /** Also what the settings and the desktop's menu call it by. */
  id: string
  title: string
  group: 'Go to' | 'View' | 'Run' | 'Project' | 'App'
  /** Its keys as long as the person has not chosen others. */
  keys?: Chord
}

/** Roles that have keys of their own. */
const ROLES_WITH_KEYS = 9

/**
 * Every action that exists in every state of the window, once. The palette, the keys, the settings, the shortcut sheet
 * and the desktop's menu read it; what each does is the window's.
 */
export const actionEntries = [
  { id: 'palette', title: 'Show all actions', group: 'App', keys: 'mod+shift+p' },
  { id: 'open-folder', title: 'Open a folder', group: 'Project', keys: 'mod+o' },
  { id: 'new-agent', title: 'New agent or team', group: 'Project', keys: 'mod+n' },
  { id: 'open-export', title: 'Open an exported run…', group: 'Project' },
  { id: 'edit-team', title: 'Edit the team or workspaces', group: 'Project' },
  { id: 'generate-team', title: 'Generate a team', group: 'Project' },
  { id: 'start-demo', title: 'Try the demo team', group: 'Project' },
  { id: 'home', title: 'Show recent folders', group: 'Go to' },
  { id: 'next-attention', title: 'Go to what needs you next', group: 'Go to', keys: 'mod+j' },
  { id: 'next-tab', title: 'Next tab', group: 'Go to', keys: 'mod+shift+]' },
  { id: 'previous-tab', title: 'Previous tab', group: 'Go to', keys: 'mod+shift+[' },
  { id: 'next-region', title: 'Next part of the window', group: 'Go to', keys: 'f6' },
  { id: 'previous-region', title: 'Previous part of the window', group: 'Go to', keys: 'shift+f6' },
  { id: 'focus-composer', title: 'Write a task', group: 'Run', keys: 'mod+shift+m' },
  { id: 'pause-run', title: 'Pause the run', group: 'Run' },
  { id: 'resume-run', title: 'Go on with the run', group: 'Run' },
  { id: 'export-run', title: 'Export this run…', group: 'Run' },
  { id: 'restart-agent', title: 'Start this agent again', group: 'Run' },
  { id: 'close-run', title: 'Close this run or folder', group: 'Run', keys: 'mod+shift+w' },
  { id: 'toggle-sidebar', title: 'Show or hide the team', group: 'View', keys: 'mod+b' },
  { id: 'toggle-panel', title: 'Show or hide task and timeline', group: 'View', keys: 'mod+shift+e' },
  { id: 'layout-stacked', title: 'Show one large terminal', group: 'View' },
  { id: 'layout-tiled', title: 'Show all terminals side by side', group: 'View' },
  { id: 'zoom-pane', title: 'Zoom this terminal in or out', group: 'View', keys: 'mod+shift+enter' },
  { id: 'find', title: 'Find in this terminal', group: 'View', keys: 'mod+f' },
  { id: 'font-larger', title: 'Larger terminal text', group: 'View', keys: 'mod+=' },
  { id: 'font-smaller', title: 'Smaller terminal text', group: 'View', keys: 'mod+-' },
  { id: 'font-reset', title: 'Terminal text in its usual size', group: 'View', keys: 'mod+0' },
  { id: 'theme-system', title: 'Theme: like the system', group: 'View' },
  { id: 'theme-light', title: 'Theme: light', group: 'View' },
  { id: 'theme-dark', title: 'Theme: dark', group: 'View' },
  { id: 'settings', title: 'Settings', group: 'App', keys: 'mod+,' },
  { id: 'shortcuts', title: 'Keyboard shortcuts', group: 'App', keys: 'mod+/' },
] as const satisfies readonly ActionEntry[]

export type ActionId = (typeof actionEntries)[number]['id']

/** Focus the first to ninth role of the run in front. They exist without a run too, so that they can have keys. */
export const roleEntries: readonly ActionEntry[] = Array.from({ length: ROLES_WITH_KEYS }, (_, index) => ({
  id: focusRoleId(index),
  title: `Focus role ${index + 1}`,
  group: 'Go to',
  keys: `mod+${index + 1}`,
}))

/** @param index counts from 0, in the order of the cards. */
export function focusRoleId(index: number): string {
  return `focus-role-${index + 1}`
}

/** All that may have keys. */
export const keyedEntries: readonly ActionEntry[] = [...actionEntries, ...roleEntries]
