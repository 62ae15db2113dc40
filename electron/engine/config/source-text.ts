import { readFile, stat } from 'node:fs/promises'
import { MAX_CONFIG_BYTES } from '#shared/contract/config'
import { Refused } from '#shared/contract/link'
import { unreadable } from './read'

/** A config file's text with any byte order mark; undefined when there is no file. @throws Refused */
export async function sourceText(file: string): Promise<string | undefined> {
  try {
    const about = await stat(file)
    if (!about.isFile()) throw new Refused(`${file} is not a regular file. Replace it by a text file.`)
    if (about.size > MAX_CONFIG_BYTES)
      throw new Refused(`${file} is larger than 1 MiB. Check that this is the right file.`)
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file))
  } catch (error) {
    if (error instanceof Refused) throw error
    if (error instanceof TypeError)
      throw new Refused(`${file} is not UTF-8 text. Save it with that encoding first.`)
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'ENOENT') return undefined
    const [problem] = unreadable(file, code).diagnostics
    throw new Refused(`${file}: ${problem?.message ?? code}. ${problem?.fix ?? ''}`)
  }
}
