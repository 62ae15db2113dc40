import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { replay } from '#shared/model/reduce'
import type { Run } from '#shared/model/state'
import { JOURNAL_FILE, lookIntoJournal } from './journal-file'

/** A run that was not closed when its deck ended. */
export interface Unfinished {
  run: Run
  runDir: string
}

/**
 * Looks through the journals for runs that were not closed. A journal that cannot be read is told to `note` and left
 * exactly as it is.
 */
export async function unfinishedRuns(runsDir: string, note: (line: string) => void): Promise<Unfinished[]> {
  const names = await readdir(runsDir).catch(() => [])
  const found = await Promise.all(
    names.map(async (name): Promise<Unfinished[]> => {
      const runDir = join(runsDir, name)
      try {
        // Only a look: the journal of a run without a window may be written by another process at this moment.
        const { events, tornBytes } = await lookIntoJournal(join(runDir, JOURNAL_FILE))
        const run = replay(events)
        if (!run || run.phase === 'closed') return []
        if (tornBytes > 0)
          note(`${runDir}: the last line is cut off and does not count; nothing was done on it.`)
        return [{ run, runDir }]
      } catch (error) {
        note(error instanceof Error ? error.message : String(error))
        return []
      }
    }),
  )
  return found.flat().toSorted((a, b) => a.run.openedAt - b.run.openedAt)
}
