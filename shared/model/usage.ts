import type { TokenCounts } from './events'
import { nameOf } from './seats'
import { inHand, tasksOf } from './selectors'
import type { Run } from './state'

/** How good a sum is: the worst of its parts. */
export type Quality = 'measured' | 'estimated' | 'unavailable'

/** What the agents of a run, or of one role, have used together. */
export interface UsageTotals {
  tokens: TokenCounts & {
    /** What counts for a budget: everything but what came from a cache, which is told apart. */
    total: number
  }
  /** US dollars; null when no agent tells. */
  costUsd: number | null
  quality: { tokens: Quality; cost: Quality }
  /** Roles that have worked and tell nothing of their tokens, or of their cost: the sums are without them. */
  silent: { tokens: string[]; cost: string[] }
}

/**
 * Minutes that count for a budget: of the run those since it was opened, of a worker those in which it had a task in
 * hand. An orchestrator is at work as long as the run. While the machine sleeps or is off nobody works.
 */
export function minutesOf(run: Run, now: number, pane?: string): number {
  const until = run.endedAt ?? now
  if (pane === undefined || run.panes[pane]?.start) {
    return Math.max(0, until - run.openedAt - run.skipped) / 60_000
  }
  const spans = tasksOf(run, pane).map((task) => {
    const from = task.delivery === null ? undefined : run.deliveries[task.delivery]?.createdAt
    return from === undefined ? 0 : (inHand(task) ? until : task.since) - from - task.skipped
  })
  return spans.reduce((sum, span) => sum + Math.max(0, span), 0) / 60_000
}

/** Sums what the agents told, those that are gone included. `pane`: of one role only. */
export function usageOf(run: Run, pane?: string): UsageTotals {
  const tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }
  let costUsd: number | null = null
  let told = 0
  let estimated = false
  const silent = { tokens: new Set<string>(), cost: new Set<string>() }
  for (const agent of Object.values(run.agents)) {
    if (pane !== undefined && run.panes[agent.pane]?.role !== run.panes[pane]?.role) continue
    const role = nameOf(run, agent.pane)
    const { usage } = agent
    if (usage === null) {
      // An agent that was never given anything has used nothing.
      if (agent.lastPrompt !== null || agent.toolCount > 0) {
        silent.tokens.add(role)
        silent.cost.add(role)
      }
      continue
    }
    told++
    estimated ||= usage.source === 'estimated'
    tokens.input += usage.tokens.input
    tokens.output += usage.tokens.output
    tokens.cacheRead += usage.tokens.cacheRead
    tokens.cacheWrite += usage.tokens.cacheWrite
    if (usage.costUsd === null) silent.cost.add(role)
    else costUsd = (costUsd ?? 0) + usage.costUsd
  }
  const quality: Quality = estimated ? 'estimated' : 'measured'
  return {
    tokens: { ...tokens, total: tokens.input + tokens.output + tokens.cacheWrite },
    costUsd,
    quality: { tokens: told > 0 ? quality : 'unavailable', cost: costUsd === null ? 'unavailable' : quality },
    silent: { tokens: [...silent.tokens], cost: [...silent.cost] },
  }
}
