import { keyedEntries, type ActionEntry } from '#shared/shortcuts/actions'
import { chordText } from '#shared/shortcuts/chords'
import { shell } from '../../app/shell'
import { useShortcuts } from '../../app/use-shortcut'
import { hasWords } from './settings-list'
import { ShortcutRow } from './shortcut-row'

/** The actions that a search finds, by name or by keys. */
export function foundShortcuts(search: string, shortcuts: ReturnType<typeof useShortcuts>): ActionEntry[] {
  return keyedEntries.filter((entry) => {
    const keys = shortcuts.get(entry.id)
    const text = keys === undefined ? 'no keys' : chordText(keys, shell.platform)
    return hasWords(`${entry.title} ${entry.group} keyboard shortcuts ${text}`, search)
  })
}

/** The keys of actions, each with the way to other keys and back to its own. */
export function SettingsShortcuts({ entries }: { entries: readonly ActionEntry[] }) {
  const shortcuts = useShortcuts()
  return (
    <>
      <p className="setting-help">
        Choose an action’s keys, then press the new ones.
        {shell.kind === 'browser' && ' A browser keeps some for itself, such as those for a new window.'}
      </p>
      <ul className="settings-keys">
        {entries.map((entry) => (
          <ShortcutRow key={entry.id} entry={entry} keys={shortcuts.get(entry.id)} />
        ))}
      </ul>
    </>
  )
}
