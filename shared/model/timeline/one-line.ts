/** All of a text on one line that fits a list. */
export function oneLine(text: string): string {
  return firstLine(text.replace(/\s+/g, ' '))
}

/** First line that says something, cut to 200 characters: enough for a line in a list. */
export function firstLine(text: string): string {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '') ?? ''
  const plain = line
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g, '')
    .trim()
  return plain.length > 200 ? `${plain.slice(0, 199)}…` : plain
}
