import type { Clock } from './clock'

/** Calls `task` at most once per `ms`: at once for the first hit, and once more at the end if there were others. */
export class Throttle {
  readonly #clock: Clock
  readonly #ms: number
  readonly #task: () => void
  #cancel: (() => void) | undefined
  #again = false

  constructor(clock: Clock, ms: number, task: () => void) {
    this.#clock = clock
    this.#ms = ms
    this.#task = task
  }

  /** Something happened. */
  hit(): void {
    if (this.#cancel !== undefined) {
      this.#again = true
      return
    }
    this.#fire()
  }

  /** Drops what is due. */
  dispose(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  #fire(): void {
    this.#again = false
    this.#cancel = this.#clock.after(this.#ms, () => {
      this.#cancel = undefined
      if (this.#again) this.#fire()
    })
    this.#task()
  }
}
