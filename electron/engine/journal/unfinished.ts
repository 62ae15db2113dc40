import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '#shared/message-of'
import { replay } from '#shared/model/reduce'
import type { Run } from '#shared/model/state'
import { damagedRun, type DamagedRun } from './damaged'
import { JOURNAL_FILE, lookIntoJournal } from './journal-file'

/** A run that was not closed when its deck ended. */
export interface Unfinished {
  run: Run
  runDir: string
}

/** What earlier decks have left, oldest first. */
export interface LeftRuns {
  unfinished: Unfinished[]
  /** Runs that were not closed as far as can be read, and whose journal is damaged. */
  damaged: DamagedRun[]
}

/**
 * Looks through the journals for runs that were not closed. A journal that cannot be read is told to `note` too and left
 * exactly as it is.
 */
export async function leftRuns(runsDir: string, note: (line: string) => void): Promise<LeftRuns> {
  const names = await readdir(runsDir).catch(() => [])
  const left: LeftRuns = { unfinished: [], damaged: [] }
  await Promise.all(
    names.map(async (name) => {
      const runDir = join(runsDir, name)
      try {
        // Only a look: the journal of a run without a window may be written by another process at this moment.
        const { events, tornBytes } = await lookIntoJournal(join(runDir, JOURNAL_FILE))
        const run = replay(events)
        if (!run || run.phase === 'closed') return
        if (tornBytes > 0)
          note(`${runDir}: the last line is cut off and does not count; nothing was done on it.`)
        left.unfinished.push({ run, runDir })
      } catch (error) {
        const reason = messageOf(error)
        note(reason)
        // A folder whose run never began has no journal.
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
        const damaged = await damagedRun(name, runDir, reason)
        if (damaged && damaged.run?.phase !== 'closed') left.damaged.push(damaged)
      }
    }),
  )
  left.unfinished.sort((a, b) => a.run.openedAt - b.run.openedAt)
  left.damaged.sort((a, b) => (a.run?.openedAt ?? 0) - (b.run?.openedAt ?? 0))
  return left
}
