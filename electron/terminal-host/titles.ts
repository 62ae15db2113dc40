/** Longest terminal title kept, in characters. */
export const MAX_TITLE_CHARS = 256

/** A program's title as plain text: no control or reordering characters, one line, at most 256 characters. */
export function plainTitle(raw: string): string {
  const text = raw.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()
  return [...text].slice(0, MAX_TITLE_CHARS).join('')
}
