/** Seconds, minutes and hours in words that stay short: "12 s", "4 min", "2 h 05". */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, '0')}`
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}

/** How long something took: tenths of a second while they say something. */
export function tookText(milliseconds: number): string {
  return milliseconds < 10_000
    ? `${(Math.max(0, milliseconds) / 1000).toFixed(1)} s`
    : durationText(milliseconds)
}

/** How long ago: "just now", "4 min ago", then the date. */
export function agoText(at: number, now: number): string {
  const passed = now - at
  if (passed < 10_000) return 'just now'
  if (passed < 24 * 3600_000) return `${durationText(passed)} ago`
  return new Date(at).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
}

/** The time of day, `14:02`. */
export function clockText(at: number): string {
  return new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', hour12: false })
}

/** Everything about a moment, for a tooltip. */
export function exactTime(at: number): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
}
