/** Random numbers that a seed decides, the same for the suite and for its stub agents. */

/**
 * @param {string} seed
 * @returns {{ next(): number, below(limit: number): number, happens(share: number): boolean, pick<T>(all: readonly T[]): T }}
 */
export function generator(seed) {
  let state = 2166136261
  for (const char of seed) state = Math.imul(state ^ char.charCodeAt(0), 16777619)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    happens: (share) => next() < share,
    pick: (all) => all[Math.floor(next() * all.length)],
  }
}
