/** Words by which a program says that it cannot go on. */
const TROUBLE =
  /\b(error|fail(ed|ure)?|fatal|unable|cannot|can't|could not|couldn't|not found|no such|denied|refused|invalid|unknown|missing)\b/i

/** What a program that has ended at once said about why: its last line that tells of trouble, or its last line. */
export function lastWords(text: string): string | undefined {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.findLast((line) => TROUBLE.test(line)) ?? lines.at(-1)
}
