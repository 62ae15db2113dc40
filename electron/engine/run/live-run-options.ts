import type { Push } from '#shared/contract/methods'
import type { EventBody } from '#shared/model/events'
import type { Run } from '#shared/model/state'
import type { Neighbour } from '../gates/beside'
import type { JournalWriter } from '../journal/journal-file'
import type { RunLog } from '../journal/run-log'
import type { LaunchSurroundings } from './launcher'
import type { LifePace } from './life-signs'
import type { RunTexts } from './texts'

/** What a run is given by the deck. */
export interface LiveRunOptions {
  log: RunLog
  texts: RunTexts
  surroundings: LaunchSurroundings
  /** The run's folder in the deck's data folder. */
  runDir: string
  /** What is left to do when no agent lives any more; its events come before the run's last one. */
  farewell: () => Promise<EventBody[]>
  writer: JournalWriter
  /** It goes on from its journal: `adopt` or `restore` comes first. */
  resumed?: boolean
  extraEnv?: Readonly<Record<string, string>>
  /** A watched command of a side pane has run. */
  sideRan: (ran: Push<'side-ran'>) => void
  /** Other runs in a run's folder. */
  neighbours: (run: Run) => Promise<readonly Neighbour[]>
  /** How often, and after how long; `WATCH_PACE` unless somebody cannot wait that long. */
  pace?: LifePace | undefined
  /** How much memory an agent of a kind took up, in bytes. */
  memorySeen?: ((kind: string, bytes: number) => Promise<void>) | undefined
  note: (line: string) => void
}
