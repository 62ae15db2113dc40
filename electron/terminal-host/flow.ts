/** Counts what a viewer was sent and what it has parsed. Pure; positions only ever grow. */
import { viewerFlow } from '#shared/contract/terminal'

/** What all viewers of a host together have in flight. */
export class FlowPool {
  #inFlight = 0

  /** Code units sent to any viewer and not parsed by it. */
  get inFlight(): number {
    return this.#inFlight
  }

  /** Called by the members. */
  change(by: number): void {
    this.#inFlight += by
  }
}

/** One viewer's counters. */
export class ViewerFlow {
  readonly #pool: FlowPool
  #sent = 0
  #acked = 0
  #snapshotEnd = 0

  constructor(pool: FlowPool) {
    this.#pool = pool
  }

  /** Parsed since the viewer attached. */
  get acked(): number {
    return this.#acked
  }

  /** Sent and not parsed. */
  get inFlight(): number {
    return this.#sent - this.#acked
  }

  /** Output in flight. A snapshot is one piece of its own and does not count as falling behind. */
  get behind(): number {
    return this.#sent - Math.max(this.#acked, this.#snapshotEnd)
  }

  /** Whether the last snapshot is still on its way. */
  get awaitsSnapshot(): boolean {
    return this.#acked < this.#snapshotEnd
  }

  /** Whether so much output may be sent now. A little is always allowed, so that nobody's typing waits for others. */
  allows(chars: number): boolean {
    const behind = this.behind + chars
    if (behind > viewerFlow.maxBehind) return false
    return behind <= viewerFlow.ackEvery || this.#pool.inFlight + chars <= viewerFlow.maxInFlight
  }

  /** Output was sent. */
  sent(chars: number): void {
    this.#count(() => (this.#sent += chars))
  }

  /** A snapshot was sent. */
  sentSnapshot(chars: number): void {
    this.#count(() => {
      this.#sent += chars
      this.#snapshotEnd = this.#sent
    })
  }

  /** The viewer has parsed `total` since it attached. Returns whether that is news; nonsense is clamped. */
  ack(total: number): boolean {
    const acked = Math.min(this.#sent, Math.max(this.#acked, total))
    const news = acked > this.#acked
    this.#count(() => (this.#acked = acked))
    return news
  }

  /** The viewer is gone; nothing of it is in flight any more. */
  close(): void {
    this.#count(() => {
      this.#acked = this.#sent
      this.#snapshotEnd = this.#sent
    })
  }

  #count(change: () => void): void {
    const before = this.behind
    change()
    this.#pool.change(this.behind - before)
  }
}
