import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { CONFIG_FILE_NAME } from '#shared/contract/config'
import type { FolderBefore } from '#shared/model/events'
import { configFileOf } from '../config/read'
import { changeBetween, treeOf } from '../workspace/tree'

/** More names help nobody. */
const MOST_NAMES = 20
/** What the deck itself writes into a project. */
const OWN_FOLDER = '.dot-agent-deck'

/** A folder as it is now, to tell later what has changed in it. */
export async function folderBefore(dir: string): Promise<FolderBefore> {
  const [tree, config] = await Promise.all([treeOf(dir, [OWN_FOLDER]), configDigest(dir)])
  return { tree: tree ?? null, config }
}

/**
 * What has changed in a folder since then, the config first. Outside a git repository only the config is compared.
 * @returns at most 20 paths relative to the folder.
 */
export async function changedSince(dir: string, before: FolderBefore): Promise<string[]> {
  const now = await folderBefore(dir)
  const config = now.config === before.config ? [] : [CONFIG_FILE_NAME]
  const files =
    before.tree && now.tree && before.tree !== now.tree
      ? await changeBetween(dir, before.tree, now.tree).then(
          (change) => change.files,
          () => [],
        )
      : []
  return [...new Set([...config, ...files])].slice(0, MOST_NAMES)
}

async function configDigest(dir: string): Promise<string | null> {
  try {
    return createHash('sha256')
      .update(await readFile(configFileOf(dir)))
      .digest('hex')
  } catch {
    return null
  }
}
