/** Longest wait for something that should happen, in milliseconds; generous, because machines under test are busy. */
export const PATIENCE_MS = 25_000

/** Ways to be told that a condition may have changed. Each gives back what stops it. */
export type Subscribe = (again: () => void) => () => void

/**
 * Waits until `look` gives something, looking again whenever `subscribe` says so.
 * @throws with `what` and what `describe` tells when it does not come in time.
 */
export function until<T>(
  what: string,
  look: () => T | undefined | false | null,
  subscribe: Subscribe,
  describe: () => Promise<string> = () => Promise.resolve(''),
  patienceMs: number = PATIENCE_MS,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let over = false
    const finish = (act: () => void) => {
      if (over) return
      over = true
      clearTimeout(timer)
      stop()
      act()
    }
    const again = () => {
      if (over) return
      try {
        const seen = look()
        if (seen) finish(() => resolve(seen))
      } catch (error) {
        finish(() => reject(error instanceof Error ? error : new Error(String(error))))
      }
    }
    const timer = setTimeout(() => {
      finish(() => {
        describe().then(
          (told) => reject(new Error(`Not seen in ${patienceMs} ms: ${what}\n${told}`)),
          (error: unknown) => reject(new Error(`Not seen: ${what} (no description: ${String(error)})`)),
        )
      })
    }, patienceMs)
    const stop = subscribe(again)
    again()
  })
}
