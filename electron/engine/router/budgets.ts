import type { Budget, Orchestration } from '#shared/contract/config'
import type { EventBody } from '#shared/model/events'
import { firstSeats } from '#shared/model/seats'
import type { Run } from '#shared/model/state'
import { minutesOf, usageOf, type Quality, type UsageTotals } from '#shared/model/usage'

/**
 * Nothing new is handed out once the share of a budget is used at which it asks; what runs is not cut. Tokens and money
 * are as good as the agents tell them, and that is said. A limit that was let go on does not hold again.
 * @param now null where time does not count: whether the machine has slept meanwhile is known to the watch alone.
 */
export function spentBudgets(run: Run, now: number | null, team: Orchestration): EventBody[] {
  if (run.phase !== 'running' || run.paused) return []
  return [...spentBudget(run, now, team), ...spentRoleBudgets(run, now, team)]
}

/** The run's own budget pauses the run. */
function spentBudget(run: Run, now: number | null, { budget }: Orchestration): EventBody[] {
  if (!budget) return []
  const minutes = now === null ? 0 : minutesOf(run, now)
  const spent = firstSpent(run, budget, usageOf(run), minutes, 'budget')
  if (!spent) return []
  const reason = `The run has used ${spent.amount}. Nothing new is handed out until you let it go on.`
  return [{ type: 'run-paused', by: 'deck', reason }, spent.asked]
}

/** A role's budget holds what is for that role. */
function spentRoleBudgets(run: Run, now: number | null, { roles }: Orchestration): EventBody[] {
  return firstSeats(run).flatMap((pane): EventBody[] => {
    const { pane: id } = pane
    const budget = roles.find((role) => role.name === pane.role)?.budget
    if (!budget || pane.held) return []
    const minutes = now === null ? 0 : minutesOf(run, now, id)
    const spent = firstSpent(run, budget, usageOf(run, id), minutes, `budget:${id}`)
    if (!spent) return []
    const reason = `${pane.role} has used ${spent.amount}. It gets nothing new until you let it go on.`
    return [{ type: 'role-held', pane: id, reason }, spent.asked]
  })
}

interface Limit {
  key: keyof typeof amounts
  used: number
  of: number | undefined
  how: Quality
  /** Roles that the figure is without. */
  without: readonly string[]
}

/** The first limit that is used up to where it asks, in words, with the event that it was asked. */
function firstSpent(
  run: Run,
  budget: Budget,
  { tokens, costUsd, quality, silent }: UsageTotals,
  minutes: number,
  prefix: string,
): { amount: string; asked: EventBody } | undefined {
  const limits: readonly Limit[] = [
    { key: 'minutes', used: minutes, of: budget.minutes, how: 'measured', without: [] },
    { key: 'tokens', used: tokens.total, of: budget.tokens, how: quality.tokens, without: silent.tokens },
    { key: 'cost', used: costUsd ?? 0, of: budget.costUsd, how: quality.cost, without: silent.cost },
  ]
  for (const { key, used, of, how, without } of limits) {
    // Noted once asked, so that what was let go on is not stopped again for the same reason.
    const asked = `${prefix}:${key}`
    if (of === undefined || used < of * budget.pauseAt || run.dismissed[asked]) continue
    const others = without.length > 0 ? `; ${without.join(', ')} tells nothing` : ''
    return {
      amount: `${amounts[key](used, of)} (${how}${others})`,
      asked: { type: 'attention-dismissed', key: asked },
    }
  }
  return undefined
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
