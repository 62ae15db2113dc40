import { actionFor } from './actions'
import { view } from '../state/view-store'

/**
 * Registered chords are taken before anything else sees them; every other key goes to what has the focus. While a
 * dialog is open, keys are the dialog's own.
 */
export function listenForChords(target: Window = window): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || view.getState().dialog) return
    const inTerminal = event.target instanceof Element && event.target.closest('.xterm') !== null
    const action = actionFor(event, inTerminal)
    if (!action) return
    event.preventDefault()
    event.stopPropagation()
    action.run()
  }
  target.addEventListener('keydown', onKeyDown, true)
  return () => target.removeEventListener('keydown', onKeyDown, true)
}
