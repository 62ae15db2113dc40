import { append, atOneGo } from './entries'
import type { EventBody, RunEvent } from './events'
import { agentFolds } from './reduce/agents'
import { deliveryFolds } from './reduce/deliveries'
import type { Folds } from './reduce/folds'
import { handOverFolds } from './reduce/hand-over'
import { messageFolds } from './reduce/messages'
import { noticeFolds } from './reduce/notices'
import { proposalFolds } from './reduce/proposals'
import { reportFolds } from './reduce/reports'
import { opened, runFolds } from './reduce/run'
import { taskFolds } from './reduce/tasks'
import { workspaceFolds } from './reduce/workspaces'
import type { Run } from './state'
import { timelineEntry } from './timeline'

/**
 * Folds one event into a run. Pure; the same function runs in the engine, in the window and in recovery.
 *
 * The first event of a journal must be `run-opened` (`run` undefined). An event whose `seq` was folded already is
 * ignored, so replaying an overlap is harmless.
 * @throws when the journal does not start with `run-opened`, or when events are missing before this one.
 */
export function reduce(run: Run | undefined, event: RunEvent): Run {
  if (run === undefined) {
    if (event.body.type !== 'run-opened')
      throw new Error(`The journal of ${event.run} does not start with run-opened`)
    return withTimeline(opened(event, event.body), event)
  }
  if (event.seq <= run.seq) return run
  if (event.seq !== run.seq + 1)
    throw new Error(`Events ${run.seq + 1} to ${event.seq - 1} of ${run.id} are missing`)
  // Folding at one go may change the collections of the run before.
  const delivery = event.body.type === 'delivery-changed' ? run.deliveries[event.body.delivery] : undefined
  const before = delivery ? { ...run, deliveries: { [delivery.id]: delivery } } : run
  return withTimeline({ ...fold(run, event.body, event.at), seq: event.seq }, event, before)
}

/** Folds a whole journal. Undefined for an empty one. */
export function replay(events: readonly RunEvent[]): Run | undefined {
  return foldAll(undefined, events)
}

/** As `reduce` with one event after the other, in a time that does not grow with what was folded before. */
export function foldAll(run: Run | undefined, events: readonly RunEvent[]): Run | undefined {
  return atOneGo(() => events.reduce<Run | undefined>((before, event) => reduce(before, event), run))
}

function withTimeline(run: Run, event: RunEvent, before?: Run): Run {
  const entry = timelineEntry(before ?? run, run, event)
  return entry ? { ...run, timeline: append(run.timeline, entry) } : run
}

/** What each kind of event does; by topic, in the folder `reduce`. */
const folds: Folds = {
  'run-opened': (run) => {
    throw new Error(`${run.id} was opened twice`)
  },
  ...runFolds,
  ...agentFolds,
  ...handOverFolds,
  ...taskFolds,
  ...reportFolds,
  ...messageFolds,
  ...deliveryFolds,
  ...noticeFolds,
  ...workspaceFolds,
  ...proposalFolds,
}

function fold(run: Run, body: EventBody, at: number): Run {
  // The entry under its own type takes this body; that the two belong together cannot be said in types.
  const step = folds[body.type] as (run: Run, body: EventBody, at: number) => Run
  return step(run, body, at)
}
