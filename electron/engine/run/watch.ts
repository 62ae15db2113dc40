import type { EventBody } from '#shared/model/events'
import type { Run } from '#shared/model/state'
import { ClockJumps, jumpText } from './clock-jumps'
import type { LifePace } from './life-signs'
import { DEFAULT_IDLE_MS, restingOrchestrator, silentWorkers, type SilenceLimits } from '../router/silence'
import { orchestratorOf } from '#shared/model/selectors'
import { unanswered } from '../router/unanswered'
import { spentBudgets } from '../router/budgets'

/** What is watched belongs to this run. */
export interface WatchPorts {
  run(): Run
  /** What is new about the lives of the agents that are in a turn. */
  life(now: number): Promise<EventBody[]>
  commit(bodies: EventBody[]): Promise<void>
  notice(key: string, text: string): EventBody
  broken(error: unknown): void
}

/** Everything that the watch tells is told within a minute of being knowable. An agent that stands still for a minute is frozen. */
export const WATCH_PACE: LifePace = { lookMs: 10_000, stillMs: 60_000 }

/** Looks at a run now and then for what no event tells: silence, and limits of time. */
export class Watch {
  private readonly timer: NodeJS.Timeout
  /** Since the clock has jumped, silence is counted from here. */
  private countFrom = 0
  private looking: Promise<void> | undefined

  constructor(
    private readonly ports: WatchPorts,
    private readonly pace: LifePace,
    private readonly jumps = new ClockJumps(),
  ) {
    const look = (): void => {
      // A machine that is too busy for one look is not asked for two.
      this.looking ??= this.look()
        .catch((error: unknown) => ports.broken(error))
        .finally(() => (this.looking = undefined))
    }
    this.timer = setInterval(look, pace.lookMs)
    this.timer.unref()
  }

  close(): void {
    clearInterval(this.timer)
  }

  /** One look; puts what is new into the journal, and takes back what turned out otherwise. */
  async look(): Promise<void> {
    await this.ports.commit(await this.ports.life(Date.now()))
    const before = this.ports.run()
    const { now, jumped } = this.jumps.look(before.timeline.at(-1)?.at ?? before.openedAt, this.pace.lookMs)
    if (jumped !== 0) {
      this.countFrom = now
      const skipped: EventBody[] = jumped > 0 ? [{ type: 'time-skipped', ms: jumped }] : []
      // First, so that the time is not taken for spent.
      await this.ports.commit([{ type: 'noted', level: 'warning', text: jumpText(jumped) }, ...skipped])
    }
    const run = this.ports.run()
    const limits: SilenceLimits = {
      idleMs: DEFAULT_IDLE_MS,
      responseMs: run.config.responseMinutes * 60_000,
    }
    await this.ports.commit([
      ...this.workers(run, now, limits),
      ...this.orchestrator(run, now, limits),
      ...spentBudgets(run, now, run.config.team),
    ])
  }

  private workers(run: Run, now: number, limits: SilenceLimits): EventBody[] {
    const counted = now - this.countFrom
    const silent = [...silentWorkers(run, now, limits), ...unanswered(run, now, limits.idleMs)]
    const silences = silent.filter(
      ({ key }) => counted >= (key.startsWith('late:') ? limits.responseMs : limits.idleMs),
    )
    const known = Object.values(run.notices)
    const fresh = silences.find((silence) => !known.some((notice) => notice.key === silence.key))
    const over = known.filter(
      (notice) =>
        notice.delivery === null &&
        !notice.withdrawn &&
        watched.test(notice.key) &&
        !silences.some((silence) => silence.key === notice.key),
    )
    return [
      // One at a time, for each takes the next number.
      ...(fresh ? [this.ports.notice(fresh.key, fresh.text)] : []),
      ...over.map((notice): EventBody => ({ type: 'notice-withdrawn', notice: notice.id })),
    ]
  }

  private orchestrator(run: Run, now: number, limits: SilenceLimits): EventBody[] {
    const resting = restingOrchestrator(run, now, limits.idleMs)
    const pane = orchestratorOf(run)?.pane
    const over = Object.entries(run.raised).flatMap(([key, { about }]) =>
      about === null && key !== resting?.key ? [key] : [],
    )
    return [
      ...over.map((key): EventBody => ({ type: 'attention-withdrawn', key })),
      ...(resting && pane && !run.raised[resting.key]
        ? [{ type: 'attention-raised', key: resting.key, pane, text: resting.text } satisfies EventBody]
        : []),
    ]
  }
}

/** Keys of notices that may turn out otherwise. */
const watched = /^(stopped|error|late|frozen|unanswered):/
