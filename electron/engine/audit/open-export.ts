import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MAX_TEXT_BYTES } from '#shared/contract/text-size'
import { Refused } from '#shared/contract/link'
import { messageOf } from '#shared/message-of'
import { LocalId } from '#shared/model/ids'
import { JOURNAL_VERSION, type EventBody, type RunEvent } from '#shared/model/events'
import { replay } from '#shared/model/reduce'
import type { Run } from '#shared/model/state'
import { JOURNAL_FILE, lookIntoJournal } from '../journal/journal-file'
import type { TextKind } from '../run/texts'
import { MANIFEST_FILE, Manifest, TEXTS_FOLDER, sha256 } from './export'

/** An export that is open to be looked at: a run that has ended, with no process and nothing to change. */
export interface OpenedExport {
  dir: string
  run: Run
  events: RunEvent[]
  /** One of its texts, and where it lies. @throws Refused when it is not there, or cannot be read. */
  read(kind: TextKind, id: string): Promise<{ file: string; text: string }>
}

/** A manifest is a list of files; a larger one is none of ours. In bytes. */
const MAX_MANIFEST_BYTES = 16 * 1024 * 1024
/** A journal is held in memory while it is read; a larger one is none of ours. In bytes. */
const MAX_JOURNAL_BYTES = 512 * 1024 * 1024
/** So many files that differ are named. */
const NAMED = 3

/** Whether a folder says of itself that it is an exported run. */
export async function isExport(dir: string): Promise<boolean> {
  return readManifest(dir).then(
    () => true,
    () => false,
  )
}

/**
 * Opens an exported folder. What its journal says is folded again; a file that differs from the manifest is told in the timeline.
 * @param id the run's id here, where the original may be open too; its own otherwise.
 * @throws Refused when it is no export, or its journal cannot be read.
 */
export async function openExport(dir: string, id?: string): Promise<OpenedExport> {
  const manifest = await readManifest(dir)
  const journal = join(dir, JOURNAL_FILE)
  const info = await lstat(journal).catch(() => undefined)
  if (!info?.isFile() || info.size > MAX_JOURNAL_BYTES)
    throw new Refused(`${journal} is no journal: a plain file of at most 512 MB is expected there.`)
  const { events: recorded } = await lookIntoJournal(journal).catch((error: unknown) => {
    throw new Refused(`The journal of this export cannot be read (${messageOf(error)}).`)
  })
  const differing = await differingFiles(dir, manifest)
  const names = differing.slice(0, NAMED).join(', ') + (differing.length > NAMED ? ', …' : '')
  return asOpened(dir, id ?? manifest.run, recorded, {
    at: manifest.exportedAt,
    warnings:
      differing.length > 0 ? [`This export was changed after it was made, or is not whole: ${names}.`] : [],
    unclosed: 'The export was made while the run was open; this is how it stood.',
  })
}

/**
 * Recorded events as a run that has ended, to be looked at.
 * @param dir holds its texts, as an export and a run's own folder do.
 * @throws Refused when there is no event.
 */
export function asOpened(
  dir: string,
  id: string,
  recorded: readonly RunEvent[],
  told: {
    /** When, where there is no event. */
    at: number
    warnings: readonly string[]
    /** What is said where the run had not ended. */
    unclosed: string
  },
): OpenedExport {
  const bodies: { at: number; body: EventBody }[] = recorded.map(({ at, body }) => ({
    at,
    body: body.type === 'run-opened' ? { ...body, origin: 'export' } : body,
  }))
  const at = bodies.at(-1)?.at ?? told.at
  for (const text of told.warnings) bodies.push({ at, body: { type: 'noted', level: 'warning', text } })
  if (!bodies.some(({ body }) => body.type === 'run-closed')) {
    bodies.push({ at, body: { type: 'run-closed', reason: 'person', detail: told.unclosed } })
  }
  if (recorded.length === 0) throw new Refused('The journal of this run is empty.')
  const events = bodies.map(({ at: when, body }, index): RunEvent => ({
    v: JOURNAL_VERSION,
    seq: index + 1,
    at: when,
    run: id,
    body,
  }))
  const run = replayed(events)
  if (!run || run.origin !== 'export') throw new Refused('The journal of this run is empty.')
  return { dir, run, events, read: (kind, text) => readText(dir, kind, text) }
}

/** @throws Refused when the events do not follow from one another, as they may in a journal that somebody has edited. */
function replayed(events: readonly RunEvent[]): Run | undefined {
  try {
    return replay(events)
  } catch (error) {
    throw new Refused(`The journal of this run cannot be read (${messageOf(error)}).`)
  }
}

async function readManifest(dir: string): Promise<Manifest> {
  const file = join(dir, MANIFEST_FILE)
  const refused = new Refused(`${dir} is not an exported run: it has no ${MANIFEST_FILE} of one.`)
  const info = await lstat(file).catch(() => undefined)
  if (!info?.isFile() || info.size > MAX_MANIFEST_BYTES) throw refused
  try {
    return Manifest.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    throw refused
  }
}

/** Files of the manifest whose bytes are not what it says, by name. */
async function differingFiles(dir: string, manifest: Manifest): Promise<string[]> {
  const differing: string[] = []
  for (const { path, bytes, sha256: digest } of manifest.files) {
    // A path that leads out of the folder is no file of it.
    const inside = path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
    const file = join(dir, ...path.split('/'))
    const info = inside && !path.includes('\\') ? await lstat(file).catch(() => undefined) : undefined
    // What is too large to be read is none of ours.
    const same =
      info?.isFile() &&
      info.size === bytes &&
      (await readFile(file).then(
        (content) => sha256(content) === digest,
        () => false,
      ))
    if (!same) differing.push(path)
  }
  return differing
}

async function readText(dir: string, kind: TextKind, id: string): Promise<{ file: string; text: string }> {
  const missing = new Refused('There is no such text in this export.')
  if (!LocalId.safeParse(id).success) throw missing
  const file = join(dir, TEXTS_FOLDER, `${kind}-${id}.md`)
  const info = await lstat(file).catch(() => undefined)
  if (!info?.isFile()) throw missing
  if (info.size > MAX_TEXT_BYTES) throw new Refused(`${file} is too large to be shown.`)
  return { file, text: await readFile(file, 'utf8') }
}
