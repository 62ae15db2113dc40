import { access, readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { FolderListing } from '#shared/contract/views'
import { Refused } from '#shared/contract/link'
import { messageOf } from '#shared/message-of'
import { configFileOf } from './config/read'
import { folderAt } from './projects'

/** More than a person would scroll through. */
const MAX_FOLDERS = 500

/** The visible sub-folders of a folder, for choosing one in a browser. */
export async function listFolders(dir: string = homedir()): Promise<FolderListing> {
  const here = await folderAt(dir)
  const entries = await readdir(here, { withFileTypes: true }).catch((error: unknown) => {
    throw new Refused(`${here} cannot be listed (${messageOf(error)}).`)
  })
  const names = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .toSorted((a, b) => a.localeCompare(b, undefined, { numeric: true }))
    .slice(0, MAX_FOLDERS)
  const folders = await Promise.all(
    names.map(async (name) => {
      const path = join(here, name)
      const hasConfig = await access(configFileOf(path)).then(
        () => true,
        () => false,
      )
      return { name, dir: path, hasConfig }
    }),
  )
  const parent = dirname(here)
  return { dir: here, parent: parent === here ? null : parent, folders }
}
