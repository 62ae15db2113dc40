import { mkdir } from 'node:fs/promises'

/** Makes a folder (with its parents) that only its owner can read, and gives its path back. */
export async function privateFolder(dir: string): Promise<string> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  return dir
}
