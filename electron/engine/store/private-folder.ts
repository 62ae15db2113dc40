import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '#shared/message-of'

/** Makes a folder (with its parents) that only its owner can read, and gives its path back. */
export async function privateFolder(dir: string): Promise<string> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  return dir
}

/**
 * Makes the data folder, and makes sure that it can be written: nothing that happens could be kept otherwise.
 * @throws with what to do.
 */
export async function writableHome(home: string): Promise<void> {
  const trial = join(home, `.trial-${process.pid}`)
  try {
    await privateFolder(home)
    await writeFile(trial, 'x')
  } catch (error) {
    const reason = messageOf(error)
    throw new Error(
      `The deck cannot write its data folder ${home} (${reason}). Free some space or correct its permissions, ` +
        'or set DOT_AGENT_DECK_HOME to another folder; then start the deck again.',
    )
  } finally {
    await rm(trial, { force: true }).catch(() => undefined)
  }
}
