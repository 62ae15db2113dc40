import { readFile } from 'node:fs/promises'

/**
 * The environment that a living process was started with. Undefined when it is gone or not this person's, and on systems that do not
 * tell: only Linux does.
 */
export async function processEnvironment(
  pid: number,
  platform: NodeJS.Platform,
): Promise<Record<string, string> | undefined> {
  if (platform !== 'linux') return undefined
  const text = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const pairs = text.split('\0').flatMap((pair) => {
    const at = pair.indexOf('=')
    return at > 0 ? [[pair.slice(0, at), pair.slice(at + 1)] as const] : []
  })
  return Object.fromEntries(pairs)
}
