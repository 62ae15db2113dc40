import type { Shell } from '#shared/contract/shell'

type Platform = Shell['platform']

/** The parts of a keyboard event that a chord looks at. */
export interface KeyPress {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
}

/**
 * Whether a key press is the chord, written like `mod+shift+p`. `mod` is Cmd on a Mac and Ctrl elsewhere. Letters go by
 * what the layout types; digits and brackets by where the key is, because Shift changes what they type.
 */
export function matches(chord: string, press: KeyPress, platform: Platform): boolean {
  const parts = chord.split('+')
  const key = parts.at(-1) ?? ''
  const wantsMod = parts.includes('mod')
  const mod = platform === 'darwin' ? press.metaKey : press.ctrlKey
  const otherMod = platform === 'darwin' ? press.ctrlKey : press.metaKey
  if (press.altKey || otherMod || mod !== wantsMod) return false
  if (!shiftAgrees(key, parts.includes('shift'), press)) return false
  return keyMatches(key, press)
}

/** `=` is typed with Shift on some layouts, so Shift says nothing about it. */
function shiftAgrees(key: string, wanted: boolean, press: KeyPress): boolean {
  return key === '=' || press.shiftKey === wanted
}

const byCode: Readonly<Record<string, string>> = { '[': 'BracketLeft', ']': 'BracketRight', '/': 'Slash' }

function keyMatches(key: string, press: KeyPress): boolean {
  if (/^[0-9]$/.test(key)) return press.code === `Digit${key}` || press.code === `Numpad${key}`
  if (key === '=') return press.key === '=' || press.key === '+'
  const code = byCode[key]
  return press.key.toLowerCase() === key || (code !== undefined && press.code === code)
}

const macNames: Readonly<Record<string, string>> = {
  mod: '⌘',
  alt: '⌥',
  shift: '⇧',
  enter: '↩',
  escape: 'esc',
  up: '↑',
  down: '↓',
}
const otherNames: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  alt: 'Alt',
  up: '↑',
  down: '↓',
  shift: 'Shift',
  enter: 'Enter',
  escape: 'Esc',
}

/** The chord as keys to show: `['⌘', '⇧', 'P']` or `['Ctrl', 'Shift', 'P']`. */
export function chordKeys(chord: string, platform: Platform): string[] {
  const names = platform === 'darwin' ? macNames : otherNames
  return chord.split('+').map((part) => names[part] ?? part.toUpperCase())
}

/** The chord in one word, for a tooltip. */
export function chordText(chord: string, platform: Platform): string {
  return chordKeys(chord, platform).join(platform === 'darwin' ? '' : '+')
}
