import { useMemo } from 'react'
import { assignedKeys } from '#shared/shortcuts/assigned'
import { chordInTerminal, type Chord } from '#shared/shortcuts/chords'
import { useDeck } from '../state/deck'
import { shell } from './shell'

/** The keys of every action, as they are set now. */
export function useShortcuts(): Map<string, Chord> {
  const shortcuts = useDeck((state) => state.settings.shortcuts)
  return useMemo(() => assignedKeys(shortcuts, shell.platform), [shortcuts])
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
