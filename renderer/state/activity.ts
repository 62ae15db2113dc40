/**
 * When something last moved in a pane: terminal output that this window draws, or a hook. Kept outside of the store,
 * because it changes many times a second and is only looked at once a second.
 */
const lastActivity = new Map<string, number>()

/** Milliseconds after which a working agent's shape stands still. */
const STILL_AFTER = 4000

export function noteActivity(run: string, pane: string, now = Date.now()): void {
  lastActivity.set(`${run}/${pane}`, now)
}

/** Whether bytes or hooks have moved in this pane within the last seconds. */
export function isMoving(run: string, pane: string, now = Date.now()): boolean {
  return now - (lastActivity.get(`${run}/${pane}`) ?? 0) < STILL_AFTER
}
