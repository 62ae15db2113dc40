import { Settings } from '#shared/contract/views'
import { keyedEntries } from '#shared/shortcuts/actions'
import { ChosenKeys, clashOf, type Shortcuts } from '#shared/shortcuts/assigned'
import { chordText, type Platform } from '#shared/shortcuts/chords'
import { refusalOf } from '#shared/shortcuts/refusal'
import { readJson, type TextPlace } from './read-json'
import { settingItems, valueText, type SettingItem } from './settings-list'

/** Says what an exported file is. */
const KIND = 'dot-agent-deck settings'
/** Counts up when older versions could no longer read it. */
const VERSION = 1
/** Larger files are not read: settings are a page of text. In bytes. */
export const MAX_SETTINGS_BYTES = 256 * 1024

/** Something to say about an imported file, and where. */
export interface FileNote extends TextPlace {
  message: string
}

/** What an imported file would set; or why nothing of it is taken. */
export type ImportedSettings =
  { ok: true; settings: Partial<Settings>; notes: FileNote[] } | { ok: false; problems: FileNote[] }

/** The text of a file that holds all settings. */
export function exportedText(settings: Settings): string {
  return `${JSON.stringify({ kind: KIND, version: VERSION, settings }, null, 2)}\n`
}

/**
 * Reads an exported file. One wrong value is enough for nothing to be taken; what this version does not know is left out
 * and told.
 */
export function importedFrom(text: string, platform: Platform): ImportedSettings {
  const read = readJson(text)
  if (!read.ok) return { ok: false, problems: [{ ...read.place, message: `${read.message}.` }] }
  const file = read.value
  const at = (message: string, ...path: string[]): FileNote => ({ ...read.placeOf(path), message })
  if (!isTable(file) || file['kind'] !== KIND)
    return {
      ok: false,
      problems: [at(`This is no file of exported settings: it has no "kind": "${KIND}".`)],
    }
  if (file['version'] !== VERSION)
    return {
      ok: false,
      problems: [
        at(`This file is of version ${shown(file['version'])}; only ${VERSION} is known.`, 'version'),
      ],
    }
  const written = file['settings']
  if (!isTable(written))
    return { ok: false, problems: [at('"settings" must be a table of settings.', 'settings')] }
  const notes: FileNote[] = []
  const problems: FileNote[] = []
  const taken: [string, unknown][] = []
  for (const [key, value] of Object.entries(written)) {
    const item = settingItems.find((each) => each.key === key)
    if (key === 'shortcuts') {
      const keys = importedKeys(value, platform)
      const place = (said: Said) => at(said.message, 'settings', key, ...said.path)
      notes.push(...keys.notes.map(place))
      problems.push(...keys.problems.map(place))
      taken.push([key, keys.shortcuts])
    } else if (!item)
      notes.push(at(`"${key}" is not a setting of this version, and is left out.`, 'settings', key))
    else if (Settings.shape[item.key].safeParse(value).success) taken.push([key, value])
    else problems.push(at(`"${key}" is ${shown(value)}, but must be ${wanted(item)}.`, 'settings', key))
  }
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, settings: Settings.partial().parse(Object.fromEntries(taken)), notes }
}

/** Something to say about the keys, and of which action. */
interface Said {
  path: readonly string[]
  message: string
}

/** What a file says about keys. Those of an action that is not known, or that this system has no use for, are left out. */
function importedKeys(
  written: unknown,
  platform: Platform,
): { shortcuts: Shortcuts; notes: Said[]; problems: Said[] } {
  const notes: Said[] = []
  const problems: Said[] = []
  if (!isTable(written))
    return { shortcuts: {}, notes, problems: [{ path: [], message: '"shortcuts" must be a table of keys.' }] }
  let shortcuts: Shortcuts = {}
  for (const [id, value] of Object.entries(written)) {
    const say = (message: string): Said => ({ path: [id], message })
    const keys = ChosenKeys.safeParse(value)
    const entry = keyedEntries.find((each) => each.id === id)
    if (!entry) notes.push(say(`"${id}" is not an action of this version, and is left out.`))
    else if (!keys.success)
      problems.push(
        say(`"${id}" is ${shown(value)}, but must be keys such as "mod+shift+k", or "" for none.`),
      )
    else {
      const refused = keys.data === '' || keys.data === entry.keys ? null : refusalOf(keys.data, platform)
      if (refused === null) shortcuts = { ...shortcuts, [id]: keys.data }
      else notes.push(say(`"${id}" is left out. ${refused}`))
    }
  }
  for (const [id, keys] of Object.entries(shortcuts)) {
    const other = keys === '' ? undefined : clashOf(id, keys, shortcuts, platform)
    // Of two that want the same, the one that comes off worse is told.
    if (other && shortcuts[other.id] !== undefined)
      problems.push({
        path: [id],
        message: `"${id}" has ${chordText(keys, platform)}, which is also that of "${other.id}". Give one of them other keys.`,
      })
  }
  return { shortcuts, notes, problems }
}

function wanted(item: SettingItem): string {
  switch (item.kind) {
    case 'choice':
      return `one of ${item.choices.map((choice) => JSON.stringify(choice.value)).join(', ')}`
    case 'switch':
      return 'true or false'
    case 'number':
      return `a whole number from ${item.min} to ${valueText(item, item.max)}`
    case 'text':
      return 'a text'
  }
}

/** A value as it was written, cut where it is long. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing'
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
