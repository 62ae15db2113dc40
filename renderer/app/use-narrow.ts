import { useSyncExternalStore } from 'react'

/** Below this there is no room for a terminal between two side panels. */
const narrow = watched('(max-width: 1099px)')
/** Below this there is no room for three terminals side by side. */
const slim = watched('(max-width: 699px)')

/** Whether the window is too narrow for the right panel beside the terminal. */
export function useNarrow(): boolean {
  return useSyncExternalStore(narrow.subscribe, narrow.matches)
}

export function isNarrow(): boolean {
  return narrow.matches()
}

/** Whether the window is too narrow for more than two terminals side by side. */
export function useSlim(): boolean {
  return useSyncExternalStore(slim.subscribe, slim.matches)
}

function watched(query: string) {
  const list = window.matchMedia(query)
  return {
    matches: () => list.matches,
    subscribe: (listener: () => void) => {
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
  }
}
