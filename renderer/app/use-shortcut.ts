import { assignedKeys, type Shortcuts } from '#shared/shortcuts/assigned'
import { chordInTerminal, type Chord } from '#shared/shortcuts/chords'
import { useDeck } from '../state/deck'
import { shell } from './shell'

/** Found out once for each choice of the person's: a list may ask for each of its lines. */
const known = new WeakMap<Shortcuts, Map<string, Chord>>()

function keysFor(shortcuts: Shortcuts): Map<string, Chord> {
  const found = known.get(shortcuts) ?? assignedKeys(shortcuts, shell.platform)
  known.set(shortcuts, found)
  return found
}

/** The keys of every action, as they are set now. */
export function useShortcuts(): Map<string, Chord> {
  return keysFor(useDeck((state) => state.settings.shortcuts))
}

/** The keys of one action as they are set now, to be shown beside it. */
export function useShortcut(id: string): Chord | undefined {
  return useShortcuts().get(id)
}

/** The keys that do it while a terminal has the focus. */
export function useShortcutInTerminal(id: string): Chord | undefined {
  const keys = useShortcut(id)
  return keys && (chordInTerminal(keys, shell.platform) ?? keys)
}
