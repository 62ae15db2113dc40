import { constants, open } from 'node:fs/promises'
import { MAX_CONFIG_BYTES } from '#shared/contract/config'

/** What an agent left as its proposal, or why that cannot be read and what it is to do. */
type ReadProposal = { ok: true; text: string } | { ok: false; reason: string; fix: string }

/**
 * Reads what an agent proposes. It is no further than this one file: a link out of the folder is not followed, and
 * nothing that is larger than a config may be is read.
 * @param path where it lies.
 * @param shown the same as the agent knows it.
 */
export async function readProposal(path: string, shown: string): Promise<ReadProposal> {
  const no = (reason: string, fix: string): ReadProposal => ({ ok: false, reason, fix })
  let file
  try {
    // Without waiting: a pipe that nobody writes into must not hold up the deck.
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'ENOENT') return no(`There is no file ${shown}`, 'Write the whole config to that file.')
    if (code === 'ELOOP' || code === 'EMLINK')
      return no(`${shown} is a link`, 'Write a file of its own there.')
    return no(`${shown} cannot be read (${code})`, 'Write a file there that everybody may read.')
  }
  try {
    const about = await file.stat()
    if (!about.isFile()) return no(`${shown} is no file`, 'Write a text file there.')
    if (about.size > MAX_CONFIG_BYTES) {
      const size = Math.ceil(about.size / 1024 / 1024)
      return no(`${shown} has ${size} MB, and a config has at most 1 MB`, 'Write a team of a few roles.')
    }
    const bytes = Buffer.alloc(MAX_CONFIG_BYTES + 1)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
    if (bytesRead > MAX_CONFIG_BYTES)
      return no(`${shown} grew while it was read`, 'Finish writing it, then hand it in.')
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytesRead))
    return text.trim() === '' ? no(`${shown} is empty`, 'Write the whole config to it.') : { ok: true, text }
  } catch (error) {
    if (error instanceof TypeError) return no(`${shown} is not UTF-8 text`, 'Write it again as UTF-8.')
    throw error
  } finally {
    await file.close()
  }
}
