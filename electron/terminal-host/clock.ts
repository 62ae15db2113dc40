/** Time as the batching policies see it; replaced in tests. */
export interface Clock {
  /** Milliseconds, monotonic. */
  now(): number
  /** Runs `task` after the current turn of the event loop; returns its cancellation. */
  soon(task: () => void): () => void
  /** Runs `task` after `ms`; returns its cancellation. */
  after(ms: number, task: () => void): () => void
}

/** The real clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  soon(task) {
    const handle = setImmediate(task)
    return () => clearImmediate(handle)
  },
  after(ms, task) {
    const handle = setTimeout(task, ms)
    return () => clearTimeout(handle)
  },
}
