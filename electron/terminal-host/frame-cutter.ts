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
    const closed = seen.lastIndexOf(CLOSE)
    // Brackets do not nest: the frame that is open began with the first bracket after the last close.
    const opened = seen.indexOf(OPEN, Math.max(0, closed))
    this.#tail = seen.slice(-(OPEN.length - 1))
    const wasOpen = this.#open && closed < 0
    this.#open = wasOpen || opened >= 0
    const all = this.#held + data
    if (!this.#open) {
      this.#send(all)
      return
    }
    // What comes before the frame that is open is complete and may go.
    const cut = wasOpen ? 0 : Math.max(0, all.length - (seen.length - opened))
    if (cut > 0) this.#send(all.slice(0, cut))
    this.#held = all.slice(cut)
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
