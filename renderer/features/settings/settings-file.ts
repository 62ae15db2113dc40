import { Settings } from '#shared/contract/views'
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
export function importedFrom(text: string): ImportedSettings {
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
    if (!item) notes.push(at(`"${key}" is not a setting of this version, and is left out.`, 'settings', key))
    else if (Settings.shape[item.key].safeParse(value).success) taken.push([key, value])
    else problems.push(at(`"${key}" is ${shown(value)}, but must be ${wanted(item)}.`, 'settings', key))
  }
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, settings: Settings.partial().parse(Object.fromEntries(taken)), notes }
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
