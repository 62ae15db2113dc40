import type { Settings } from '#shared/contract/views'
import { keyedEntries } from '#shared/shortcuts/actions'
import { wantedKeys } from '#shared/shortcuts/assigned'
import { chordText } from '#shared/shortcuts/chords'
import { shell } from '../../app/shell'
import { settingItems, valueText } from './settings-list'

/** One thing that would change, in words. */
export interface Difference {
  id: string
  title: string
  from: string
  to: string
}

/** What changes would do to the settings: one line for each setting, and for the keys of each action. */
export function differences(settings: Settings, changes: Partial<Settings>): Difference[] {
  const values = settingItems.flatMap((item) => {
    const to = changes[item.key]
    if (to === undefined || to === settings[item.key]) return []
    return [
      { id: item.key, title: item.title, from: valueText(item, settings[item.key]), to: valueText(item, to) },
    ]
  })
  const { shortcuts } = changes
  if (shortcuts === undefined) return values
  const keys = keyedEntries.flatMap((entry) => {
    const from = wantedKeys(entry, settings.shortcuts)
    const to = wantedKeys(entry, shortcuts)
    return from === to ? [] : [{ id: entry.id, title: entry.title, from: keysText(from), to: keysText(to) }]
  })
  return [...values, ...keys]
}

function keysText(keys: string | undefined): string {
  return keys === undefined ? 'no keys' : chordText(keys, shell.platform)
}
