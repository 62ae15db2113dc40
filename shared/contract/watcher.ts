/** What the deck and its own watcher, `dot-agent-deck watch`, say to each other through a pane's terminal. */

/** Keys that the watcher understands: run it now, rest, go on. */
export const WATCHER_KEYS = { now: '\r', rest: 'p', goOn: 'c' } as const

/** Message of the status report (OSC 7501) with which the watcher tells how a run has ended. */
export function ranMessage(code: number): string {
  return `exit ${code}`
}

/** The exit code in such a message; undefined when it is none. */
export function readRanMessage(message: string | undefined): number | undefined {
  const code = /^exit (\d{1,3})$/.exec(message ?? '')?.[1]
  return code === undefined ? undefined : Number(code)
}
