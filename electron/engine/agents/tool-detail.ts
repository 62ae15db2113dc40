import { MAX_TEXT } from './claude/slim-payload'

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

/**
 * What a tool runs or touches, whole: its command, or the path of its file. Undefined when there is none, or when it is so long
 * that a part of it may be missing.
 */
export function subjectOf(input: Record<string, unknown> | undefined): string | undefined {
  const value = input?.['command'] ?? input?.['file_path'] ?? input?.['path']
  return typeof value === 'string' ? wholeSubject(value) : undefined
}

/** A command or a path, unless it is empty or may have been cut. */
export function wholeSubject(text: string): string | undefined {
  return text.trim() === '' || text.length >= MAX_TEXT ? undefined : text.trim()
}
