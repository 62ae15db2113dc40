import { foldAll } from '#shared/model/reduce'
import type { RunEvent } from '#shared/model/events'
import type { Run } from '#shared/model/state'

/** The state is kept after so many events each, so that any moment is a short fold away. */
const MARK_EVERY = 250

/**
 * A journal that can be looked at as of any of its events. A moment before the end is shown as a run that ended there:
 * nothing in it can be changed, and times stand still.
 */
export class Replay {
  /** The run after the first event, and after each `MARK_EVERY` more. */
  private readonly marks: Run[] = []
  /** Numbers of the events that add a line to the timeline: what a step goes to. */
  readonly steps: readonly number[]
  /** Where the tasks were handed out, in their order. */
  readonly tasks: readonly { task: string; role: string; seq: number }[]

  constructor(private readonly events: readonly RunEvent[]) {
    const end = this.folded(events.length)
    this.steps = end.timeline.map((entry) => entry.seq)
    this.tasks = events.flatMap(({ seq, body }) =>
      body.type === 'task-created' ? [{ task: body.task, role: body.role, seq }] : [],
    )
  }

  /** How many events there are. They count from 1. */
  get length(): number {
    return this.events.length
  }

  /** The run as of this event. */
  at(seq: number): Run {
    const upTo = Math.min(Math.max(1, seq), this.length)
    const run = this.folded(upTo)
    if (upTo === this.length) return run
    return { ...run, phase: 'closed', endedAt: this.events[upTo - 1]?.at ?? run.endedAt }
  }

  /** The next step after an event, or the last one before it. Undefined at the end, and at the beginning. */
  step(seq: number, by: 1 | -1): number | undefined {
    return by === 1 ? this.steps.find((step) => step > seq) : this.steps.findLast((step) => step < seq)
  }

  private folded(upTo: number): Run {
    let mark = Math.min(Math.floor((upTo - 1) / MARK_EVERY), this.marks.length - 1)
    let run = this.marks[mark]
    let done = mark < 0 ? 0 : mark * MARK_EVERY + 1
    while (done < upTo) {
      const next = Math.min(upTo, (mark + 1) * MARK_EVERY + 1)
      run = foldAll(run, this.events.slice(done, next))
      done = next
      if (run && (done - 1) % MARK_EVERY === 0) this.marks[++mark] = run
    }
    if (!run) throw new Error('A journal without events cannot be replayed')
    return run
  }
}
