/** The file that tells where a host listens. */
import { chmod, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DISCOVERY_FILE, DiscoverySchema, type Discovery } from './protocol'

/** Writes `host.json` into the host's folder, readable by its owner only, in one step. */
export async function writeDiscovery(dir: string, discovery: Discovery): Promise<void> {
  const temporary = join(dir, `${DISCOVERY_FILE}.${process.pid}.new`)
  await writeFile(temporary, JSON.stringify(discovery), { mode: 0o600 })
  await rename(temporary, join(dir, DISCOVERY_FILE))
}

/** What the folder's `host.json` says; undefined when there is none or it is damaged. */
export async function readDiscovery(dir: string): Promise<Discovery | undefined> {
  try {
    return DiscoverySchema.parse(JSON.parse(await readFile(join(dir, DISCOVERY_FILE), 'utf8')))
  } catch {
    return undefined
  }
}

/** Removes `host.json` if it is still that of process `pid`. */
export async function removeDiscovery(dir: string, pid: number): Promise<void> {
  const current = await readDiscovery(dir)
  if (current?.pid === pid) await rm(join(dir, DISCOVERY_FILE), { force: true })
}

/** Makes a folder that only its owner can enter; throws when somebody else's folder is in its place. */
export async function privateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  const found = await lstat(path)
  const uid = process.getuid?.()
  if (!found.isDirectory() || (uid !== undefined && found.uid !== uid))
    throw new Error(`“${path}” belongs to somebody else. Remove it, then start the deck again.`)
  await chmod(path, 0o700)
}
