import type { TrackingView } from '#shared/contract/views'

/** "7/12"; what there is to say of a file that is no checklist, or not there yet. */
export function trackingText({ exists, done, total }: TrackingView): string {
  if (!exists) return 'not written yet'
  return total === 0 ? 'no checklist' : `${done}/${total}`
}

/** All of it in one sentence, for screen readers. */
export function trackingName(tracking: TrackingView): string {
  const { heading, file, exists, done, total } = tracking
  const progress = exists && total > 0 ? `${done} of ${total} done` : trackingText(tracking)
  return [heading, file, progress].filter((part) => part !== null).join(', ')
}
