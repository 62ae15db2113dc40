import type { EventBody } from '#shared/model/events'
import type { Run } from '#shared/model/state'
import { DEFAULT_IDLE_MS, restingOrchestrator, silentWorkers, type SilenceLimits } from '../router/silence'
import type { Orchestration } from '#shared/contract/config'
import { orchestratorOf } from '#shared/model/selectors'

/** What is watched belongs to this run. */
export interface WatchPorts {
  run(): Run
  team(): Orchestration
  responseMinutes(): number
  commit(bodies: EventBody[]): Promise<void>
  notice(key: string, text: string): EventBody
  broken(error: unknown): void
}

/** Everything that the watch tells is told within a minute of being knowable. In milliseconds. */
const LOOK_MS = 10_000

/** Looks at a run now and then for what no event tells: silence, and limits of time. */
export class Watch {
  private readonly timer: NodeJS.Timeout

  constructor(
    private readonly ports: WatchPorts,
    private readonly now: () => number = Date.now,
  ) {
    this.timer = setInterval(() => void this.look().catch((error: unknown) => ports.broken(error)), LOOK_MS)
    this.timer.unref()
  }

  close(): void {
    clearInterval(this.timer)
  }

  /** One look; puts what is new into the journal, and takes back what turned out otherwise. */
  async look(): Promise<void> {
    const run = this.ports.run()
    const now = this.now()
    const limits: SilenceLimits = {
      idleMs: DEFAULT_IDLE_MS,
      responseMs: this.ports.responseMinutes() * 60_000,
    }
    await this.ports.commit([
      ...this.workers(run, now, limits),
      ...this.orchestrator(run, now, limits),
      ...budgetOfTime(run, now, this.ports.team()),
    ])
  }

  private workers(run: Run, now: number, limits: SilenceLimits): EventBody[] {
    const silences = silentWorkers(run, now, limits)
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
    const over = Object.keys(run.raised).filter((key) => key !== resting?.key)
    return [
      ...over.map((key): EventBody => ({ type: 'attention-withdrawn', key })),
      ...(resting && pane && !run.raised[resting.key]
        ? [{ type: 'attention-raised', key: resting.key, pane, text: resting.text } satisfies EventBody]
        : []),
    ]
  }
}

/** Keys of notices that may turn out otherwise. */
const watched = /^(stopped|error|late):/

/** Nothing new is handed out once the budget's share of its minutes is used; what runs is not cut. */
export function budgetOfTime(run: Run, now: number, team: Orchestration): EventBody[] {
  const { budget } = team
  if (run.phase !== 'running' || run.paused || budget?.minutes === undefined) return []
  const used = (now - run.openedAt) / 60_000
  if (used < budget.minutes * budget.pauseAt || run.dismissed[TIME_BUDGET]) return []
  const reason = `The run has used ${Math.floor(used)} of its ${budget.minutes} minutes (measured). Nothing new is handed out until you let it go on.`
  return [
    { type: 'run-paused', by: 'deck', reason },
    { type: 'attention-dismissed', key: TIME_BUDGET },
  ]
}

/** Noted once asked, so that a run that was let go on is not stopped again for the same reason. */
const TIME_BUDGET = 'budget:minutes'
