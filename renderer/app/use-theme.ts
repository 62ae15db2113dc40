import { useSyncExternalStore } from 'react'
import { useDeck } from '../state/deck'
import { resolveTheme, watchSystemTheme } from './theme'

let systemIsDark = false

function subscribe(listener: () => void): () => void {
  return watchSystemTheme((dark) => {
    systemIsDark = dark
    listener()
  })
}

/** The theme that is drawn now. */
export function useTheme(): 'light' | 'dark' {
  const chosen = useDeck((state) => state.settings.theme)
  const dark = useSyncExternalStore(subscribe, () => systemIsDark)
  return resolveTheme(chosen, dark)
}
