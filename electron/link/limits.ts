/** Characters that one request of a window may hold. The longest text, a 5 MB task, fits with room for its frame. */
export const MAX_REQUEST_CHARS = 8 * 1024 * 1024

/** Requests that a window may have saved up, and how many it earns a second. A window that starts asks about ten. */
export const REQUEST_BURST = 200
/** Requests that one window may make in a second. */
export const REQUESTS_PER_SECOND = 50

/** Terminals that one window may have open at once. */
export const MAX_CHANNELS = 128

/** Frames that make no sense, after which a window is cut off: it is not one of ours. */
export const MAX_BAD_FRAMES = 20

/** Lets through `burst` at once and `perSecond` in the long run. */
export function createRateLimit(burst: number, perSecond: number, now: () => number): () => boolean {
  let saved = burst
  let last = now()
  return () => {
    const at = now()
    saved = Math.min(burst, saved + ((at - last) / 1000) * perSecond)
    last = at
    if (saved < 1) return false
    saved -= 1
    return true
  }
}

/**
 * Whether a value holds more than `limit` characters in its strings and keys. A port hands over objects, so that there
 * is no length to look at; the walk stops as soon as the answer is known.
 */
export function isLargerThan(value: unknown, limit: number): boolean {
  let left = limit
  const rest: unknown[] = [value]
  while (rest.length > 0) {
    const item = rest.pop()
    if (typeof item === 'string') left -= item.length
    else if (item instanceof ArrayBuffer) left -= item.byteLength
    else if (ArrayBuffer.isView(item)) left -= item.byteLength
    else if (typeof item === 'object' && item !== null) {
      for (const [key, child] of Object.entries(item)) {
        left -= key.length + 1
        rest.push(child)
        if (left < 0) return true
      }
    }
    if (left < 0) return true
  }
  return false
}
