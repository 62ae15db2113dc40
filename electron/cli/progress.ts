import type { RunEvent } from '#shared/model/events'
import { noticesOf } from '#shared/model/notices'
import type { Run, TimelineEntry } from '#shared/model/state'

/** How the lines of a run that is watched in a terminal read. */

/** What stands between the two names of an entry, by its kind. */
function who(entry: TimelineEntry): string {
  return entry.to === null ? entry.from : `${entry.from} → ${entry.to}`
}

function clock(at: number): string {
  const time = new Date(at)
  return [time.getHours(), time.getMinutes(), time.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}

/** Everything that an agent wrote is untrusted: a line of it must not steer the terminal that shows it. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ').trim()
}

/** Columns for the names, so that the texts line up. */
const NAMES_WIDTH = 26

function line(at: number, names: string, text: string): string {
  return `${clock(at)}  ${printable(names).padEnd(NAMES_WIDTH)}  ${printable(text)}`
}

/** The lines that an event adds: its entry in the timeline, and a call when an agent waits for the person. */
export function progressLine(before: Run | undefined, after: Run, event: RunEvent): string[] {
  const known = before?.timeline.length ?? 0
  const lines = after.timeline.slice(known).map((entry) => line(entry.at, who(entry), entry.text))
  for (const notice of noticesOf(before, after, event)) {
    if (notice.category === 'waiting') lines.push(line(event.at, 'needs you', notice.body))
  }
  return lines
}
