import { messageOf } from '#shared/message-of'

/** What git said, in its first line. */
export function saidBy(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
  const text = said === '' ? messageOf(error) : said
  return text.split('\n')[0] ?? text
}
