import type { Screen } from '../terminal/host'
import type { ScreenReading, TrackedStatus } from './adapter'
import { normalised } from './text'

/** Whether an agent of which the box is read rests at it, with nothing in the way. What is in the box is the caller's to judge. */
export function restsAtBox(
  { status }: Pick<TrackedStatus, 'status'>,
  { box, busy, dialog }: ScreenReading,
): boolean {
  if (status !== 'idle' && status !== 'error') return false
  return !dialog && !busy && (box === 'empty' || box === 'draft')
}

/** The same for a program that takes text as a paste alone. */
export function takesPaste(
  screen: Pick<Screen, 'bracketedPaste'>,
  status: Pick<TrackedStatus, 'status'>,
  reading: ScreenReading,
): boolean {
  return screen.bracketedPaste && restsAtBox(status, reading)
}

/**
 * Whether a reported prompt is the text that was sent, white space aside. A prompt in the role's own command comes in front
 * of the first prompt.
 */
export function reportsPrompt(sent: string, reported: string): boolean {
  const text = normalised(sent)
  const said = normalised(reported)
  return text !== '' && (said === text || said.endsWith(` ${text}`))
}
