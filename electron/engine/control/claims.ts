import { existsSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'

/** What a pattern is made of; a claim is for everything that it may mean. */
const PATTERN = /[*?[{]/

/**
 * The paths that a task claims, as they can be compared: relative to the run's directory, whichever way they were given.
 * A pattern claims the folder that it begins in.
 * @returns the first path that lies outside, in `outside`.
 */
export function claimsOf(
  directory: string,
  given: readonly string[],
): { paths: string[] } | { outside: string } {
  const claims = new Set<string>()
  for (const path of given.flatMap((each) => listed(directory, each))) {
    const inside = relative(directory, resolve(directory, withoutPattern(path)))
    if (isAbsolute(inside) || inside.split(sep)[0] === '..') return { outside: path }
    claims.add(inside.split(sep).join('/') || '.')
  }
  return { paths: [...claims] }
}

/** Several paths may come in one, with commas between them, unless a file is named so. */
function listed(directory: string, given: string): string[] {
  if (!given.includes(',') || given.includes('{') || existsSync(resolve(directory, given))) return [given]
  return given
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '')
}

function withoutPattern(path: string): string {
  const parts = path.split(/[/\\]/)
  const at = parts.findIndex((part) => PATTERN.test(part))
  return at < 0 ? path : parts.slice(0, at).join('/') || '.'
}
