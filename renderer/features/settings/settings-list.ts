import { defaultSettings, type Settings } from '#shared/contract/views'
import { haveSameKeys } from '#shared/shortcuts/assigned'

type KeysOf<T> = { [K in keyof Settings]: Settings[K] extends T ? K : never }[keyof Settings]

interface About {
  group: 'Appearance' | 'Terminals' | 'Notifications' | 'Window'
  title: string
  /** What it does, in one sentence. */
  help: string
}

/** One setting as the page shows it. Bounds are those of the contract. */
export type SettingItem = About &
  (
    | { kind: 'choice'; key: 'theme' | 'layout'; choices: readonly { value: string; label: string }[] }
    | { kind: 'switch'; key: KeysOf<boolean> }
    | { kind: 'number'; key: KeysOf<number>; min: number; max: number; step: number; unit: string }
    | { kind: 'text'; key: 'lastCommand' }
  )

/** Every setting but the keys, in the order of the page. */
export const settingItems: readonly SettingItem[] = [
  {
    key: 'theme',
    kind: 'choice',
    group: 'Appearance',
    title: 'Theme',
    help: 'Colours of the window. System follows what the computer is set to.',
    choices: [
      { value: 'system', label: 'System' },
      { value: 'light', label: 'Light' },
      { value: 'dark', label: 'Dark' },
    ],
  },
  {
    key: 'terminalFontSize',
    kind: 'number',
    group: 'Terminals',
    title: 'Terminal text size',
    help: 'Height of the letters in all terminals.',
    min: 8,
    max: 32,
    step: 1,
    unit: 'px',
  },
  {
    key: 'layout',
    kind: 'choice',
    group: 'Terminals',
    title: 'Terminals of a run',
    help: 'One large terminal, or those of all roles side by side.',
    choices: [
      { value: 'stacked', label: 'One' },
      { value: 'tiled', label: 'All' },
    ],
  },
  {
    key: 'lastCommand',
    kind: 'text',
    group: 'Terminals',
    title: 'Command of a new agent',
    help: 'Stands in the field when you start an agent without a team. It follows what you started last.',
  },
  {
    key: 'notifyReports',
    kind: 'switch',
    group: 'Notifications',
    title: 'When a role reports its work',
    help: 'Tells you that a task is done or has failed, unless you are looking at it.',
  },
  {
    key: 'notifyWaiting',
    kind: 'switch',
    group: 'Notifications',
    title: 'When an agent waits for you',
    help: 'Tells you of questions, permissions and approvals.',
  },
  {
    key: 'notifyFinished',
    kind: 'switch',
    group: 'Notifications',
    title: 'When a run ends',
    help: 'Tells you that the orchestrator has reported the whole work as done or failed.',
  },
  {
    key: 'sidebarOpen',
    kind: 'switch',
    group: 'Window',
    title: 'Show the team',
    help: 'The cards of all roles, at the left of the terminals.',
  },
  {
    key: 'sidebarWidth',
    kind: 'number',
    group: 'Window',
    title: 'Width of the team',
    help: 'In effect for runs that are opened from now on. Drag its edge to change it in place.',
    min: 160,
    max: 640,
    step: 8,
    unit: 'px',
  },
  {
    key: 'panelOpen',
    kind: 'switch',
    group: 'Window',
    title: 'Show task and timeline',
    help: 'The panel at the right of the terminals.',
  },
  {
    key: 'panelWidth',
    kind: 'number',
    group: 'Window',
    title: 'Width of task and timeline',
    help: 'In effect for runs that are opened from now on. Drag its edge to change it in place.',
    min: 200,
    max: 800,
    step: 8,
    unit: 'px',
  },
]

/** A value as the page writes it: "Dark", "13 px", "on". */
export function valueText(item: SettingItem, value: unknown): string {
  switch (item.kind) {
    case 'choice':
      return item.choices.find((choice) => choice.value === value)?.label ?? String(value)
    case 'switch':
      return value === true ? 'on' : 'off'
    case 'number':
      return `${String(value)} ${item.unit}`
    case 'text':
      return value === '' ? 'empty' : String(value)
  }
}

/** The settings that a search finds: each word of it is in the title, the help or the group. */
export function found(items: readonly SettingItem[], search: string): SettingItem[] {
  return items.filter(({ title, help, group, key }) => hasWords(`${title} ${help} ${group} ${key}`, search))
}

/** Whether a text has each word of a search, in whichever order. */
export function hasWords(text: string, search: string): boolean {
  const lower = text.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word))
}

/** What makes `from` into `to`: the settings that differ. */
export function changesTo(from: Settings, to: Partial<Settings>): Partial<Settings> {
  const values: Partial<Settings> = Object.fromEntries(
    settingItems
      .filter(({ key }) => to[key] !== undefined && to[key] !== from[key])
      .map(({ key }) => [key, to[key]]),
  )
  const { shortcuts } = to
  return shortcuts === undefined || haveSameKeys(from.shortcuts, shortcuts)
    ? values
    : { ...values, shortcuts }
}

/** What takes everything back to its default. */
export function changesToDefaults(from: Settings): Partial<Settings> {
  return changesTo(from, defaultSettings)
}
