/** Joins small pieces of output: at once when idle, in short windows under load. */
import type { Clock } from './clock'

/** Window under load, in milliseconds: below a frame, and echo stays unnoticeable. */
export const BATCH_WINDOW_MS = 5
/** Size at which a batch goes out at once, in code units. */
export const BATCH_CHARS = 64 * 1024

/** One session's output batcher. */
export class Batcher {
  readonly #clock: Clock
  readonly #out: (data: string) => void
  #parts: string[] = []
  #chars = 0
  #lastFlush = -Infinity
  #cancel: (() => void) | undefined

  constructor(clock: Clock, out: (data: string) => void) {
    this.#clock = clock
    this.#out = out
  }

  /** Adds output; it goes out now, after this turn, or at the end of the current window. */
  push(data: string): void {
    if (data === '') return
    this.#parts.push(data)
    this.#chars += data.length
    if (this.#chars >= BATCH_CHARS) this.flush()
    else if (this.#cancel === undefined) this.#schedule()
  }

  /** Sends everything held, in one piece. */
  flush(): void {
    this.#cancel?.()
    this.#cancel = undefined
    if (this.#chars === 0) return
    const data = this.#parts.length === 1 ? (this.#parts[0] ?? '') : this.#parts.join('')
    this.#parts = []
    this.#chars = 0
    this.#lastFlush = this.#clock.now()
    this.#out(data)
  }

  /** Drops everything held and stops the timer. */
  dispose(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#parts = []
    this.#chars = 0
  }

  #schedule(): void {
    const flush = (): void => {
      this.#cancel = undefined
      this.flush()
    }
    const rest = this.#lastFlush + BATCH_WINDOW_MS - this.#clock.now()
    this.#cancel = rest <= 0 ? this.#clock.soon(flush) : this.#clock.after(rest, flush)
  }
}
