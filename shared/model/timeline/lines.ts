import type { BodyOf, EventBody } from '../events'
import type { Run, TimelineEntry } from '../state'

/** What a line is made with. */
export interface Telling {
  /** The run as it was. */
  before: Run
  /** The run with the event folded in. */
  after: Run
  /** The name of who lives in a pane. */
  role(pane: string): string
  /** The orchestrator's role. */
  lead(): string | null
  entry(
    kind: TimelineEntry['kind'],
    from: string,
    to: string | null,
    text: string,
    refs?: TimelineEntry['refs'],
    level?: TimelineEntry['level'],
  ): TimelineEntry
}

/** The line that an event of each kind adds; null when this one is too small to tell. */
export type Lines = {
  [T in EventBody['type']]: (body: BodyOf<T>, telling: Telling) => TimelineEntry | null
}
