/** A text as an editor of lines shows it: without the byte order mark, each line end as one character. */
export function shownText(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
}

/** The file's text after somebody made `shown` of it: only what was typed is new, with the line ends of the file. */
export function typedText(text: string, shown: string): string {
  const before = shownText(text)
  const most = Math.min(before.length, shown.length)
  let head = 0
  while (head < most && before[head] === shown[head]) head += 1
  let tail = 0
  while (tail < most - head && before.at(-1 - tail) === shown.at(-1 - tail)) tail += 1
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const typed = shown.slice(head, shown.length - tail).replaceAll('\n', eol)
  return text.slice(0, placeIn(text, head)) + typed + text.slice(placeIn(text, before.length - tail))
}

/** Where a character of the shown text is in the file's. */
function placeIn(text: string, shownAt: number): number {
  let at = text.startsWith('\uFEFF') ? 1 : 0
  for (let shown = 0; shown < shownAt; shown++) at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
  return at
}
