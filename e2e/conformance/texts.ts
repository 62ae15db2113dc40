import { sha256 } from '../model-server/log'
import type { CaseId } from './cases'

/** Words in many scripts: emoji with joiners and skin tones, right to left, CJK, combining marks, tabs, quotes, tags. */
const MIXED = [
  'Emoji 👩‍👩‍👧 👍🏽 🇩🇪 ✨ and a family of 👨‍👩‍👧‍👦.',
  'עברית מימין לשמאל, العربية من اليمين إلى اليسار.',
  '日本語の文章と中文句子 and 한국어 문장.',
  '\tindented by a tab\tand\tanother',
  'Quotes "double" \'single\' `back` $HOME $(id) %PATH% \\n *&|;<x> {} [] ~',
  'Combining é ñ and ligatures ﬁ ﬂ; dashes – — …',
]

/** Characters of the longest text, about 21 KB of UTF-8. */
const LONG_CHARS = 14_500

/** The texts whose delivery is proven, by case; `n` makes each repetition a text of its own. */
export const TEXTS: Partial<Record<CaseId, (n: number) => string>> = {
  'one-line': (n) => `Say hello to the person, for the ${n}th time`,
  'forty-lines': (n) =>
    Array.from({ length: 40 }, (_, line) => `line ${line} of text ${n}, with a few words in it`).join('\n'),
  '21-kb': longText,
  backslash: (n) => `Text ${n} ends in a backslash \\`,
  'leading-bang': (n) => `!touch made-by-shell-${n}`,
  'leading-command': (n) => `/clear is a word here ${n}`,
  'leading-path': (n) => `/etc/hosts is a file ${n}`,
  'leading-hash': (n) => `#${n} is a number`,
  'leading-at': (n) => `@nobody is mentioned ${n}`,
  'leading-question': (n) => `?? what is ${n}`,
}

function longText(n: number): string {
  const lines: string[] = [`Long text ${n}`]
  for (let row = 0; lines.join('\n').length < LONG_CHARS; row += 1)
    lines.push(`${row}: ${MIXED[row % MIXED.length] ?? ''}`)
  return [...lines, `End of long text ${n}`].join('\n')
}

/**
 * The form in which what was sent and what the model got must be the same: NFC, tabs as four spaces, no space at the ends of lines
 * and of the whole, and without the word that the deck puts before what would be a command.
 */
export function comparable(text: string, oneLine = false): string {
  const plain = text
    .normalize('NFC')
    .replaceAll('\t', '    ')
    .replace(/[ \u00a0]+$/gm, '')
    .trim()
    .replace(/^Message: (?=[/!])/, '')
  return oneLine ? plain.replace(/\s+/g, ' ') : plain
}

/** The sum that proves a text whole. */
export function hashOf(text: string, oneLine = false): string {
  return sha256(comparable(text, oneLine))
}
