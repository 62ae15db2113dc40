/** Waits for the last output of a program that has ended. */
import type { Clock } from './clock'

/** Output counts as finished after this silence, in milliseconds. */
export const DRAIN_SILENCE_MS = 250
/** Output after the exit is waited for this long at most, in milliseconds. */
export const DRAIN_LIMIT_MS = 5000

/** Reports the end once: after the exit, when no output has come for a while. */
export class ExitDrain {
  readonly #clock: Clock
  readonly #done: () => void
  readonly #silenceMs: number
  #cancelSilence: (() => void) | undefined
  #cancelLimit: (() => void) | undefined
  #exited = false

  /**
   * On POSIX systems the exit is reported after the PTY was read to its end, so nothing can follow and there is no wait.
   * A Windows pseudoconsole goes on delivering after the exit.
   */
  constructor(clock: Clock, platform: NodeJS.Platform, done: () => void) {
    this.#clock = clock
    this.#silenceMs = platform === 'win32' ? DRAIN_SILENCE_MS : 0
    this.#done = done
  }

  /** Output came. */
  data(): void {
    if (this.#exited) this.#waitForSilence()
  }

  /** The program ended. */
  exit(): void {
    if (this.#exited) return
    this.#exited = true
    if (this.#silenceMs > 0) this.#cancelLimit = this.#clock.after(DRAIN_LIMIT_MS, () => this.#finish())
    this.#waitForSilence()
  }

  /** Forgets everything. */
  dispose(): void {
    this.#cancelSilence?.()
    this.#cancelLimit?.()
  }

  #waitForSilence(): void {
    this.#cancelSilence?.()
    this.#cancelSilence =
      this.#silenceMs === 0
        ? this.#clock.soon(() => this.#finish())
        : this.#clock.after(this.#silenceMs, () => this.#finish())
  }

  #finish(): void {
    this.dispose()
    this.#done()
  }
}
