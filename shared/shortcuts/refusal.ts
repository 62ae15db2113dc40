import { chordInTerminal, chordOf, chordText, type Chord, type KeyPress, type Platform } from './chords'

/** What a person pressed to be an action's keys: the chord, or why it cannot be one, and if it is a chord at all, which. */
export type PressedKeys = { chord: Chord } | { refused: string; chordRefused?: Chord }

/** Keys that only go with others. */
const HELD = new Set([
  'Control',
  'Shift',
  'Alt',
  'AltGraph',
  'Meta',
  'OS',
  'CapsLock',
  'NumLock',
  'Fn',
  'Dead',
])

/** Keys that mean something everywhere already, and what. */
const takenEverywhere: Readonly<Record<Chord, string>> = {
  'mod+enter': 'sends what you write',
  'mod+shift+z': 'repeats what was undone',
}
const takenOnMac: Readonly<Record<Chord, string>> = {
  'mod+c': 'copies',
  'mod+v': 'pastes',
  'mod+x': 'cuts',
  'mod+a': 'selects everything',
  'mod+z': 'undoes',
  'mod+s': 'saves the config',
  'mod+q': 'quits the app',
  'mod+h': 'hides the app',
  'mod+m': 'puts the window away',
  'mod+w': 'closes the window',
  'mod+`': 'goes to the next window',
}
const takenElsewhere: Readonly<Record<Chord, string>> = {
  'mod+shift+c': 'copies in a terminal',
  'mod+shift+v': 'pastes in a terminal',
}

/** Beside letters, what terminals make of Ctrl and these: Escape, quit, and the like. */
const CONTROL_SIGNS = /^mod\+[[\]\\`]$/

/** Reads a key press as keys for an action; undefined as long as only Ctrl, Shift and the like are held. */
export function pressedKeys(press: KeyPress, platform: Platform): PressedKeys | undefined {
  if (HELD.has(press.key)) return undefined
  const mac = platform === 'darwin'
  const mod = mac ? 'Cmd' : 'Ctrl'
  if (press.altKey)
    return {
      refused: `Keys with ${mac ? 'Option' : 'Alt'} are read by programs in a terminal, and type characters on many keyboards. Use ${mod}.`,
    }
  if (mac && press.ctrlKey) return { refused: 'Programs in a terminal need the keys with Ctrl. Use Cmd.' }
  if (!mac && press.metaKey) return { refused: `The system uses this key itself. Use ${mod}.` }
  const held = mac ? press.metaKey : press.ctrlKey
  const chord = chordOf(press, platform)
  if (chord === null)
    return {
      refused: held
        ? 'Terminals and text fields need this key. Use a letter, a digit, a sign or a function key.'
        : `This key is for typing, and programs in a terminal need it. Hold ${mod} with it.`,
    }
  const refused = refusalOf(chord, platform)
  return refused === null ? { chord } : { refused, chordRefused: chord }
}

/** Why keys cannot be chosen on this system, with what to press in their place; null when they can. */
export function refusalOf(chord: Chord, platform: Platform): string | null {
  const name = chordText(chord, platform)
  const taken = { ...takenEverywhere, ...(platform === 'darwin' ? takenOnMac : takenElsewhere) }[chord]
  if (taken !== undefined) return `${name} ${taken}. Press other keys.`
  if (platform === 'darwin') return null
  const shifted = chordInTerminal(chord, platform)
  if (shifted === undefined && !CONTROL_SIGNS.test(chord)) return null
  const instead = shifted ?? chord.replace('mod+', 'mod+shift+')
  const fix =
    refusalOf(instead, platform) === null ? `Use ${chordText(instead, platform)}.` : 'Press other keys.'
  return `Programs in a terminal need ${name}. ${fix}`
}
