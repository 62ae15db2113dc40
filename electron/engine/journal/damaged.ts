import { access, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunEvent } from '#shared/model/events'
import { reduce } from '#shared/model/reduce'
import type { Run } from '#shared/model/state'
import { JOURNAL_FILE, wholeEvents } from './journal-file'

/** A run whose journal cannot be read to its end. The file is as it was found. */
export interface DamagedRun {
  id: string
  runDir: string
  file: string
  /** What is wrong, and where. */
  reason: string
  /** What can be read before that. */
  events: RunEvent[]
  /** The run as it stands there; undefined when nothing can be read. */
  run: Run | undefined
}

/** In the run's folder: the person knows of the damage and does not want to be told again. */
const SEEN_FILE = 'damage-seen'

/** What can be read of a damaged journal. Undefined when the person has put it away. */
export async function damagedRun(
  id: string,
  runDir: string,
  reason: string,
): Promise<DamagedRun | undefined> {
  const seen = await access(join(runDir, SEEN_FILE)).then(
    () => true,
    () => false,
  )
  if (seen) return undefined
  const file = join(runDir, JOURNAL_FILE)
  const whole = wholeEvents(await readFile(file).catch(() => Buffer.alloc(0)))
  const events: RunEvent[] = []
  let run: Run | undefined
  try {
    for (const event of whole) {
      run = reduce(run, event)
      events.push(event)
    }
  } catch {
    // An event that does not follow is where the reading ends.
  }
  return { id, runDir, file, reason, events, run }
}

/** The person does not want to be told of it again. Nothing of the run is touched. */
export function putDamageAway(runDir: string): Promise<void> {
  return writeFile(join(runDir, SEEN_FILE), '', { mode: 0o600 })
}
