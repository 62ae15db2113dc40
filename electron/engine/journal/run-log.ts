import { Refused } from '#shared/contract/link'
import { messageOf } from '#shared/message-of'
import { JOURNAL_VERSION, type EventBody, type RunEvent } from '#shared/model/events'
import { foldAll, reduce } from '#shared/model/reduce'
import type { Run } from '#shared/model/state'

/** Where events go; `JournalWriter` on disk, memory in tests. */
export interface EventSink {
  append(events: readonly RunEvent[], durable: boolean): Promise<void>
}

/** Told of each event that is on disk, with the run before and after it. */
export type EventListener = (before: Run | undefined, after: Run, event: RunEvent) => void

/**
 * A run and its journal. Decisions are made one after the other on `head`, which has every event that was decided;
 * only when an event is written does it reach `shown` and the listeners, who show it and act on it.
 */
export class RunLog {
  private headRun: Run
  private shownRun: Run | undefined
  private readonly history: RunEvent[] = []
  private readonly causes = new Set<string>()
  private readonly listeners = new Set<EventListener>()
  private readonly failureListeners = new Set<(failure: Error) => void>()
  private broken: Error | undefined

  private constructor(
    private readonly sink: EventSink,
    private readonly now: () => number,
    first: Run,
  ) {
    this.headRun = first
  }

  /** Starts a journal with its first event, which must be `run-opened`. */
  static async start(
    id: string,
    first: EventBody,
    sink: EventSink,
    now: () => number = Date.now,
  ): Promise<RunLog> {
    const event: RunEvent = { v: JOURNAL_VERSION, seq: 1, at: now(), run: id, body: first }
    const log = new RunLog(sink, now, reduce(undefined, event))
    await sink.append([event], true)
    log.publish([event])
    return log
  }

  /** Goes on with a journal that was read from disk. */
  static resume(events: readonly RunEvent[], sink: EventSink, now: () => number = Date.now): RunLog {
    const [first, ...rest] = events
    if (!first) throw new Error('A journal without events cannot be resumed')
    const log = new RunLog(sink, now, reduce(undefined, first))
    log.headRun = foldAll(log.headRun, rest) ?? log.headRun
    // Nobody listens yet.
    log.shownRun = log.headRun
    for (const event of events) log.keep(event)
    return log
  }

  /** The run with everything decided so far. Decide on this. */
  get head(): Run {
    return this.headRun
  }

  /** The run as it stands on disk. Show this. */
  get shown(): Run {
    return this.shownRun ?? this.headRun
  }

  get events(): readonly RunEvent[] {
    return this.history
  }

  /** Whether a message with this id has already had its effect. */
  knows(cause: string): boolean {
    return this.causes.has(cause)
  }

  /** The reason why nothing can be written any more, if so. */
  get failure(): Error | undefined {
    return this.broken
  }

  /** Tells once when nothing can be written any more. */
  onFailure(listener: (failure: Error) => void): void {
    this.failureListeners.add(listener)
  }

  onEvent(listener: EventListener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /**
   * Decides and writes. `bodies` take effect on `head` at once; the promise resolves when they are written (and
   * synced, unless `durable` is false: for what may be observed again, such as a status).
   * @throws when the journal cannot be written; the run is then held where it stands.
   */
  async commit(
    bodies: readonly EventBody[],
    options: { cause?: string; durable?: boolean } = {},
  ): Promise<void> {
    if (bodies.length === 0) return
    if (this.broken) throw this.broken
    const events = bodies.map((body, index): RunEvent => {
      const event: RunEvent = {
        v: JOURNAL_VERSION,
        seq: this.headRun.seq + 1,
        // A clock that jumps back must not make later events look earlier.
        at: Math.max(this.now(), this.lastAt),
        run: this.headRun.id,
        ...(options.cause !== undefined && index === 0 ? { cause: options.cause } : {}),
        ...(index < bodies.length - 1 ? { more: true } : {}),
        body,
      }
      this.lastAt = event.at
      this.headRun = reduce(this.headRun, event)
      return event
    })
    if (options.cause !== undefined) this.causes.add(options.cause)
    try {
      await this.sink.append(events, options.durable ?? true)
    } catch (error) {
      throw this.broken ?? this.fail(error)
    }
    this.publish(events)
  }

  private fail(error: unknown): Error {
    this.broken = new Refused(
      `The journal of ${this.headRun.title} cannot be written (${messageOf(error)}). ` +
        'The run is held as it is; free some space or check the disk, then restart the deck.',
    )
    for (const listener of this.failureListeners) listener(this.broken)
    return this.broken
  }

  private lastAt = 0

  private publish(events: readonly RunEvent[]): void {
    for (const event of events) {
      const before = this.shownRun
      const after = reduce(before, event)
      this.shownRun = after
      this.keep(event)
      for (const listener of this.listeners) listener(before, after, event)
    }
  }

  private keep(event: RunEvent): void {
    this.history.push(event)
    this.lastAt = Math.max(this.lastAt, event.at)
    if (event.cause !== undefined) this.causes.add(event.cause)
  }
}
