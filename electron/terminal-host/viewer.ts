/**
 * One viewer's projection of a session: a snapshot, then live output. A viewer that falls too far behind loses its
 * backlog, sees the visible screen at frame rate while output pours, and gets everything again when it calms down.
 */
import { viewerFlow, type SnapshotFrame, type ViewerFrame } from '#shared/contract/terminal'
import type { Clock } from './clock'
import { ViewerFlow, type FlowPool } from './flow'
import type { PendingOperation } from './mirror'

/** Time between screens for a viewer that catches up, in milliseconds: 60 a second. */
export const CATCH_UP_MS = 16
/** Output within one catch-up step that still counts as calm, in code units: about 1 MB/s. */
const CALM_CHARS = 16 * 1024
/** Calm steps in a row after which a viewer gets the full screen and follows live again. */
export const CALM_STEPS = 3
/**
 * Time between checks of a viewer that owes acknowledgements, in milliseconds. One that sent none from one check to the
 * next needs a snapshot.
 */
export const STALL_MS = 5000

/** Time between looks at a viewer that does not answer at all, in milliseconds. */
const STALLED_STEP_MS = 250

/** What a viewer needs from its session. */
export interface ViewerSource {
  /** Position after everything the mirror was fed. */
  fed(): number
  /** Calls back at a moment when the mirror's screen is complete. */
  whenComplete(callback: () => void): () => void
  snapshot(full: boolean): SnapshotFrame
  pending(): readonly PendingOperation[]
}

/** Host side of one attached viewer. */
export class Viewer {
  readonly #source: ViewerSource
  readonly #clock: Clock
  readonly #send: (frame: ViewerFrame) => void
  readonly #flow: ViewerFlow
  #state: 'waiting' | 'live' | 'behind' | 'closed' = 'waiting'
  /** Position after what was sent. */
  #position = 0
  #fedAtStep = 0
  #shownAt = -1
  #calmSteps = 0
  #stalled = false
  #cancelStep: (() => void) | undefined
  #cancelStall: (() => void) | undefined
  #cancelWait: (() => void) | undefined

  constructor(source: ViewerSource, clock: Clock, pool: FlowPool, send: (frame: ViewerFrame) => void) {
    this.#source = source
    this.#clock = clock
    this.#send = send
    this.#flow = new ViewerFlow(pool)
    this.#startLive()
  }

  /** Whether it follows the live output. */
  get live(): boolean {
    return this.#state === 'live'
  }

  /** Takes output that ends at position `seq`. */
  data(seq: number, data: string): void {
    if (this.#state !== 'live' || seq <= this.#position) return
    const fresh = data.slice(Math.max(0, data.length - (seq - this.#position)))
    if (!this.#flow.allows(fresh.length)) {
      this.#fallBehind()
      return
    }
    this.#position = seq
    this.#flow.sent(fresh.length)
    this.#watchForStall()
    this.#send({ type: 'data', seq, data: fresh })
  }

  /** Takes a new size. */
  resize(cols: number, rows: number): void {
    if (this.#state === 'live') this.#send({ type: 'resize', cols, rows })
  }

  /** The viewer has parsed `total` code units since it attached. */
  ack(total: number): void {
    if (this.#state !== 'closed' && this.#flow.ack(total)) this.#stalled = false
  }

  /** Brings the viewer to the final screen, if it is not there, and ends it. The mirror is settled by now. */
  finish(exit: { code: number; signal: number | null }): void {
    if (this.#state === 'closed') return
    if (this.#state !== 'live') this.#sendSnapshot(true)
    this.#send({ type: 'exit', ...exit })
  }

  /** Forgets the viewer. */
  close(): void {
    this.#state = 'closed'
    this.#cancelStep?.()
    this.#cancelStall?.()
    this.#cancelWait?.()
    this.#flow.close()
  }

  #startLive(): void {
    this.#cancelWait?.()
    this.#cancelWait = this.#source.whenComplete(() => {
      if (this.#state === 'closed') return
      this.#sendSnapshot(true)
      for (const operation of this.#source.pending()) {
        if (operation.kind === 'resize') this.#send(operationFrame(operation))
        else {
          this.#flow.sent(operation.data.length)
          this.#send({ type: 'data', seq: operation.seq, data: operation.data })
        }
      }
      this.#position = this.#source.fed()
      this.#state = 'live'
    })
  }

  #sendSnapshot(full: boolean): void {
    const frame = this.#source.snapshot(full)
    this.#flow.sentSnapshot(frame.data.length)
    this.#shownAt = frame.seq
    this.#position = frame.seq
    this.#watchForStall()
    this.#send(frame)
  }

  #fallBehind(): void {
    this.#state = 'behind'
    this.#calmSteps = 0
    this.#fedAtStep = this.#source.fed()
    this.#scheduleStep()
  }

  #scheduleStep(): void {
    this.#cancelStep?.()
    this.#cancelStep = this.#clock.after(this.#stalled ? STALLED_STEP_MS : CATCH_UP_MS, () => this.#step())
  }

  /** One step of catching up; goes on until the viewer is live again. */
  #step(): void {
    if (this.#state !== 'behind') return
    const fed = this.#source.fed()
    this.#calmSteps = fed - this.#fedAtStep <= CALM_CHARS ? this.#calmSteps + 1 : 0
    this.#fedAtStep = fed
    const ready = this.#flow.inFlight <= viewerFlow.resumeBelow && !this.#flow.awaitsSnapshot
    if (ready && this.#calmSteps >= CALM_STEPS) {
      this.#startLive()
      return
    }
    if (ready) this.#show()
    this.#scheduleStep()
  }

  /** Sends the visible screen if it has changed. */
  #show(): void {
    this.#cancelWait?.()
    this.#cancelWait = this.#source.whenComplete(() => {
      if (this.#state === 'behind' && this.#shownAt !== this.#source.fed()) this.#sendSnapshot(false)
    })
  }

  #watchForStall(): void {
    if (this.#cancelStall !== undefined) return
    const acked = this.#flow.acked
    this.#cancelStall = this.#clock.after(STALL_MS, () => {
      this.#cancelStall = undefined
      const owes = this.#flow.awaitsSnapshot || this.#flow.inFlight > viewerFlow.ackEvery
      if (!owes) return
      if (this.#flow.acked === acked) this.#probe()
      else this.#watchForStall()
    })
  }

  /** Nothing came back for seconds, as after the computer slept: ask with a small screen until the viewer answers. */
  #probe(): void {
    if (this.#state === 'live') this.#fallBehind()
    this.#stalled = true
    this.#calmSteps = 0
    this.#sendSnapshot(false)
  }
}

function operationFrame(operation: { cols: number; rows: number }): ViewerFrame {
  return { type: 'resize', cols: operation.cols, rows: operation.rows }
}
