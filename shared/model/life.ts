import type { LifeSign } from './events'
import type { Life } from './state'

const signWords: Readonly<Record<LifeSign, string>> = {
  screen: 'its screen moves',
  reports: 'it reports',
  cpu: 'its processes use the CPU',
  processes: 'processes come and go',
}

/** Why an agent that has been quiet for long is not taken to hang: "its screen moves, its processes use the CPU". Null when nothing moves. */
export function signsOfLife({ signs }: Life): string | null {
  return signs.length === 0 ? null : signs.map((sign) => signWords[sign]).join(', ')
}

/** Why an agent is taken to be frozen. Null while it lives. */
export function whyFrozen(life: Life | null): string | null {
  if (life === null || life.stillSince === null) return null
  return life.stopped
    ? 'its processes were stopped by a signal'
    : 'no output, no report, and its processes use no CPU'
}
