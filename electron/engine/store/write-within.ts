import { randomBytes } from 'node:crypto'
import { open, realpath, rename, rm } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative } from 'node:path'

/**
 * Writes a whole file where agents can write as well, who may have put a link in its place: the link is replaced, never followed.
 * @param root real path of a folder. A file in a folder that leads out of it is not written.
 */
export async function writeWithin(root: string, file: string, content: string | Buffer): Promise<void> {
  const folder = await folderWithin(root, dirname(file))
  const draft = join(folder, `.${basename(file)}.${randomBytes(6).toString('hex')}`)
  try {
    // A name that exists, as a link too, is refused.
    const handle = await open(draft, 'wx')
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, join(folder, basename(file)))
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw error
  }
}

/** The real path of a folder. @throws Error when it leads out of the root. */
export async function folderWithin(root: string, folder: string): Promise<string> {
  const real = await realpath(folder)
  const inside = relative(root, real)
  if (inside.startsWith('..') || isAbsolute(inside)) throw new Error(`${folder} is a link out of ${root}`)
  return real
}
