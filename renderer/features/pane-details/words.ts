import type { StatusSource } from '#shared/model/events'
import { signsOfLife, whyFrozen } from '#shared/model/life'
import type { Agent, Life } from '#shared/model/state'

/** Where an agent's status comes from, most trusted first. */
export const sourceWords: Readonly<Record<StatusSource, string>> = {
  hook: 'its own reports',
  osc7501: 'status reports in its terminal',
  title: 'its window title',
  screen: 'its screen',
  process: 'its process',
}

/** What limited status means for this agent and why it is so; null when its status is not limited. */
export function limitedWords({ limited, kind }: Pick<Agent, 'limited' | 'kind'>): string | null {
  if (!limited) return null
  const why =
    kind === 'any'
      ? 'The deck knows this program only by its terminal.'
      : 'Its own reports do not reach the deck; probably its command does not start the program that is first on the PATH.'
  return `${why} Whether it works or waits is read from the screen, and so is the proof that a text was submitted. Tools are not shown.`
}

/** How much of one core processes used between two looks, 0 to 1 and more; those that came or went meanwhile aside. */
export function cpuShareOf(
  before: readonly { pid: number; cpuMs: number }[],
  after: readonly { pid: number; cpuMs: number }[],
  /** Milliseconds between the looks. */
  between: number,
): number {
  const known = new Map(before.map(({ pid, cpuMs }) => [pid, cpuMs]))
  const spent = after.reduce((sum, { pid, cpuMs }) => sum + Math.max(0, cpuMs - (known.get(pid) ?? cpuMs)), 0)
  return between > 0 ? spent / between : 0
}

/** What tells whether an agent in a turn lives: "its screen moves". */
export function lifeWords(life: Life): string {
  const frozen = whyFrozen(life)
  return frozen === null ? (signsOfLife(life) ?? 'nothing has moved for a moment') : `stands still: ${frozen}`
}

/** Memory in a word: "84 MB", "1.2 GB". Megabytes of 1,000,000 bytes. */
export function memoryText(bytes: number): string {
  const megabytes = bytes / 1e6
  if (megabytes < 1) return `${Math.round(bytes / 1e3)} KB`
  return megabytes < 1000 ? `${Math.round(megabytes)} MB` : `${(megabytes / 1000).toFixed(1)} GB`
}
