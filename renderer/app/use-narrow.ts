import { useSyncExternalStore } from 'react'

/** Below this there is no room for a terminal between two side panels. */
const query = window.matchMedia('(max-width: 1099px)')

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** Whether the window is too narrow for the right panel beside the terminal. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches)
}

export function isNarrow(): boolean {
  return query.matches
}
