import { TomlError, parse } from 'smol-toml'

/** TOML text as plain data, or the one place where it stops being TOML. Lines and columns count from 1. */
export type SyntaxResult =
  | { ok: true; data: Record<string, unknown> }
  | { ok: false; message: string; fix: string; line: number; column: number }

/** Parser wording, and what it means to a person. */
const explanations: readonly (readonly [RegExp, string, string])[] = [
  [
    /control characters are not allowed in strings/,
    'A text value is not closed on its line',
    'Close it with the same quote, or use three quotes on each side for a text of several lines.',
  ],
  [
    /trying to redefine/,
    'This key or table is already defined above',
    'Remove one of the two. A table that repeats needs double brackets, as in [[orchestrations]].',
  ],
  [/end-of-line/, 'There is more on this line after the value', 'Put every key on a line of its own.'],
  [
    /illegal character in key|unexpected end of key|cannot find end of key|empty bare key/,
    'This is not a key that TOML can read',
    'Write `key = value`, a `[table]` header, or put # before a comment.',
  ],
  [
    /expected comma or end of structure/,
    'A comma or a closing bracket is missing',
    'Separate the values by commas and close the bracket.',
  ],
  [
    /escape/,
    'A backslash in this text does not start a known escape',
    "Write \\\\ for one backslash, or use single quotes: 'C:\\path'.",
  ],
  [/invalid value|unfinished/, 'This is not a value that TOML can read', 'Put text in quotes: key = "text".'],
  [/date/, 'This is not a date or a value that TOML can read', 'Put text in quotes: key = "text".'],
]

/** Reads TOML 1.0 and 1.1, with either line ending. `text` comes without its byte order mark. */
export function readSyntax(text: string): SyntaxResult {
  try {
    // Large integers stay readable, so that the range check of the key can explain them.
    return { ok: true, data: parse(text, { integersAsBigInt: 'asNeeded' }) }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const detail = (error.message.split('\n')[0] ?? '').replace('Invalid TOML document: ', '')
    const known = explanations.find(([wording]) => wording.test(detail))
    return {
      ok: false,
      message: known?.[1] ?? `This is not valid TOML (${detail})`,
      fix: known?.[2] ?? 'Correct the file at this place.',
      line: Math.max(1, error.line),
      column: Math.max(1, error.column),
    }
  }
}
