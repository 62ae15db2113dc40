import type { EventBody, RunEvent } from './events'
import { nameOf } from './seats'
import type { Run, TimelineEntry } from './state'
import { agentLines } from './timeline/agents'
import { checkLines } from './timeline/checks'
import { deliveryLines } from './timeline/deliveries'
import type { Lines, Telling } from './timeline/lines'
import { messageLines } from './timeline/messages'
import { runLines } from './timeline/run'
import { taskLines } from './timeline/tasks'
import { workspaceLines } from './timeline/workspaces'

export { proofWords } from './timeline/deliveries'
export { firstLine, oneLine } from './timeline/one-line'

/** What each kind of event adds; by topic, in the folder `timeline`. Those that are not here are too small to tell. */
const lines: Partial<Lines> = {
  ...runLines,
  ...agentLines,
  ...taskLines,
  ...checkLines,
  ...messageLines,
  ...deliveryLines,
  ...workspaceLines,
}

/**
 * The line that an event adds to the run's timeline, or null for events that are too small to tell.
 * `before` is the run as it was, `after` with the event folded in.
 */
export function timelineEntry(before: Run, after: Run, { seq, at, body }: RunEvent): TimelineEntry | null {
  // The entry under its own type takes this body; that the two belong together cannot be said in types.
  const line = lines[body.type] as ((body: EventBody, telling: Telling) => TimelineEntry | null) | undefined
  return (
    line?.(body, {
      before,
      after,
      role: (pane) => nameOf(after, pane),
      lead: () => after.paneOrder.map((id) => after.panes[id]).find((pane) => pane?.start)?.role ?? null,
      entry: (kind, from, to, text, refs = {}, level = 'info') => ({
        seq,
        at,
        kind,
        from,
        to,
        text,
        refs,
        level,
      }),
    }) ?? null
  )
}
