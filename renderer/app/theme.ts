import type { Settings } from '#shared/contract/views'

/** The theme that is drawn now: the chosen one, or the system's. */
export function resolveTheme(theme: Settings['theme'], systemIsDark: boolean): 'light' | 'dark' {
  return theme === 'system' ? (systemIsDark ? 'dark' : 'light') : theme
}

/** Calls back now and whenever the system changes between light and dark. */
export function watchSystemTheme(listener: (dark: boolean) => void): () => void {
  const query = window.matchMedia('(prefers-color-scheme: dark)')
  const onChange = () => listener(query.matches)
  query.addEventListener('change', onChange)
  onChange()
  return () => query.removeEventListener('change', onChange)
}
