import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Refused } from '#shared/contract/link'
import { messageOf } from '#shared/message-of'
import type { RunEvent } from '#shared/model/events'
import { replay } from '#shared/model/reduce'
import type { Run } from '#shared/model/state'
import { JOURNAL_FILE, lookIntoJournal } from '../journal/journal-file'

/** A run as its journal on disk tells it. */
export interface RecordedRun {
  run: Run
  events: RunEvent[]
  /** Its folder in the deck's data folder. */
  runDir: string
}

/** What is on disk: runs, newest first, and journals that cannot be read, with the reason. */
export interface Recorded {
  runs: RecordedRun[]
  damaged: { id: string; reason: string }[]
}

/** Where a deck keeps its runs. */
function runsFolder(home: string): string {
  return join(home, 'runs')
}

/** Reads every journal of a data folder and changes none, also while a deck writes them. */
export async function recordedRuns(home: string): Promise<Recorded> {
  const folder = runsFolder(home)
  const names = await readdir(folder).catch(() => [])
  const found: Recorded = { runs: [], damaged: [] }
  // One after the other: a journal is held in memory while it is read.
  for (const id of names) {
    try {
      const recorded = await recordedRun(folder, id)
      if (recorded) found.runs.push(recorded)
    } catch (error) {
      found.damaged.push({ id, reason: messageOf(error) })
    }
  }
  found.runs.sort((a, b) => b.run.openedAt - a.run.openedAt)
  return found
}

/**
 * The run whose id begins so; the `r-` in front may be left out.
 * @throws Refused when there is none, when there are several, or when its journal cannot be read.
 */
export async function findRun(home: string, wanted: string): Promise<RecordedRun> {
  const folder = runsFolder(home)
  const names = await readdir(folder).catch(() => [])
  const fits = names.filter((id) => id === wanted)
  if (fits.length === 0 && wanted !== '')
    fits.push(...names.filter((id) => id.startsWith(wanted) || id.startsWith(`r-${wanted}`)))
  const [id, ...others] = fits
  if (id === undefined) {
    throw new Refused(`There is no run "${wanted}". See which there are: dot-agent-deck log`)
  }
  if (others.length > 0) {
    throw new Refused(`"${wanted}" fits several runs: ${fits.toSorted().join(', ')}. Give more of the id.`)
  }
  const recorded = await recordedRun(folder, id).catch((error: unknown) => {
    throw new Refused(messageOf(error))
  })
  if (!recorded) throw new Refused(`The journal of ${id} is empty: the run never began.`)
  return recorded
}

async function recordedRun(folder: string, id: string): Promise<RecordedRun | undefined> {
  const runDir = join(folder, id)
  const { events } = await lookIntoJournal(join(runDir, JOURNAL_FILE))
  const run = replay(events)
  return run && { run, events, runDir }
}
