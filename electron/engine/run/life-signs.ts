import type { LifeSign } from '#shared/model/events'

/**
 * Whether an agent in the middle of a turn lives, judged from what moves: its terminal, its own reports, the CPU time of its processes,
 * and which processes there are. A model that reasons for minutes prints nothing but its spinner; a frozen program does nothing at all.
 */

/** What is seen of an agent at one moment. */
export interface Glimpse {
  /** Epoch milliseconds. */
  at: number
  /** Counts what its terminal printed. */
  outputs: number
  /** Counts what it told: hooks, status reports, figures of usage. */
  reports: number
  /** Its processes; undefined when nobody looked, because other signs were there. */
  processes?: readonly { pid: number; cpuMs: number; stopped?: boolean | undefined }[]
}

/** When each sign was last there, and what a later glimpse is compared with. */
export interface LifeSigns {
  seenAt: number
  outputs: number
  reports: number
  /** CPU time of each process as it was when that counted as a sign. */
  cpu: ReadonlyMap<number, number> | undefined
  /** All that is left of it are processes that something has stopped. */
  stopped: boolean
  last: Readonly<Record<LifeSign, number>>
}

/** Times of the watch, in milliseconds. */
export interface LifePace {
  /** From one look to the next. */
  lookMs: number
  /** So long nothing moves in a frozen agent. */
  stillMs: number
}

/** CPU time that a program needs to be called busy; one that only waits in its event loop uses less between two looks. In milliseconds. */
const BUSY_CPU_MS = 20
/** A program that was stopped by a signal is known to stand still sooner than one that only does nothing. */
const STOPPED_SHARE = 1 / 3
/** A sign counts for so many looks after it was last there, so that words do not come and go. */
const SIGN_LOOKS = 3
/** Looks that are further apart than so many say nothing: the machine has slept, or was too busy. */
const GAP_LOOKS = 3

/** The signs of an agent whose turn begins. */
export function firstSigns({ at, outputs, reports, processes }: Glimpse): LifeSigns {
  return {
    seenAt: at,
    outputs,
    reports,
    cpu: processes && timesOf(processes),
    stopped: false,
    last: { screen: at, reports: at, cpu: 0, processes: 0 },
  }
}

/** Folds a glimpse. */
export function foldSigns(before: LifeSigns, now: Glimpse, { lookMs }: LifePace): LifeSigns {
  const { at, outputs, reports, processes } = now
  if (at - before.seenAt > lookMs * GAP_LOOKS || at < before.seenAt) return firstSigns(now)
  const times = processes && timesOf(processes)
  const known = before.cpu
  const newcomers = known && times ? [...times.keys()].some((pid) => !known.has(pid)) : false
  const gone = known && times ? [...known.keys()].some((pid) => !times.has(pid)) : false
  const spent =
    known && times ? [...times].reduce((sum, [pid, ms]) => sum + ms - (known.get(pid) ?? ms), 0) : 0
  const busy = spent >= BUSY_CPU_MS
  const { last } = before
  return {
    seenAt: at,
    outputs,
    reports,
    // What is too little to count adds up until it does.
    cpu: busy || newcomers || gone || !known ? times : known,
    stopped: processes?.some(({ stopped }) => stopped === true) ?? false,
    last: {
      screen: outputs > before.outputs ? at : last.screen,
      reports: reports > before.reports ? at : last.reports,
      cpu: busy ? at : last.cpu,
      processes: newcomers || gone ? at : last.processes,
    },
  }
}

/** Whether the cheap signs are silent, so that processes are worth a look. */
export function needsProcesses(signs: LifeSigns, { outputs, reports }: Omit<Glimpse, 'processes'>): boolean {
  return outputs === signs.outputs && reports === signs.reports
}

/** What moves, and since when nothing does, once that is long enough to be told. */
export function lifeOf(
  { seenAt, stopped, last }: LifeSigns,
  { lookMs, stillMs }: LifePace,
  /** Silence alone says nothing about a program that was never seen to show that it works. */
  silenceCounts: boolean,
): { signs: LifeSign[]; stillSince: number | undefined; stopped: boolean } {
  const order = ['screen', 'reports', 'cpu', 'processes'] as const
  const signs = order.filter((sign) => seenAt - last[sign] < lookMs * SIGN_LOOKS)
  const moved = Math.max(...Object.values(last))
  const limit = stopped ? stillMs * STOPPED_SHARE : stillMs
  const still = seenAt - moved >= limit && (stopped || silenceCounts)
  return still ? { signs: [], stillSince: moved, stopped } : { signs, stillSince: undefined, stopped: false }
}

function timesOf(processes: NonNullable<Glimpse['processes']>): ReadonlyMap<number, number> {
  return new Map(processes.map(({ pid, cpuMs }) => [pid, cpuMs]))
}
