import type { StatusSource } from '#shared/model/events'
import type { Agent } from '#shared/model/state'

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

/** Memory in a word: "84 MB", "1.2 GB". Megabytes of 1,000,000 bytes. */
export function memoryText(bytes: number): string {
  const megabytes = bytes / 1e6
  if (megabytes < 1) return `${Math.round(bytes / 1e3)} KB`
  return megabytes < 1000 ? `${Math.round(megabytes)} MB` : `${(megabytes / 1000).toFixed(1)} GB`
}
