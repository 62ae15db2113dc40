import type { Splice } from '#shared/contract/config-edit'

/** The text with these changes done. They count characters of the text before, and do not overlap. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let result = ''
  let at = 0
  for (const splice of inOrder(splices)) {
    if (splice.start < at) throw new RangeError('changes overlap')
    result += text.slice(at, splice.start) + splice.text
    at = splice.end
  }
  return result + text.slice(at)
}

/** What takes the changes back, for the text after them. */
export function inverseOf(text: string, splices: readonly Splice[]): Splice[] {
  let shift = 0
  return inOrder(splices).map((splice) => {
    const start = splice.start + shift
    shift += splice.text.length - (splice.end - splice.start)
    return { start, end: start + splice.text.length, text: text.slice(splice.start, splice.end) }
  })
}

/** One change that turns the one text into the other, as small as can be; none when they are the same. */
export function difference(before: string, after: string): Splice[] {
  return tight(before, { start: 0, end: before.length, text: after })
}

/** The same change without the characters at its ends that stay as they are. */
export function tight(text: string, { start, end, text: added }: Splice): Splice[] {
  const old = text.slice(start, end)
  const most = Math.min(old.length, added.length)
  let head = 0
  while (head < most && old[head] === added[head]) head += 1
  if (isHigh(old, head - 1)) head -= 1
  let tail = 0
  while (tail < most - head && old.at(-1 - tail) === added.at(-1 - tail)) tail += 1
  if (isLow(old, old.length - tail)) tail -= 1
  const splice = { start: start + head, end: end - tail, text: added.slice(head, added.length - tail) }
  return splice.start === splice.end && splice.text === '' ? [] : [splice]
}

function inOrder(splices: readonly Splice[]): Splice[] {
  return splices.toSorted((a, b) => a.start - b.start || a.end - b.end)
}

/** Halves of one character stay together. */
function isHigh(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(text.charAt(at))
}

function isLow(text: string, at: number): boolean {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at))
}
