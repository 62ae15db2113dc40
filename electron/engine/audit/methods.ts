import { join } from 'node:path'
import type { MethodName, Output, ParsedInput, Push } from '#shared/contract/methods'
import { exportedDocument, liveDocument } from '../documents'
import { folderAt } from '../projects'
import type { Recovery } from '../recovery'
import { newId } from '../run/launcher'
import type { Runs } from '../runs'
import type { TerminalHost } from '../terminal/host'
import type { Exports } from './exports'
import type { OpenedExport } from './open-export'
import { screensOf } from './screens'

type RecordMethod = Extract<
  MethodName,
  'run.export' | 'run.open-export' | `damaged.${string}` | 'journal.read' | 'document.read'
>

/** Events of one page of a journal: a page is a few hundred kilobytes at most. */
const JOURNAL_PAGE = 1000

/** What records of runs need of the deck. */
interface RecordPorts {
  runs: Runs
  exports: Exports
  recovery: Recovery
  /** Where the folders of the runs are. */
  runsDir: string
  host: () => Promise<TerminalHost>
  /** Every window folds this event. */
  tell(event: Push<'run-event'>): void
}

/** What a window may ask of what runs have left: journals, texts, exports and damaged runs. */
export function recordMethods({ runs, exports, recovery, runsDir, host, tell }: RecordPorts): {
  [M in RecordMethod]: (input: ParsedInput<M>) => Promise<Output<M>>
} {
  /** A closed run in every window, folded from a record. */
  const shown = (opened: OpenedExport): { run: string } => {
    for (const event of opened.events) tell(event)
    return { run: opened.run.id }
  }
  return {
    'run.export': async ({ run, to, inside }) => {
      const live = runs.get(run)
      const recorded = { run: live.run, events: [...live.events], runDir: join(runsDir, live.run.id) }
      // Its screens as they are now.
      const screens = await screensOf(await host(), live.run)
      return { dir: await exports.write(recorded, to, inside ?? false, screens) }
    },
    'run.open-export': async ({ dir }) => shown(await exports.open(await folderAt(dir), newId('x'))),
    'damaged.open': async ({ run }) => shown(exports.openDamaged(recovery.damagedRun(run), newId('x'))),
    'damaged.put-away': async ({ run }) => {
      await recovery.putDamageAway(run)
      return {}
    },
    'journal.read': async ({ run, after }) => {
      const events = exports.get(run)?.events ?? runs.get(run).events
      return { events: events.slice(after, after + JOURNAL_PAGE), total: events.length }
    },
    'document.read': ({ run, kind, id }) => {
      const exported = exports.get(run)
      return exported ? exportedDocument(exported, kind, id) : liveDocument(runs.get(run), kind, id)
    },
  }
}
