import type { EventBody } from '#shared/model/events'
import type { Run } from '#shared/model/state'
import { ClockJumps, jumpText } from './clock-jumps'
import type { LifePace } from './life-signs'
import { DEFAULT_IDLE_MS, restingOrchestrator, silentWorkers, type SilenceLimits } from '../router/silence'
import type { Orchestration } from '#shared/contract/config'
import { orchestratorOf } from '#shared/model/selectors'
import { usageOf, type Quality } from '#shared/model/usage'

/** What is watched belongs to this run. */
export interface WatchPorts {
  run(): Run
  team(): Orchestration
  responseMinutes(): number
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
    pace: LifePace,
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
    const run = this.ports.run()
    const { now, jumped } = this.jumps.look(run.timeline.at(-1)?.at ?? run.openedAt)
    if (jumped !== 0) this.countFrom = now
    const limits: SilenceLimits = {
      idleMs: DEFAULT_IDLE_MS,
      responseMs: this.ports.responseMinutes() * 60_000,
    }
    await this.ports.commit([
      ...(jumped === 0 ? [] : [{ type: 'noted', level: 'warning', text: jumpText(jumped) } as const]),
      ...this.workers(run, now, limits),
      ...this.orchestrator(run, now, limits),
      ...spentBudget(run, now, this.ports.team()),
    ])
  }

  private workers(run: Run, now: number, limits: SilenceLimits): EventBody[] {
    const counted = now - this.countFrom
    const silences = silentWorkers(run, now, limits).filter(
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
const watched = /^(stopped|error|late|frozen):/

/**
 * Nothing new is handed out once the share of a budget is used at which it asks; what runs is not cut. Tokens and money
 * are as good as the agents tell them, and that is said.
 */
export function spentBudget(run: Run, now: number, team: Orchestration): EventBody[] {
  const { budget } = team
  if (run.phase !== 'running' || run.paused || !budget) return []
  const { tokens, costUsd, quality, silent } = usageOf(run)
  const limits: readonly Limit[] = [
    { key: 'minutes', used: (now - run.openedAt) / 60_000, of: budget.minutes, how: 'measured', without: [] },
    { key: 'tokens', used: tokens.total, of: budget.tokens, how: quality.tokens, without: silent.tokens },
    { key: 'cost', used: costUsd ?? 0, of: budget.costUsd, how: quality.cost, without: silent.cost },
  ]
  for (const { key, used, of, how, without } of limits) {
    // Noted once asked, so that a run that was let go on is not stopped again for the same reason.
    const asked = `budget:${key}`
    if (of === undefined || used < of * budget.pauseAt || run.dismissed[asked]) continue
    const others = without.length > 0 ? `; ${without.join(', ')} tells nothing` : ''
    const reason = `The run has used ${amounts[key](used, of)} (${how}${others}). Nothing new is handed out until you let it go on.`
    return [
      { type: 'run-paused', by: 'deck', reason },
      { type: 'attention-dismissed', key: asked },
    ]
  }
  return []
}

interface Limit {
  key: keyof typeof amounts
  used: number
  of: number | undefined
  how: Quality
  /** Roles that the figure is without. */
  without: readonly string[]
}

const amounts = {
  minutes: (used: number, of: number) => `${minutesText(used)} of its ${of} minutes`,
  tokens: (used: number, of: number) =>
    `${Math.floor(used).toLocaleString('en-US')} of its ${of.toLocaleString('en-US')} tokens`,
  cost: (used: number, of: number) => `$${used.toFixed(2)} of its $${of.toFixed(2)}`,
} as const

/** Small figures are not rounded down to nothing. */
function minutesText(minutes: number): string {
  return minutes < 10 ? String(Math.floor(minutes * 10) / 10) : String(Math.floor(minutes))
}
