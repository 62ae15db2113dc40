import { createHash, randomUUID } from 'node:crypto'
import {
  access,
  constants,
  lstat,
  mkdir,
  open,
  readFile,
  readdir,
  realpath,
  rm,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { MAX_CONFIG_BYTES } from '#shared/contract/config'

/** Copies kept of one config file, the newest ones. */
const KEPT_BACKUPS = 10

/** How a save ended. `changed`: the file is not what was read; nothing was written. */
export type SaveResult =
  | { kind: 'saved'; hash: string; backup: string | undefined }
  | { kind: 'changed'; text: string | undefined; hash: string | undefined }
  | { kind: 'refused'; reason: string }

/** What to save, and what is expected to be there. */
export interface SaveRequest {
  file: string
  text: string
  /** `hashOf` the text that was read; undefined when there was no file. */
  expected: string | undefined
}

/** Tells two texts apart. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/**
 * Saves config files for as long as the app runs. The first save of a file copies what was there into `backupFolder`,
 * which lies outside of the project.
 */
export class ConfigSaver {
  private readonly session = `${new Date().toISOString().replaceAll(/[^\dT]/g, '')}-${randomUUID().slice(0, 8)}`
  private readonly queues = new Map<string, Promise<unknown>>()

  constructor(private readonly backupFolder: string) {}

  /** Replaces the file in one step, keeping its mode and the links that lead to it. Saves of one file follow each other. */
  save(request: SaveRequest): Promise<SaveResult> {
    const before = this.queues.get(request.file) ?? Promise.resolve()
    const result = before.then(() => saveNow(request, (file, text) => this.backUp(file, text)))
    const settled = result.catch(() => undefined)
    this.queues.set(request.file, settled)
    return result
  }

  private async backUp(file: string, text: string): Promise<string> {
    const owner = hashOf(file).slice(0, 16)
    const name = `${owner}-${this.session}.bak`
    const backup = join(this.backupFolder, name)
    await mkdir(this.backupFolder, { recursive: true, mode: 0o700 })
    try {
      await writeFile(backup, text, { flag: 'wx', mode: 0o600 })
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
      return backup
    }
    const own = (await readdir(this.backupFolder)).filter(
      (each) => each.startsWith(`${owner}-`) && each.endsWith('.bak'),
    )
    for (const old of own.toSorted().slice(0, -KEPT_BACKUPS))
      await rm(join(this.backupFolder, old), { force: true })
    return backup
  }
}

async function saveNow(
  { file, text, expected }: SaveRequest,
  backUp: (file: string, text: string) => Promise<string>,
): Promise<SaveResult> {
  if (/\p{Surrogate}/u.test(text))
    return refused('The text has half a character in it. Remove it, then save again.')
  if (Buffer.byteLength(text) > MAX_CONFIG_BYTES)
    return refused('The text is larger than 1 MiB. Shorten it, then save again.')
  try {
    const target = await targetOf(file)
    const now = target === undefined ? undefined : decode(await readFile(target))
    const hash = now === undefined ? undefined : hashOf(now)
    if (hash !== expected) return { kind: 'changed', text: now, hash }
    if (target === undefined || now === undefined) {
      await writeFileAtomic(file, text)
      return { kind: 'saved', hash: hashOf(text), backup: undefined }
    }
    await access(target, constants.W_OK)
    const backup = await backUp(target, now)
    await replace(target, text)
    return { kind: 'saved', hash: hashOf(text), backup }
  } catch (error) {
    return refused(reasonOf(error, file))
  }
}

/** The file itself, behind any link; undefined when there is none. */
async function targetOf(file: string): Promise<string | undefined> {
  try {
    const target = await realpath(file)
    // A pipe or a device would never end.
    if ((await lstat(target)).isFile()) return target
    throw new Error(`${file} is not a regular file. Replace it by a text file.`)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    const isLink = await lstat(file).then(
      () => true,
      () => false,
    )
    if (isLink)
      throw new Error(`${file} is a link to a file that is not there. Remove the link, or create that file.`)
    return undefined
  }
}

/** In one step; a file with several names is written in place, because replacing it would part them. */
async function replace(target: string, text: string): Promise<void> {
  if ((await lstat(target)).nlink === 1) return writeFileAtomic(target, text)
  const handle = await open(target, 'r+')
  try {
    await handle.writeFile(text)
    await handle.truncate(Buffer.byteLength(text))
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}

function refused(reason: string): SaveResult {
  return { kind: 'refused', reason }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

function reasonOf(error: unknown, file: string): string {
  const code = codeOf(error)
  if (error instanceof TypeError)
    return `${file} is not UTF-8 text. Save it with the encoding UTF-8 in another editor first.`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `You have no permission to change ${file}. Give yourself write permission on it and on its folder.`
  }
  if (code === 'ENOSPC') return 'The disk is full. Free some space, then save again.'
  if (code === undefined && error instanceof Error) return error.message
  return `${file} could not be saved (${code ?? 'unknown'}). Check the file and its folder.`
}
