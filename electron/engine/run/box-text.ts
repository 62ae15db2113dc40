import { restLine } from '../agents/screen-text'
import { normalised } from '../agents/text'
import type { Screen } from '../terminal/host'

/** Rows in which the end of a text is looked for: it may wrap. */
const END_ROWS = 3

/** How much of a text must be found in a box that may cut it off. In characters. */
const RECOGNISED = 24

/** How much of a long text's end tells it from all that came before. In characters without spaces. */
const END_RECOGNISED = 60

/** Share of a text's plain letters that a box shows when it shows all of it. */
const ABOUT_ALL = 0.97

/** Whether the text stands right before the cursor, however the box wraps it. */
export function endsAtCursor(screen: Screen, text: string): boolean {
  const above = screen.lines.slice(Math.max(0, screen.cursor.y - END_ROWS + 1), screen.cursor.y)
  const rows = [...above.map((line) => line.text), restLine(screen).text]
  const framed = (words: string) => squeezed(words).replace(/[│┃|]/g, '')
  const end = framed(text).slice(-RECOGNISED)
  return end !== '' && framed(rows.join('')).endsWith(end)
}

/** Whether a line of the screen is this and nothing else, frame and prompt sign aside: some CLIs paint a cursor of their own. */
export function standsAlone(screen: Screen, command: string): boolean {
  const plain = (text: string) => text.replace(/^[\s│┃❯›>*●]+|[\s│┃]+$/g, '')
  return screen.lines.some((line) => plain(line.text) === command)
}

/** Whether the words in a box are those of the text: its beginning or its end, or a box that only counts pasted lines. */
export function shows(draft: string | undefined, text: string): boolean {
  if (isStandIn(draft)) return true
  const box = squeezed(draft ?? '')
  const whole = squeezed(text)
  return box.includes(whole.slice(0, RECOGNISED)) || box.includes(whole.slice(-RECOGNISED))
}

/**
 * Whether nothing of the text is still to come, as far as the box can tell. The lines of a text may all end alike, so a box that
 * shows its beginning must show about all of it, and one that has scrolled a long piece of the end.
 */
export function showsWhole(draft: string | undefined, text: string): boolean {
  if (isStandIn(draft)) return true
  const box = squeezed(draft ?? '')
  const whole = squeezed(text)
  return box.includes(whole.slice(0, RECOGNISED))
    ? plainLetters(box) >= plainLetters(whole) * ABOUT_ALL && box.includes(whole.slice(-RECOGNISED))
    : box.includes(whole.slice(-END_RECOGNISED))
}

/**
 * Whether other words stand in front of what was typed: the prompt of an interrupted turn, for example, comes back into the box a moment
 * after its agent rests. A box that does not show all of it does not tell.
 */
export function standsBehindOthers(draft: string | undefined, typed: string): boolean {
  if (isStandIn(draft)) return false
  const box = squeezed(draft ?? '')
  const whole = squeezed(typed)
  return whole !== '' && box.length > whole.length && box.endsWith(whole)
}

/** ASCII alone: of other characters a screen may join or leave out some. */
function plainLetters(words: string): number {
  return words.replace(/[^!-~]/g, '').length
}

/** A box that cannot be read, or shows something in the text's place. */
function isStandIn(draft: string | undefined): boolean {
  return draft === undefined || /\bpasted?\b/i.test(draft)
}

/** Words without the spaces between them, which boxes set as they like. */
function squeezed(words: string): string {
  return normalised(words).replaceAll(' ', '')
}
