import { useSyncExternalStore } from 'react'

/** One clock for the whole window, so that all figures change together, once a second. */
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  now = Date.now()
  timer ??= setInterval(() => {
    now = Date.now()
    for (const each of listeners) each()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The present time in epoch milliseconds, anew each second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}

/** The present time for what is shown of a run; in one that was closed it stands still where the run ended. */
export function useRunNow(run: { phase: string; endedAt: number | null }): number {
  const now = useNow()
  return run.phase === 'closed' ? (run.endedAt ?? now) : now
}
