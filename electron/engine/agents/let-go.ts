import type { Screen } from '../terminal/host'
import type { AgentAdapter, ScreenReading } from './adapter'
import { normalised } from './text'

/** How much of a text must be found again on the screen, characters without spaces. */
const RECOGNISED = 24

/** A shorter line could be one of anything, characters without spaces. */
const MIN_LINE = 8

/** White space, and the borders that text stands between. */
const BETWEEN_WORDS = /[\s│┃]/g

/** Whether the box let go of a text, and the conversation has it or works on it: for a program whose box is read. */
export function letGo(read: (screen: Screen) => ScreenReading): AgentAdapter['sawSubmit'] {
  return (text, before, after) => {
    if (before && after.outputBytes <= before.outputBytes) return false
    const { box, draft = '', busy } = read(after)
    const whole = squeezed(text)
    // A draft that was put aside for the text is back by now.
    if (box !== 'empty' && (box !== 'draft' || overlaps(squeezed(draft), whole))) return false
    if (busy && before) return true
    return partsOf(text, whole).some((part) => {
      // The same may have been said before, and the box showed it once: deleted instead of submitted, it is there once less.
      const shownBefore = before ? times(part, before) : 0
      return times(part, after) >= Math.max(1, shownBefore)
    })
  }
}

/**
 * The same for an agent whose hooks prove, for when they are not heard because something has led its start past the shim. What
 * travels with the start comes through the shim alone, and a conversation that is taken up shows what was said long ago.
 */
export function letGoOfTyped(read: (screen: Screen) => ScreenReading): AgentAdapter['sawSubmit'] {
  const seen = letGo(read)
  return (text, before, after, enterAt) =>
    (before !== undefined || (enterAt !== undefined && after.lastOutputAt > enterAt)) &&
    seen(text, before, after, enterAt)
}

/** What a text is known by: its ends, and its longest line, since some write the time of day behind the first. */
function partsOf(text: string, whole: string): string[] {
  const longest = text
    .split('\n')
    .map(squeezed)
    .reduce((one, other) => (other.length > one.length ? other : one), '')
  const line = longest.length < MIN_LINE ? [] : [longest.slice(0, RECOGNISED)]
  return [whole.slice(0, RECOGNISED), whole.slice(-RECOGNISED), ...line]
}

function overlaps(draft: string, text: string): boolean {
  return draft !== '' && (text.includes(draft) || draft.includes(text))
}

function times(part: string, screen: Screen): number {
  const shown = squeezed(screen.lines.map((line) => line.text).join('\n'))
  return part === '' ? 0 : shown.split(part).length - 1
}

function squeezed(text: string): string {
  return normalised(text).replace(BETWEEN_WORDS, '')
}
