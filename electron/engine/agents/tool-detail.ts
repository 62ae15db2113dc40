/** Longest detail of a tool that is kept, characters. */
const MAX_DETAIL = 200

/** What a tool works on, in a few words: its command, file, pattern, address or description. */
export function detailOf(input: Record<string, unknown> | undefined): string | undefined {
  if (!input) return undefined
  for (const key of [
    'command',
    'file_path',
    'path',
    'pattern',
    'url',
    'query',
    'description',
    'notebook_path',
    'skill',
  ]) {
    const value = input[key]
    if (typeof value === 'string' && value.trim() !== '')
      return value.trim().replace(/\s+/g, ' ').slice(0, MAX_DETAIL)
  }
  return undefined
}
