import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PATIENCE_MS } from './seat'

/** Milliseconds between two looks at what an agent keeps. */
const LOOK_MS = 50

/**
 * Waits until an agent has written words of a conversation down, in any file of the folder in which it keeps them. Its turn may be
 * over before: Copilot writes a tenth of a second later.
 */
export async function untilKept(folder: string, words: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  while (!(await keeps(folder, words))) {
    if (Date.now() > deadline) throw new Error(`Not kept in ${folder}: ${words}`)
    await sleep(LOOK_MS)
  }
}

async function keeps(folder: string, words: string): Promise<boolean> {
  // Neither the folder nor a file in it has to be there yet, or still.
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  for (const name of names) {
    const content = await readFile(join(folder, name)).catch(() => undefined)
    if (content?.includes(words)) return true
  }
  return false
}
