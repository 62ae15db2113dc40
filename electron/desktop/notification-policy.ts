import type { Notice, Settings } from '#shared/contract/views'

/** Which notices become native notifications, and when. */

/** The pane that the window shows, as it last said. */
export interface Selection {
  run: string | null
  pane: string | null
}

/** Whether the person looks, and at what: what is in view needs no notification. */
export interface WindowState {
  focused: boolean
  selection: Selection
}

/** Milliseconds in which what happens together is shown together. */
const COALESCE_MS = 200
/** Notifications shown one by one; more at once become a single one that counts them. */
const MAX_AT_ONCE = 3

type Wishes = Pick<Settings, 'notifyReports' | 'notifyWaiting' | 'notifyFinished'>

/** Whether the person wants to hear of this kind of thing. Failures count as a call for the person. */
export function isWanted(notice: Notice, wishes: Wishes): boolean {
  if (notice.category === 'report') return wishes.notifyReports
  if (notice.category === 'waiting') return wishes.notifyWaiting
  if (notice.category === 'finished') return wishes.notifyFinished
  return notice.pane === null ? wishes.notifyFinished : wishes.notifyWaiting
}

/** Whether the person is looking at the very pane that the notice is about. A focused window alone is not enough. */
export function isInView(notice: Notice, { focused, selection }: WindowState): boolean {
  if (!focused || selection.run !== notice.run) return false
  return notice.pane === null || selection.pane === notice.pane
}

/** What is shown for notices that came together: later ones of a key replace earlier ones, and many become one. */
export function digest(notices: readonly Notice[]): Notice[] {
  const latest = [...new Map(notices.map((notice) => [notice.key, notice])).values()]
  const first = latest.find((notice) => notice.category === 'waiting') ?? latest[0]
  if (!first || latest.length <= MAX_AT_ONCE) return latest
  return [
    {
      ...first,
      key: 'several',
      title: `${latest.length} things happened in your runs`,
      body: latest.map((notice) => notice.title).join('\n'),
    },
  ]
}

/** Takes notices one by one. */
export interface Coalescer {
  add(notice: Notice): void
}

/** Gathers notices for a moment and then shows them together. */
export function createCoalescer(
  show: (notices: Notice[]) => void,
  wait: (then: () => void) => void = (then) => void setTimeout(then, COALESCE_MS),
): Coalescer {
  let gathered: Notice[] = []
  return {
    add(notice) {
      gathered.push(notice)
      if (gathered.length > 1) return
      wait(() => {
        const together = gathered
        gathered = []
        show(digest(together))
      })
    },
  }
}
