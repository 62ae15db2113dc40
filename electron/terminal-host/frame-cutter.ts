/**
 * Lets only complete frames of synchronized output (mode 2026) through.
 *
 * What follows the last closing bracket is held while a bracket is open, for at most 50 ms or 256 KiB, so that a
 * program that never closes one cannot stall its viewers.
 */
import type { Clock } from './clock'

const OPEN = '\x1b[?2026h'
const CLOSE = '\x1b[?2026l'
/** Longest time that part of a frame is held, in milliseconds. */
export const MAX_HOLD_MS = 50
/** Most that is held, in code units. */
export const MAX_HOLD_CHARS = 256 * 1024

/** One session's cutter, between the batcher and the viewers. */
export class FrameCutter {
  readonly #clock: Clock
  readonly #out: (data: string) => void
  #held = ''
  #tail = ''
  #open = false
  #cancel: (() => void) | undefined

  constructor(clock: Clock, out: (data: string) => void) {
    this.#clock = clock
    this.#out = out
  }

  /** Takes output; passes on what ends in a complete frame. */
  push(data: string): void {
    // A bracket may be split over two pieces: look at the end of the previous one again.
    const seen = this.#tail + data
    const opened = seen.lastIndexOf(OPEN)
    const closed = seen.lastIndexOf(CLOSE)
    this.#tail = seen.slice(-(OPEN.length - 1))
    if (opened !== closed) this.#open = opened > closed
    if (!this.#open) {
      this.#send(this.#held + data)
      return
    }
    const all = this.#held + data
    // Everything before the bracket that is still open may go: it is complete.
    const cut = opened >= 0 ? all.length - (seen.length - opened) : 0
    if (cut > 0) this.#send(all.slice(0, cut))
    this.#held = cut > 0 ? all.slice(cut) : all
    if (this.#held.length > MAX_HOLD_CHARS) this.flush()
    else this.#cancel ??= this.#clock.after(MAX_HOLD_MS, () => this.flush())
  }

  /** Passes on everything held, complete or not. */
  flush(): void {
    this.#send(this.#held)
  }

  /** Drops everything held and stops the timer. */
  dispose(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#held = ''
  }

  #send(data: string): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#held = ''
    if (data !== '') this.#out(data)
  }
}
