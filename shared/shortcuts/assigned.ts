import { z } from 'zod'
import { keyedEntries, type ActionEntry } from './actions'
import { Chord, chordInTerminal, type Platform } from './chords'

/** Keys that the person chose for an action; an empty text means that it has none. */
export const ChosenKeys = Chord.or(z.literal(''))
export type ChosenKeys = z.infer<typeof ChosenKeys>

/** The keys that the person chose, by action. Others have their defaults. */
export const Shortcuts = z.record(z.string().min(1).max(64), ChosenKeys)
export type Shortcuts = z.infer<typeof Shortcuts>

/** The keys of an action as they were chosen, or its default; undefined when it has none. */
export function wantedKeys(entry: ActionEntry, shortcuts: Shortcuts): Chord | undefined {
  const chosen = shortcuts[entry.id]
  return (chosen ?? entry.keys) || undefined
}

/** The keys that every action has. Where two want the same, chosen ones go before defaults, and then the first listed. */
export function assignedKeys(shortcuts: Shortcuts, platform: Platform): Map<string, Chord> {
  const assigned = new Map<string, Chord>()
  const used = new Set<Chord>()
  const isChosen = ({ id }: ActionEntry) => shortcuts[id] !== undefined
  for (const entry of [...keyedEntries.filter(isChosen), ...keyedEntries.filter((each) => !isChosen(each))]) {
    const keys = wantedKeys(entry, shortcuts)
    if (keys === undefined || occupied(keys, platform).some((chord) => used.has(chord))) continue
    assigned.set(entry.id, keys)
    for (const chord of occupied(keys, platform)) used.add(chord)
  }
  return assigned
}

/** The action that has keys already which this one would get. */
export function clashOf(
  id: string,
  keys: Chord,
  shortcuts: Shortcuts,
  platform: Platform,
): ActionEntry | undefined {
  const wanted = occupied(keys, platform)
  const assigned = assignedKeys(shortcuts, platform)
  return keyedEntries.find((other) => {
    const has = assigned.get(other.id)
    return (
      other.id !== id && has !== undefined && occupied(has, platform).some((chord) => wanted.includes(chord))
    )
  })
}

/** Whether every action has the same keys in both. */
export function haveSameKeys(one: Shortcuts, other: Shortcuts): boolean {
  return keyedEntries.every((entry) => wantedKeys(entry, one) === wantedKeys(entry, other))
}

/** Gives an action keys; the one in `from` has none from now on. Defaults are not written down. */
export function withKeys(shortcuts: Shortcuts, id: string, keys: ChosenKeys, from?: ActionEntry): Shortcuts {
  const chosen =
    from === undefined ? { ...shortcuts, [id]: keys } : { ...shortcuts, [id]: keys, [from.id]: '' }
  return withoutDefaults(chosen)
}

/** What differs from the defaults; actions that this version does not know stay as they are. */
function withoutDefaults(shortcuts: Shortcuts): Shortcuts {
  return Object.fromEntries(
    Object.entries(shortcuts).filter(([id, keys]) => {
      const entry = keyedEntries.find((each) => each.id === id)
      return entry === undefined || keys !== (entry.keys ?? '')
    }),
  )
}

/** Chords that are an action's, with that for terminals. */
function occupied(keys: Chord, platform: Platform): Chord[] {
  const inTerminal = chordInTerminal(keys, platform)
  return inTerminal === undefined ? [keys] : [keys, inTerminal]
}

/** Of keys that were stored, those that can be read. */
export function readableShortcuts(stored: unknown): Shortcuts {
  const table = z.record(z.string(), z.unknown()).safeParse(stored)
  if (!table.success) return {}
  return Object.fromEntries(
    Object.entries(table.data).flatMap(([id, keys]) => {
      const parsed = Shortcuts.safeParse({ [id]: keys })
      return parsed.success ? Object.entries(parsed.data) : []
    }),
  )
}
