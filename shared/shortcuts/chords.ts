import { z } from 'zod'
import type { Shell } from '../contract/shell'

/** Where the window runs, which decides what keys are called. */
export type Platform = Shell['platform']

/** Keys beside letters, digits and function keys that a chord may have, and where they are on a keyboard. */
const punctuation: Readonly<Record<string, string>> = {
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '\\': 'Backslash',
  ';': 'Semicolon',
  "'": 'Quote',
  '`': 'Backquote',
  ',': 'Comma',
  '.': 'Period',
  '/': 'Slash',
  '-': 'Minus',
  '=': 'Equal',
}

/** A chord has at least one key that nobody types a text with: `mod+shift+p`, `mod+,`, `f6`. */
const WRITTEN =
  /^(?:mod\+(?:shift\+)?(?:[a-z0-9[\]\\;'`,./=-]|enter|f(?:[1-9]|1[0-2]))|(?:shift\+)?f(?:[1-9]|1[0-2]))$/

/** Keys that are held together, written like `mod+shift+p`. `mod` is Cmd on a Mac and Ctrl elsewhere. */
export const Chord = z.string().regex(WRITTEN)
export type Chord = z.infer<typeof Chord>

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
 * Whether a key press is the chord. Letters go by what the layout types; digits and brackets by where the key is,
 * because Shift changes what they type.
 */
export function matches(chord: Chord, press: KeyPress, platform: Platform): boolean {
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

function keyMatches(key: string, press: KeyPress): boolean {
  if (/^[0-9]$/.test(key)) return press.code === `Digit${key}` || press.code === `Numpad${key}`
  if (/^[a-z]$/.test(key)) return letterOf(press) === key
  if (key === '=') return press.key === '=' || press.key === '+'
  const code = punctuation[key]
  return press.key.toLowerCase() === key || (code !== undefined && press.code === code)
}

/** The Latin letter of a key: the one it types, or where the layout types others, the one at its place. */
function letterOf({ key, code }: KeyPress): string | undefined {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase()
  // A layout that types a Latin sign there, such as a comma, means that sign.
  if (key.length === 1 && key.charCodeAt(0) < 128) return undefined
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase()
}

/** The chord of a key press without Alt; null as long as only Ctrl, Shift and the like are held, or for any other key. */
export function chordOf(press: KeyPress, platform: Platform): Chord | null {
  const key = keyOf(press)
  if (key === undefined) return null
  const mod = platform === 'darwin' ? press.metaKey : press.ctrlKey
  const shift = press.shiftKey && key !== '='
  const chord = Chord.safeParse(`${mod ? 'mod+' : ''}${shift ? 'shift+' : ''}${key}`)
  return chord.success ? chord.data : null
}

function keyOf(press: KeyPress): string | undefined {
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(press.code)?.[1]
  const typed = press.key === '+' ? '=' : press.key.toLowerCase()
  if (digit !== undefined && typed !== '=') return digit
  const letter = letterOf(press)
  if (letter !== undefined) return letter
  if (typed in punctuation || typed === 'enter' || /^f\d+$/.test(typed)) return typed
  return Object.keys(punctuation).find((sign) => punctuation[sign] === press.code)
}

/**
 * On Linux and Windows the chord that stands for this one while a terminal has the focus, where programs need each plain
 * Ctrl and letter: the same with Shift. Undefined where the chord itself works in terminals too.
 */
export function chordInTerminal(chord: Chord, platform: Platform): Chord | undefined {
  const letter = /^mod\+([a-z])$/.exec(chord)?.[1]
  return platform === 'darwin' || letter === undefined ? undefined : `mod+shift+${letter}`
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

/** The chord in the words of Electron's menus. */
export function accelerator(chord: Chord): string {
  const names: Readonly<Record<string, string>> = { mod: 'CmdOrCtrl', shift: 'Shift', enter: 'Enter' }
  return chord
    .split('+')
    .map((part) => names[part] ?? part.toUpperCase())
    .join('+')
}
