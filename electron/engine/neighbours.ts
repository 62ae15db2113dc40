import type { Run } from '#shared/model/state'
import { editorsWorkedSince, type Neighbour } from './gates/beside'
import { atWorkElsewhere } from './journal/at-work'
import type { LiveRun } from './run/live-run'

/** Which runs share a folder: those that are open, here or in another process, and what was there until not long ago. */
export class Neighbours {
  /** The run that was closed last in a folder, and when. */
  private readonly left = new Map<string, { run: string; title: string; at: number }>()

  constructor(
    private readonly open: () => readonly LiveRun[],
    /** The folder in the data folder that holds a folder for each run. */
    private readonly runsDir: string,
  ) {}

  /** Other runs in a run's folder. */
  async of({ id, directory }: Run): Promise<Neighbour[]> {
    const there = this.open().filter(({ head }) => head.id !== id && head.directory === directory)
    const left = this.left.get(directory)
    const elsewhere = await atWorkElsewhere(this.runsDir, directory)
    return [
      ...there.map(({ head, config }) => ({
        title: head.title,
        open: head.phase === 'running',
        workedSince: (at: number) => editorsWorkedSince(head, config, at),
      })),
      ...(left && left.run !== id
        ? [{ title: left.title, open: false, workedSince: (at: number) => left.at > at }]
        : []),
      // What another process's agents have done is known to that alone.
      ...elsewhere.map((title) => ({ title, open: true, workedSince: () => true })),
    ]
  }

  /** A run is over. */
  gone({ id, directory, title }: Run): void {
    this.left.set(directory, { run: id, title, at: Date.now() })
  }
}
