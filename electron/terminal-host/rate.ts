/** Messages an agent may post at once. */
export const POST_BURST = 400
/** Messages per second an agent may go on with. */
export const POSTS_PER_SECOND = 100

/** A token bucket per agent. Pure but for the time passed in. */
export class RateCap {
  readonly #buckets = new Map<string, { left: number; at: number }>()

  /** Takes one from the agent's bucket; false when it is empty. `now` in milliseconds. */
  allow(agent: string, now: number): boolean {
    const bucket = this.#buckets.get(agent) ?? { left: POST_BURST, at: now }
    const left = Math.min(POST_BURST, bucket.left + ((now - bucket.at) / 1000) * POSTS_PER_SECOND)
    this.#buckets.set(agent, { left: left >= 1 ? left - 1 : left, at: now })
    return left >= 1
  }

  /** Forgets an agent. */
  forget(agent: string): void {
    this.#buckets.delete(agent)
  }
}
