import type { Run } from '#shared/model/state'
import { editorsWorkedSince, type Neighbour } from './gates/beside'
import type { LiveRun } from './run/live-run'

/** Which runs share a folder: those that are open, and what was there until not long ago. */
export class Neighbours {
  /** The run that was closed last in a folder, and when. */
  private readonly left = new Map<string, { run: string; title: string; at: number }>()

  constructor(private readonly open: () => readonly LiveRun[]) {}

  /** Other runs in a run's folder. */
  of({ id, directory }: Run): Neighbour[] {
    const there = this.open().filter(({ head }) => head.id !== id && head.directory === directory)
    const left = this.left.get(directory)
    return [
      ...there.map(({ head, config }) => ({
        title: head.title,
        open: head.phase === 'running',
        workedSince: (at: number) => editorsWorkedSince(head, config, at),
      })),
      ...(left && left.run !== id
        ? [{ title: left.title, open: false, workedSince: (at: number) => left.at > at }]
        : []),
    ]
  }

  /** A run is over. */
  gone({ id, directory, title }: Run): void {
    this.left.set(directory, { run: id, title, at: Date.now() })
  }
}
