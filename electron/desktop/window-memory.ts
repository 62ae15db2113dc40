import { renameSync, writeFileSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { WindowMemory } from './placement'

/** What is remembered of the window, or null when nothing is or it cannot be read. */
export async function readWindowMemory(file: string): Promise<WindowMemory | null> {
  try {
    return WindowMemory.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}

/** Replaces the file in one step, so that an app that is killed leaves the former one. */
export async function writeWindowMemory(file: string, memory: WindowMemory): Promise<void> {
  const draft = `${file}.tmp`
  await writeFile(draft, JSON.stringify(memory), { mode: 0o600 })
  await rename(draft, file)
}

/** The same, done when it returns: an app that is about to end waits for nothing. */
export function writeWindowMemoryNow(file: string, memory: WindowMemory): void {
  const draft = `${file}.last.tmp`
  writeFileSync(draft, JSON.stringify(memory), { mode: 0o600 })
  renameSync(draft, file)
}
