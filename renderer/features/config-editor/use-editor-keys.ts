import { useEffect } from 'react'
import { view as windowView } from '../../state/view-store'
import { change } from './session'

/** The keys of every editor, wherever in the window the keyboard is. */
export function useEditorKeys(dir: string, startSave: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const mod = event.ctrlKey || event.metaKey
      if (!mod || event.altKey || event.defaultPrevented || windowView.getState().dialog) return
      const key = event.key.toLowerCase()
      if (document.querySelector('.config-changes, .config-preview')) {
        // The browser would save the page.
        if (key === 's') event.preventDefault()
        return
      }
      const act =
        key === 's' && !event.shiftKey
          ? startSave
          : key === 'z'
            ? () => void change(event.shiftKey ? 'config.redo' : 'config.undo', { dir })
            : key === 'y'
              ? () => void change('config.redo', { dir })
              : undefined
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
}
