/** Holds a PTY back while anybody has a reason to; each reason is a named token. */
export class PauseTokens {
  readonly #tokens = new Set<string>()
  readonly #pause: () => void
  readonly #resume: () => void

  /** `pause` and `resume` are called only when the first token comes and the last one goes. */
  constructor(pause: () => void, resume: () => void) {
    this.#pause = pause
    this.#resume = resume
  }

  /** Whether anything holds the PTY. */
  get paused(): boolean {
    return this.#tokens.size > 0
  }

  /** Adds a reason; adding it twice is the same as once. */
  hold(token: string): void {
    const before = this.paused
    this.#tokens.add(token)
    if (!before) this.#pause()
  }

  /** Takes a reason away; unknown ones are ignored. */
  release(token: string): void {
    if (this.#tokens.delete(token) && !this.paused) this.#resume()
  }
}
