import type { Clock } from './clock'

/** Time without a program and without an app after which a host ends, in milliseconds. */
export const DEFAULT_LINGER_MS = 30_000

/** Ends the host when it has been of no use for a while; never while a program lives. */
export class IdleExit {
  readonly #clock: Clock
  readonly #lingerMs: number
  readonly #inUse: () => boolean
  readonly #exit: () => void
  #cancel: (() => void) | undefined

  constructor(clock: Clock, lingerMs: number, inUse: () => boolean, exit: () => void) {
    this.#clock = clock
    this.#lingerMs = lingerMs
    this.#inUse = inUse
    this.#exit = exit
  }

  /** To be called whenever an app comes or goes, or a program starts or ends. */
  check(lingerMs = this.#lingerMs): void {
    this.#cancel?.()
    this.#cancel = undefined
    if (this.#inUse()) return
    this.#cancel = this.#clock.after(lingerMs, () => {
      if (!this.#inUse()) this.#exit()
    })
  }
}
