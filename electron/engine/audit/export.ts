import { createHash } from 'node:crypto'
import { lstat, mkdir, readFile, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { Refused } from '#shared/contract/link'
import { messageOf } from '#shared/message-of'
import { RunId } from '#shared/model/ids'
import { JOURNAL_FILE } from '../journal/journal-file'
import { exportPage } from './export-page'
import type { RecordedRun } from './known-runs'
import { SCREENS_FOLDER, type KeptScreen } from './screens'

/** Name of the list of an export's files. */
export const MANIFEST_FILE = 'manifest.json'
/** Folder of an export's tasks, reports, questions, answers and evidence; named as in a run's own folder. */
export const TEXTS_FOLDER = 'texts'

/** What an exported folder holds. Paths are relative to it, with `/`. */
export const Manifest = z.object({
  format: z.literal('dot-agent-deck-export'),
  version: z.literal(1),
  run: RunId,
  title: z.string(),
  /** Epoch milliseconds. */
  exportedAt: z.number(),
  files: z.array(z.object({ path: z.string(), bytes: z.number().int().nonnegative(), sha256: z.string() })),
})
export type Manifest = z.infer<typeof Manifest>

/**
 * Writes everything that is kept of a run into one folder that can be read by a person, and opened again. The folder
 * appears whole or not at all.
 * @param screens of a run that is open; those that were kept when it was closed otherwise.
 * @returns what it holds.
 * @throws Refused when the folder exists and is not empty, or cannot be written.
 */
export async function exportRun(
  { run, events, runDir }: RecordedRun,
  to: string,
  screens?: readonly KeptScreen[],
): Promise<Manifest> {
  await refuseFull(to)
  const draft = join(dirname(to), `.${basename(to)}.${process.pid}.partial`)
  const files: Manifest['files'] = []
  const put = async (path: string, content: string | Buffer): Promise<void> => {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
    await writeFile(join(draft, ...path.split('/')), bytes, { mode: 0o600 })
    files.push({ path, bytes: bytes.length, sha256: sha256(bytes) })
  }
  try {
    await mkdir(join(draft, TEXTS_FOLDER), { recursive: true, mode: 0o700 })
    await mkdir(join(draft, SCREENS_FOLDER), { mode: 0o700 })
    await put(JOURNAL_FILE, events.map((event) => `${JSON.stringify(event)}\n`).join(''))
    const texts = await filesIn(join(runDir, 'texts'))
    for (const { name, bytes } of texts) await put(`${TEXTS_FOLDER}/${name}`, bytes)
    const shown = screens
      ? screens.map(({ name, text }) => ({ name, bytes: Buffer.from(`${text.trimEnd()}\n`) }))
      : await filesIn(join(runDir, SCREENS_FOLDER))
    for (const { name, bytes } of shown) await put(`${SCREENS_FOLDER}/${name}`, bytes)
    const names = { texts: new Set(texts.map(({ name }) => name)), screens: shown.map(({ name }) => name) }
    await put('README.md', exportPage(run, names))
    const manifest: Manifest = {
      format: 'dot-agent-deck-export',
      version: 1,
      run: run.id,
      title: run.title,
      exportedAt: Date.now(),
      files,
    }
    await writeFile(join(draft, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
    // An empty folder gives way; a full one was refused.
    await rmdir(to).catch(() => undefined)
    await rename(draft, to)
    return manifest
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (error instanceof Refused) throw error
    const reason = messageOf(error)
    throw new Refused(`The export could not be written to ${to} (${reason}).`)
  }
}

async function refuseFull(to: string): Promise<void> {
  const info = await lstat(to).catch(() => undefined)
  if (!info) return
  if (!info.isDirectory()) throw new Refused(`${to} is a file. Name a folder that does not exist yet.`)
  if ((await readdir(to)).length > 0) {
    throw new Refused(`${to} is not empty. Name a folder that does not exist yet, or an empty one.`)
  }
}

/** The plain files of a folder, by name. */
async function filesIn(folder: string): Promise<{ name: string; bytes: Buffer }[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
  return Promise.all(
    names.toSorted().map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })),
  )
}

/** Hex digest, as the manifest and the journal have it. */
export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
